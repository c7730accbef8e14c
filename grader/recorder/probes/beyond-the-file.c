/*
 * claim: A page of a mapping that lies wholly beyond the end of its file is SIGBUS.
 *    zh: 映射里整个位于文件末尾之后的页是 SIGBUS。
 * chapter: 03-brk-mmap.md#files-and-shared-memory
 * says: in the file works, beyond it SIGBUS
 */
#include "common/probe.h"

int main(void) {
    int file = memfd_create("probe", MFD_CLOEXEC);
    if (ftruncate(file, 100) != 0) {
        skip("there is no file in memory");
    }
    char *at = mmap(NULL, 2 * PAGE, PROT_READ, MAP_SHARED, file, 0);
    const char *inside = name_of(signal_of(read_from, at + PAGE - 1));
    answer("in the file %s, beyond it %s", inside, name_of(signal_of(read_from, at + PAGE)));
}
