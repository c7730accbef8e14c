/* Maps and unmaps for two seconds, so that strace -p can come and go. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int main(void) {
    for (int i = 0; i < 200; i++) {
        size_t length = 8192 + 4096 * (i % 3);
        void *mapped = mmap(0, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        char *block = malloc(200000 + i * 5000);
        block[0] = 1;
        usleep(10000);
        munmap(mapped, length);
        if (i % 2) {
            free(block);
        }
    }
}
