/*
 * claim: A program that is built as today's compilers do lies high, at 0x55 or 0x56 and ten digits, not at 0x400000.
 * chapter: your-numbers.md#address-space-layout-randomisation
 * says: between 0x550000000000 and 0x570000000000
 * options: -fPIE -pie
 */
#include "common/probe.h"

int main(void) {
    unsigned long at = (unsigned long) main;
    int high = at >= 0x550000000000 && at < 0x570000000000;
    answer("%s", high ? "between 0x550000000000 and 0x570000000000" : "elsewhere");
}
