/*
 * claim: One read fault maps 16 pages of a file, the touched one included.
 *    zh: 一次读的缺页映射文件的 16 页，包括被碰的那一页。
 * chapter: 03-brk-mmap.md#files-and-shared-memory
 * says: 1 fault, 64 kB
 */
#include "common/probe.h"

int main(void) {
    int file = memfd_create("probe", MFD_CLOEXEC);
    for (int i = 0; i < 256; i++) {
        if (write(file, text, PAGE) != PAGE) {
            skip("there is no memory for a file of 1 MB");
        }
    }
    char *at = mmap(NULL, MB, PROT_READ, MAP_SHARED, file, 0);
    long before = faults();
    read_from(at + 20 * PAGE);
    long cost = faults() - before;
    answer("%ld fault, %ld kB", cost, of_mapping(at, "Rss:"));
}
