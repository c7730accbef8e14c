/*
 * claim: A program that is built as today's compilers do lies high, at 0x55 and ten digits or above, not at 0x400000.
 *    zh: 今天的编译器造出的程序位于高处，在 0x55 加十位数字的地方或更高，而不在 0x400000。
 * chapter: your-numbers.md#address-space-layout-randomisation
 * says: between 0x550000000000 and 0x660000000000
 * options: -fPIE -pie
 */
#include "common/probe.h"

int main(void) {
    unsigned long at = (unsigned long) main;
    int high = at >= 0x550000000000 && at < 0x660000000000;
    answer("%s", high ? "between 0x550000000000 and 0x660000000000" : "elsewhere");
}
