/*
 * claim: Private memory whose length is a multiple of 2 MB lies on a border of 2 MB, even with huge pages off.
 * chapter: 03-brk-mmap.md#where-a-mapping-goes
 * says: 4 of 4 on a border
 * differs if kernel < 6.8: the rule came with 6.7 and 6.8
 * differs if thp = missing: this kernel is built without huge pages
 */
#include "common/probe.h"

int main(void) {
    int on_border = 0;
    for (int i = 0; i < 4; i++) {
        on_border += (uintptr_t) map(NULL, 4 * MB, PROT_NONE) % (2 * MB) == 0;
        map(NULL, (size_t) (i + 1) * PAGE, PROT_READ);
    }
    answer("%d of 4 on a border", on_border);
}
