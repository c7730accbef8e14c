/*
 * claim: A stack stays 256 pages away from a mapping below it that can be touched.
 *    zh: 栈与下面可以碰的映射保持 256 页的距离。
 * chapter: 03-brk-mmap.md#the-stack
 * says: 255 pages: SIGSEGV, 256 pages: works
 * differs if kernel < 4.20: an access more than about 64 kB below the stack pointer was refused
 *    zh: 栈指针以下超过约 64 kB 的访问被拒绝
 */
#include "common/probe.h"

int main(void) {
    char *line = strstr(contents("/proc/self/maps"), "[stack]");
    while (line > text && line[-1] != '\n') {
        line--;
    }
    char *start = (char *) strtoul(line, NULL, 16);
    char *end = map(start - 600 * PAGE, PAGE, PROT_READ) + PAGE;
    const char *near = name_of(signal_of(read_from, end + 255 * PAGE));
    answer("255 pages: %s, 256 pages: %s", near, name_of(signal_of(read_from, end + 256 * PAGE)));
}
