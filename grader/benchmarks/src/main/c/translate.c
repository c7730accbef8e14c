/*
 * The peer of mm.benchmark.TranslateBenchmark: a TLB of 64 entries and one of 1024, each 4-way and exactly LRU, before a
 * walk of four levels that sets the accessed and dirty bits.
 *
 *   translate NAME TRACE    of each pass the sum of all physical addresses and the walks, and the milliseconds of a pass
 *
 * TRACE is a file of little-endian 64-bit numbers: address << 5 | access, which has
 * the bits of a page fault's error code: 2 a write, 4 by a program, 16 a fetch.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { P = 1, W = 2, U = 4, A = 32, D = 64 };
enum { PASSES = 4, WRITE = 2, USER = 4, FETCH = 16 };
#define NX (1ull << 63)
#define FRAME 0x00003ffffffff000ull
#define RESERVED 0x000fc00000000000ull
#define RIGHTS (P | W | U | NX)

typedef struct { uint64_t tag, to; } entry;
static entry l1[16][4], l2[256][4];
static uint64_t *memory;
static uint64_t frames = 1, misses, needed[32];

static uint64_t *slot(uint64_t table, int level, uint64_t address)
{
    return memory + ((table & FRAME) >> 3) + (address >> (3 + 9 * level) & 511);
}

static void map(uint64_t address, uint64_t pte)
{
    uint64_t table = 1 << 12;
    for (int level = 4; level > 1; level--) {
        uint64_t *e = slot(table, level, address);
        if (!*e)
            *e = ++frames << 12 | P | W | U | A | D;
        table = *e;
    }
    *slot(table, 1, address) = pte;
}

static void enter(entry *set, int way, uint64_t tag, uint64_t to)
{
    for (; way > 0; way--)
        set[way] = set[way - 1];
    set[0] = (entry){tag, to};
}

static uint64_t find(entry *set, uint64_t tag)
{
    if (set[0].tag == tag)
        return set[0].to;
    for (int way = 1; way < 4; way++)
        if (set[way].tag == tag) {
            uint64_t to = set[way].to;
            enter(set, way, tag, to);
            return to;
        }
    return 0;
}

static int way_of(entry *set, uint64_t tag)
{
    int way = 0;
    while (way < 3 && set[way].tag != tag && set[way].tag)
        way++;
    return way;
}

static int64_t walk(uint64_t address, int access, uint64_t tag, entry *near, entry *far)
{
    uint64_t rights = RIGHTS | A, e = 1 << 12, *slots[5];
    for (int level = 4; level >= 1; level--) {
        slots[level] = slot(e, level, address);
        e = *slots[level];
        if (!(e & P) || e & RESERVED)
            return -1;
        rights &= e ^ NX;
    }
    if (needed[access] & RIGHTS & ~rights)
        return -1;
    uint64_t used = access & WRITE ? A | D : A;
    if (used & ~(e & (rights | D))) {
        e = *slots[1] |= used;
        for (int level = 2; level <= 4; level++)
            *slots[level] |= A;
    }
    misses++;
    uint64_t to = (e | used) & (FRAME | D) | rights;
    enter(near, way_of(near, tag), tag, to);
    enter(far, way_of(far, tag), tag, to);
    return e & FRAME | address & 4095;
}

static int64_t translate(uint64_t address, int access)
{
    uint64_t tag = address & ~4095ull | 1, page = address >> 12;
    entry *near = l1[page & 15], *far = l2[page & 255];
    uint64_t to = find(near, tag);
    if (!to && (to = find(far, tag)) && !(needed[access] & ~to))
        enter(near, way_of(near, tag), tag, to);
    if (to && !(needed[access] & ~to))
        return to & FRAME | address & 4095;
    return walk(address, access, tag, near, far);
}

static int ascending(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

int main(int count, char **names)
{
    FILE *file = count == 3 ? fopen(names[2], "rb") : NULL;
    if (!file)
        return fprintf(stderr, "translate: the trace cannot be read\n"), 1;
    fseek(file, 0, SEEK_END);
    long n = ftell(file) / 8;
    rewind(file);
    uint64_t *trace = malloc(n * 8), *pages = malloc(n * 8);
    if (fread(trace, 8, n, file) != (size_t)n)
        return 1;
    memory = calloc(1 << 16, 4096);
    for (int access = 0; access < 32; access++)
        needed[access] = P | (access & WRITE ? W | D : 0) | (access & USER ? U : 0) | (access & FETCH ? NX : 0);
    long m = 0;
    for (long i = 0; i < n; i++)
        if (i == 0 || trace[i] >> 17 != trace[i - 1] >> 17)
            pages[m++] = trace[i] >> 17;
    qsort(pages, m, 8, ascending);
    uint64_t frame = 0;
    for (long i = 0; i < m; i++)
        if (i == 0 || pages[i] != pages[i - 1])
            map(pages[i] << 12, ++frame << 12 | P | W | U);
    double ms = 0;
    for (int pass = 0; pass <= PASSES; pass++) { /* the first sets the bits, and finds the TLB empty */
        struct timespec start, end;
        uint64_t sum = 0, before = misses;
        clock_gettime(CLOCK_MONOTONIC, &start);
        for (long i = 0; i < n; i++)
            sum += translate(trace[i] >> 5, trace[i] & 31);
        clock_gettime(CLOCK_MONOTONIC, &end);
        printf("count sum-%s %lu\n", names[1], sum);
        if (pass > 0) {
            ms += (end.tv_sec - start.tv_sec) * 1e3 + (end.tv_nsec - start.tv_nsec) / 1e6;
            printf("count walks-%s %lu\n", names[1], misses - before);
        }
    }
    printf("score c-translate-%s %.3f\n", names[1], ms / PASSES);
}
