/*
 * claim: Each mapping lies directly below the one before.
 * chapter: 03-brk-mmap.md#where-a-mapping-goes
 * says: directly below
 * differs if stack = unlimited: without a limit of the stack Linux places mappings upwards (ulimit -s)
 */
#include "common/probe.h"

int main(void) {
    size_t bytes = 65 * MB + PAGE; /* larger than any gap, and no multiple of 2 MB */
    char *first = map(NULL, bytes, PROT_NONE);
    char *second = map(NULL, bytes, PROT_READ);
    char *third = map(NULL, bytes, PROT_NONE);
    answer("%s", second + bytes == first && third + bytes == second ? "directly below"
                 : second > first                                  ? "above"
                                                                   : "elsewhere");
}
