/*
 * claim: Stack, mappings and heap are elsewhere at each run.
 *    zh: 栈、映射和堆每次运行都在别处。
 * chapter: your-numbers.md#address-space-layout-randomisation
 * says: stack elsewhere, mappings elsewhere, heap elsewhere
 * differs if aslr = 0: kernel.randomize_va_space is 0
 *    zh: kernel.randomize_va_space 是 0
 * differs if aslr = 1: kernel.randomize_va_space is 1, which leaves the heap at the end of the program
 *    zh: kernel.randomize_va_space 是 1，它让堆留在程序的末尾
 */
#include "common/probe.h"

struct places {
    char *stack, *mapping, *heap;
};

static struct places places(void) {
    struct places here = {__builtin_frame_address(0), map(NULL, 65 * MB + PAGE, PROT_NONE), sbrk(0)};
    return here;
}

int main(int count, char **arguments) {
    struct places here = places(), there = {NULL, NULL, NULL};
    int ends[2];
    if (count > 1) {
        return write(1, &here, sizeof here) == sizeof here ? 0 : 1;
    }
    if (pipe(ends) != 0) {
        skip("there is no pipe");
    }
    if (fork() == 0) {
        dup2(ends[1], 1);
        execl("/proc/self/exe", arguments[0], "again", (char *) NULL);
        _exit(1);
    }
    close(ends[1]);
    if (read(ends[0], &there, sizeof there) != sizeof there) {
        skip("the program cannot be run again");
    }
    answer("stack %s, mappings %s, heap %s", here.stack != there.stack ? "elsewhere" : "there again",
           here.mapping != there.mapping ? "elsewhere" : "there again",
           here.heap != there.heap ? "elsewhere" : "there again");
}
