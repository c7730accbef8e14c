/*
 * The peer of `mm trace --policy=lru --frames=N`: reads the lines of valgrind --tool=lackey as C's library does, and
 * counts the faults of exact LRU, by links in arrays; a hash table with open addressing numbers the pages.
 *
 *   lackey FRAMES FILE      count reader-references N, count reader-faults N
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { SHIFT = 12, BITS = 23, SLOTS = 1 << BITS, MOST = SLOTS / 2 };

#include "lru.h"

static uint64_t page_at[SLOTS];
static int number_at[SLOTS];
static int pages, size, frames;
static long references, faults;

/* From 1, in the order in which they come. */
static int number(uint64_t page)
{
    uint64_t slot = page * 0x9e3779b97f4a7c15u >> (64 - BITS);
    while (number_at[slot] && page_at[slot] != page)
        slot = (slot + 1) % SLOTS;
    if (!number_at[slot]) {
        if (pages == MOST)
            fprintf(stderr, "lackey: there are too many pages\n"), exit(1);
        page_at[slot] = page;
        number_at[slot] = ++pages;
        older[pages] = NONE;
    }
    return number_at[slot];
}

static void reference(int page)
{
    references++;
    if (older[HEAD] != page)
        faults += use(page, frames, &size);
}

int main(int count, char **words)
{
    char line[256], *end;
    FILE *file = count == 3 ? fopen(words[2], "r") : NULL;
    if (!file || (frames = atoi(words[1])) < 1)
        return fprintf(stderr, "usage: lackey FRAMES FILE\n"), 1;
    while (fgets(line, sizeof line, file)) {
        if (line[0] != 'I' && line[0] != ' ')
            continue;
        uint64_t address = strtoul(line + 3, &end, 16);
        uint64_t last = address + strtoul(end + 1, NULL, 10) - 1;
        for (uint64_t page = address >> SHIFT; page <= last >> SHIFT; page++)
            reference(number(page));
    }
    printf("count reader-references %ld\ncount reader-faults %ld\n", references, faults);
}
