/*
 * claim: A page has 4096 bytes.
 *    zh: 一页有 4096 字节。
 * chapter: 01-page-table.md#why-not-one-long-array
 * says: 4096 bytes
 */
#include "common/probe.h"

int main(void) {
    answer("%ld bytes", sysconf(_SC_PAGESIZE));
}
