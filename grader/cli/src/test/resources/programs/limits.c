/* Asks for more than its limit allows: by brk, by malloc, and for as much as is allowed. */
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

int main(void) {
    struct rlimit limit = {40 << 20, 40 << 20};
    setrlimit(RLIMIT_AS, &limit);
    void *one = sbrk(16 << 20);
    void *two = sbrk(64 << 20);
    void *three = malloc(64 << 20);
    void *four = malloc(1 << 20);
    return one == (void *)-1 || two != (void *)-1 || three != 0 || four == 0;
}
