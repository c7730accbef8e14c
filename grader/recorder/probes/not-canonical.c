/*
 * claim: An address that is not canonical is SIGSEGV without the address, and SIGBUS through RBP.
 *    zh: 不规范的地址得到不带地址的 SIGSEGV；经由 RBP 得到 SIGBUS。
 * chapter: 02-mmu.md#the-walk
 * says: SIGSEGV at 0, through RBP SIGBUS
 * differs if processor has la57: with five levels this address is canonical
 *    zh: 五级时这个地址是规范的
 */
#include "common/probe.h"

static void plain(volatile char *at) {
    __asm__ volatile("movb (%0), %%al" : : "a"(at) : "memory");
}

static void through_rbp(volatile char *at) {
    __asm__ volatile("push %%rbp\n mov %0, %%rbp\n movb 0(%%rbp), %%al\n pop %%rbp" : : "c"(at) : "rax", "memory");
}

int main(void) {
    char *bad = (char *) 0x800000000000;
    const char *first = name_of(signal_of(plain, bad));
    long address = (long) caught_address;
    answer("%s at %lx, through RBP %s", first, address, name_of(signal_of(through_rbp, bad)));
}
