/*
 * claim: glibc ends a program that frees a block twice.
 *    zh: 同一块释放两次，glibc 就结束程序。
 * chapter: 03-malloc.md#what-free-does
 * says: SIGABRT
 * differs if libc = other: the rules are glibc's
 *    zh: 这些规则是 glibc 的
 */
#include "common/probe.h"

static void free_twice(void) {
    char *volatile block = malloc(24);
    char *volatile again = block;
    close(2);
    free(block);
    free(again);
}

int main(void) {
    int state = 0;
    pid_t child = fork();
    if (child == 0) {
        free_twice();
        _exit(0);
    }
    waitpid(child, &state, 0);
    answer("%s", WIFSIGNALED(state) && WTERMSIG(state) == SIGABRT ? "SIGABRT" : "it goes on");
}
