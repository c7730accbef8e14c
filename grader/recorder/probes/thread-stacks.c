/*
 * claim: The stack of a thread is an ordinary mapping of fixed size.
 *    zh: 线程的栈是大小固定的普通映射。
 * chapter: 03-brk-mmap.md#the-stack
 * says: of the first thread: [stack], of another: a mapping
 * options: -pthread
 * differs if libc = other: another C library may place them otherwise
 *    zh: 别的 C 库可能放在别处
 */
#include "common/probe.h"
#include <pthread.h>

static int in_stack(void *local) {
    unsigned long at = (unsigned long) local;
    for (char *line = contents("/proc/self/maps"); line != NULL && *line != 0; line = strchr(line, '\n')) {
        line += *line == '\n';
        char *rest;
        unsigned long from = strtoul(line, &rest, 16), to = *rest == 0 ? 0 : strtoul(rest + 1, NULL, 16);
        if (at >= from && at < to) {
            char *end = strchr(line, '\n');
            return end != NULL && memcmp(end - 7, "[stack]", 7) == 0;
        }
    }
    return 0;
}

static void *ask(void *result) {
    *(int *) result = in_stack(&result);
    return NULL;
}

int main(void) {
    pthread_t thread;
    int first = in_stack(&thread), other = -1;
    if (pthread_create(&thread, NULL, ask, &other) != 0 || pthread_join(thread, NULL) != 0) {
        skip("there is no second thread");
    }
    answer("of the first thread: %s, of another: %s", first ? "[stack]" : "a mapping", other ? "[stack]" : "a mapping");
}
