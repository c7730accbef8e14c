/* Prints what only a program of this machine's own compiler and library can tell, as NAME VALUE. */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <gnu/libc-version.h>
#endif

int main(void) {
    struct rlimit stack;
#ifdef __GLIBC__
    printf("libc glibc\nglibc %s\n", gnu_get_libc_version());
#else
    printf("libc other\n");
#endif
    printf("page %ld\n", sysconf(_SC_PAGESIZE));
    if (getrlimit(RLIMIT_STACK, &stack) == 0 && stack.rlim_cur != RLIM_INFINITY) {
        printf("stack %lu\n", (unsigned long) stack.rlim_cur / 1024);
    } else {
        printf("stack unlimited\n");
    }
    return 0;
}
