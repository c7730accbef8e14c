/*
 * The limit that mm.benchmark.PolicyBenchmark is held against: exact LRU by links in arrays of int, and a clock whose hand
 * goes round over an array of frames. A page comes in with its bit clear.
 *
 *   policies ZIPF      the misses of each pass, and the nanoseconds a reference of all passes but the first
 *
 * ZIPF is a file of little-endian 64-bit page numbers.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PAGES = 1000000, FRAMES = 100000, PASSES = 2, MOST = PAGES };

#include "lru.h"

static int frame_of[PAGES], page_in[FRAMES];
static char accessed[FRAMES];

static long lru(const uint64_t *trace, long n)
{
    long misses = 0;
    int size = 0;
    memset(older, -1, sizeof older);
    older[HEAD] = younger[HEAD] = HEAD;
    for (long i = 0; i < n; i++)
        misses += use(trace[i] + 1, FRAMES, &size);
    return misses;
}

static long clock_hand(const uint64_t *trace, long n)
{
    long misses = 0;
    int size = 0, hand = 0;
    memset(frame_of, -1, sizeof frame_of);
    memset(accessed, 0, sizeof accessed);
    for (long i = 0; i < n; i++) {
        int page = trace[i];
        if (frame_of[page] != NONE) {
            accessed[frame_of[page]] = 1;
            continue;
        }
        misses++;
        if (size == FRAMES) {
            for (; accessed[hand]; hand = hand + 1 == FRAMES ? 0 : hand + 1)
                accessed[hand] = 0;
            frame_of[page_in[hand]] = NONE;
        } else
            size++;
        page_in[hand] = page;
        frame_of[page] = hand;
        hand = hand + 1 == FRAMES ? 0 : hand + 1;
    }
    return misses;
}

static void measure(const char *name, long (*policy)(const uint64_t *, long), const uint64_t *trace, long n)
{
    double ns = 0;
    for (int pass = 0; pass <= PASSES; pass++) {
        struct timespec start, end;
        clock_gettime(CLOCK_MONOTONIC, &start);
        long misses = policy(trace, n);
        clock_gettime(CLOCK_MONOTONIC, &end);
        if (pass > 0)
            ns += ((end.tv_sec - start.tv_sec) * 1e9 + (end.tv_nsec - start.tv_nsec)) / n;
        printf("count %s %ld\n", name, misses);
    }
    printf("score c-%s %.3f\n", name, ns / PASSES);
}

int main(int count, char **names)
{
    FILE *file = count == 2 ? fopen(names[1], "rb") : NULL;
    if (!file)
        return fprintf(stderr, "policies: the trace cannot be read\n"), 1;
    fseek(file, 0, SEEK_END);
    long n = ftell(file) / 8;
    rewind(file);
    uint64_t *trace = malloc(n * 8);
    if (fread(trace, 8, n, file) != (size_t)n)
        return 1;
    measure("lru", lru, trace, n);
    measure("clock", clock_hand, trace, n);
}
