/*
 * claim: A static program without a C library has seven tables: VmPTE 28 kB.
 *    zh: 没有 C 库的静态程序有七张表：VmPTE 28 kB。
 * chapter: 01-page-table.md#why-not-one-long-array
 * says: 28 kB
 * options: -nostdlib -static -no-pie -fno-pic -fno-stack-protector -fcf-protection=none -DBARE
 * differs if container = yes: a container may forbid a program to have fixed addresses
 *    zh: 容器可能不许程序使用固定的地址
 */
#include <asm/unistd.h>
#include <linux/auxvec.h>

static char text[8192];
static unsigned long start[8];

static long system_call(long number, long a, long b, long c) {
    long result;
    __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c) : "rcx", "r11", "memory");
    return result;
}

__asm__(".globl _start\n_start: mov %rsp, %rdi\n and $-16, %rsp\n call begin\n");

/* Finds the words after a name and prints them, as there is no library that could. */
static void print_after(long length, const char *name) {
    for (long i = 0; i < length; i++) {
        long same = 0;
        while (name[same] != 0 && text[i + same] == name[same]) {
            same++;
        }
        if (name[same] == 0) {
            long from = i + same;
            while (text[from] == ' ' || text[from] == '\t') {
                from++;
            }
            long to = from;
            while (text[to] != '\n') {
                to++;
            }
            system_call(__NR_write, 1, (long) (text + from), to - from + 1);
        }
    }
}

/* First without random addresses, as the recordings were made: the second run is the measured one. */
__attribute__((used)) void begin(unsigned long *stack) {
    unsigned long *at = stack + 1;
    char **arguments = (char **) at;
    while (*at++ != 0) {
    }
    char **environment = (char **) at;
    while (*at++ != 0) {
    }
    volatile char *vdso = 0;
    for (; at[0] != 0; at += 2) {
        vdso = at[0] == AT_SYSINFO_EHDR ? (volatile char *) at[1] : vdso;
    }
    if (system_call(__NR_personality, 0xffffffff, 0, 0) != 0x0040000) {
        if (system_call(__NR_personality, 0x0040000, 0, 0) >= 0) { /* ADDR_NO_RANDOMIZE */
            system_call(__NR_execve, (long) "/proc/self/exe", (long) arguments, (long) environment);
        }
    }
    start[0] = vdso == 0 ? 0 : (unsigned long) *vdso;
    long file = system_call(__NR_open, (long) "/proc/self/status", 0, 0);
    long length = system_call(__NR_read, file, (long) text, sizeof text);
    print_after(length, "VmPTE:");
    system_call(__NR_exit_group, 0, 0, 0);
}
