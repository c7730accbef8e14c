/*
 * claim: The error code of a kernel address is 5, whether anything is mapped there or not.
 *    zh: 内核地址的错误码是 5，不论那里有没有映射。
 * chapter: 02-mmu.md#questions
 * says: where its code may be 5, in the hole before it 5
 */
#include "common/probe.h"

int main(void) {
    signal_of(read_from, (char *) 0xffffffff81000000);
    long text_error = caught == 0 ? -1 : caught_error;
    signal_of(read_from, (char *) 0xffff800000000000);
    answer("where its code may be %ld, in the hole before it %ld", text_error, caught == 0 ? -1 : caught_error);
}
