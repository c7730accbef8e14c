/*
 * claim: PROT_EXEC alone can be read, unless the processor has protection keys.
 * chapter: 03-brk-mmap.md#sigsegv
 * says: works
 * differs if processor has pku: Linux takes a protection key to make it unreadable
 */
#include "common/probe.h"

int main(void) {
    answer("%s", name_of(signal_of(read_from, map(NULL, PAGE, PROT_EXEC))));
}
