/*
 * The peers of mm.benchmark.MapCallsBenchmark, with the same calls in the same order: a sorted array, and the kernel that
 * this runs on.
 *
 *   vmas array N     what Java sums up as well, and the nanoseconds a call
 *   vmas kernel N    the time alone: where the kernel finds a gap depends on what else is mapped
 */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

enum { ROUNDS = 100000, PAGE = 4096, LENGTH = 4 * PAGE, MOST = 70000, PASSES = 3 };
#define MMAP_BASE 0x7ffff7fff000ul
#define MMAP_MIN 0x10000ul

static struct vma { uint64_t start, end; int prot; } vmas[MOST];
static int count;

/* Returns the index of the first VMA that ends above an address. */
static int find(uint64_t address)
{
    int low = 0, high = count;
    while (low < high) {
        int middle = (low + high) / 2;
        if (vmas[middle].end <= address)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void insert(int i, struct vma vma)
{
    memmove(vmas + i + 1, vmas + i, (count++ - i) * sizeof *vmas);
    vmas[i] = vma;
}

static void delete(int i, int n)
{
    count -= n;
    memmove(vmas + i, vmas + i + n, (count - i) * sizeof *vmas);
}

static void split(uint64_t address)
{
    int i = find(address);
    if (i < count && vmas[i].start < address) {
        struct vma upper = vmas[i];
        vmas[i].end = upper.start = address;
        insert(i + 1, upper);
    }
}

/* Joins a VMA with the one above it if they are equal. */
static void merge(int i)
{
    if (i >= 0 && i + 1 < count && vmas[i].end == vmas[i + 1].start && vmas[i].prot == vmas[i + 1].prot) {
        vmas[i].end = vmas[i + 1].end;
        delete(i + 1, 1);
    }
}

static void array_munmap(uint64_t start, uint64_t length)
{
    split(start);
    split(start + length);
    int first = find(start), last = first;
    while (last < count && vmas[last].start < start + length)
        last++;
    delete(first, last - first);
}

static uint64_t array_mmap(uint64_t length, int prot)
{
    uint64_t top = MMAP_BASE;
    int i = count;
    for (; i > 0 && top - vmas[i - 1].end < length; i--)
        top = vmas[i - 1].start;
    if (top - length < MMAP_MIN)
        return -1;
    insert(i, (struct vma){top - length, top, prot});
    merge(i);
    merge(i - 1);
    return top - length;
}

static void array_mprotect(uint64_t start, uint64_t length, int prot)
{
    split(start);
    split(start + length);
    int i = find(start);
    vmas[i].prot = prot;
    merge(i);
    merge(i - 1);
}

static int prot_of(int i) { return i % 2 == 0 ? PROT_READ : PROT_READ | PROT_WRITE; }

static uint64_t kernel_mmap(int prot)
{
    return (uint64_t)mmap(NULL, LENGTH, prot, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

int main(int arguments, char **names)
{
    static uint64_t at[MOST];
    int kernel = arguments == 3 && !strcmp(names[1], "kernel"), n = arguments == 3 ? atoi(names[2]) : 0;
    if (n < 1 || n > MOST - 3)
        return fprintf(stderr, "usage: vmas array|kernel N\n"), 1;
    for (int i = 0; i < n; i++) {
        at[i] = kernel ? kernel_mmap(prot_of(i)) : array_mmap(LENGTH, prot_of(i));
        if (at[i] == (uint64_t)MAP_FAILED)
            return fprintf(stderr, "vmas: no room for so many mappings\n"), 1;
    }
    double ns = 0;
    for (int pass = 0; pass <= PASSES; pass++) {
        struct timespec start, end;
        uint64_t random = 1, sum = 0;
        clock_gettime(CLOCK_MONOTONIC, &start);
        for (int round = 0; round < ROUNDS; round++) {
            random = random * 6364136223846793005ul + 1442695040888963407ul;
            int i = (random >> 33) % n;
            if (kernel) {
                munmap((void *)at[i], LENGTH);
                at[i] = kernel_mmap(prot_of(i));
                if (mprotect((void *)(at[i] + PAGE), PAGE, PROT_NONE) || mprotect((void *)(at[i] + PAGE), PAGE, prot_of(i)))
                    return perror("vmas: mprotect"), 1;
            } else {
                array_munmap(at[i], LENGTH);
                at[i] = array_mmap(LENGTH, prot_of(i));
                array_mprotect(at[i] + PAGE, PAGE, PROT_NONE);
                array_mprotect(at[i] + PAGE, PAGE, prot_of(i));
                sum += MMAP_BASE - at[i];
            }
        }
        clock_gettime(CLOCK_MONOTONIC, &end);
        if (pass > 0)
            ns += ((end.tv_sec - start.tv_sec) * 1e9 + (end.tv_nsec - start.tv_nsec)) / (4.0 * ROUNDS);
        if (!kernel)
            printf("count mmap-%d %lu\n", n, sum);
    }
    printf("score %s-%d %.3f\n", names[1], n, ns / PASSES);
}
