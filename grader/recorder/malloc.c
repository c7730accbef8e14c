/*
 * Records which addresses the C library's malloc hands out, and when it asks the kernel for memory.
 *
 *   malloc < script > transcript        malloc version
 *
 * The script has the lines malloc ID SIZE, calloc ID SIZE [COUNT], realloc ID SIZE and free ID; recorded answers in it
 * are ignored. Where the library ends the program, since a block is freed twice, the answer is "abort", and the transcript
 * ends. Exit codes as the recorder's. The program uses no other function that could call malloc itself, runs without
 * an environment and at fixed addresses.
 */
#define _GNU_SOURCE
#include <gnu/libc-version.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MOST_BLOCKS = 1 << 16, MOST_TEXT = 1 << 22, IS_MMAPPED = 2, SIZE_BITS = 7 };

static void *blocks[MOST_BLOCKS], *freed[MOST_BLOCKS];
static char script[MOST_TEXT], text[MOST_TEXT];
static size_t length;

static void put(const char *word) {
    size_t size = strlen(word);
    memcpy(text + length, word, size);
    length += size;
}

static void put_number(unsigned long value, unsigned base) {
    char digits[20];
    int i = sizeof digits;
    do {
        digits[--i] = "0123456789abcdef"[value % base];
        value /= base;
    } while (value > 0);
    memcpy(text + length, digits + i, sizeof digits - i);
    length += sizeof digits - i;
}

static void fail(const char *why) {
    write(2, "recorder: ", 10);
    write(2, why, strlen(why));
    write(2, "\n", 1);
    _exit(1);
}

static unsigned long get_brk(void) {
    return (unsigned long) syscall(SYS_brk, 0);
}

/* The length of a block's own mapping; 0 if it lies in the heap. The library notes it in front of the block. */
static size_t mapping(const void *block) {
    size_t size = block == NULL ? 0 : ((const size_t *) block)[-1];
    return size & IS_MMAPPED ? (size & ~(size_t) SIZE_BITS) : 0;
}

static unsigned long number(char **at) {
    while (**at == ' ') {
        ++*at;
    }
    if (**at < '0' || **at > '9') {
        fail("a number is missing");
    }
    return strtoul(*at, at, 0);
}

static void put_difference(const char *more, const char *less, size_t before, size_t after) {
    put(after > before ? more : less);
    put_number(after > before ? after - before : before - after, 10);
}

static void operation(char *line) {
    char *at = line + strcspn(line, " ");
    char kind = line[0];
    unsigned long id = number(&at);
    if (id >= MOST_BLOCKS || ((kind == 'm' || kind == 'c') && blocks[id] != NULL) || (kind == 'r' && blocks[id] == NULL)
        || (kind == 'f' && blocks[id] == NULL && freed[id] == NULL)) {
        fail("there is no such block, or there is one already");
    }
    unsigned long size = kind == 'f' ? 0 : number(&at);
    unsigned long count = kind == 'c' && *at == ' ' ? number(&at) : 1;
    put(line);
    put(" ->");
    unsigned long brk = get_brk();
    size_t mapped = mapping(blocks[id]);
    void *block = NULL;
    switch (kind) {
        case 'm': block = malloc(size); break;
        case 'c': block = calloc(count, size); break;
        case 'r': block = realloc(blocks[id], size); break;
        case 'f': free(blocks[id] != NULL ? blocks[id] : freed[id]); break;
        default: fail("a line is no known operation");
    }
    if (kind == 'f' && blocks[id] != NULL) {
        freed[id] = blocks[id];
    }
    if (block != NULL || kind != 'r' || size == 0) { // else realloc has failed, and the old block stays
        blocks[id] = block;
    }
    unsigned long new_brk = get_brk();
    size_t new_mapped = mapping(blocks[id]);
    if (kind != 'f') {
        put(block == NULL ? " 0" : new_mapped ? " mapped" : " 0x");
        if (block != NULL && !new_mapped) {
            put_number((uintptr_t) block, 16);
        }
    }
    if (new_brk != brk) {
        put(" brk 0x");
        put_number(new_brk, 16);
        put_difference(" +", " -", brk, new_brk);
    }
    if (new_mapped != mapped) {
        put_difference(" mmap +", " munmap -", mapped, new_mapped);
    }
    put("\n");
}

static void on_abort(int signal) {
    (void) signal;
    put(" abort\n");
    write(1, text, length);
    _exit(0);
}

int main(int count, char **arguments) {
    if (count > 1) {
        put(gnu_get_libc_version());
        put("\n");
        write(1, text, length);
        return 0;
    }
    if (!(personality(0xffffffff) & ADDR_NO_RANDOMIZE)) {
        char *const none[] = {NULL};
        if (personality(ADDR_NO_RANDOMIZE) != -1 && personality(0xffffffff) & ADDR_NO_RANDOMIZE) {
            execve("/proc/self/exe", arguments, none);
        }
        fail("this machine does not let address randomization be switched off");
    }
    signal(SIGABRT, on_abort);
    size_t size = 0;
    for (ssize_t n; (n = read(0, script + size, sizeof script - 1 - size)) > 0; size += n) {}
    put("brk 0x");
    put_number(get_brk(), 16);
    put("\n");
    for (char *line = strtok(script, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        char *arrow = strstr(line, " ->");
        if (arrow != NULL) {
            *arrow = 0;
        }
        if (strncmp(line, "brk ", 4) != 0) {
            operation(line);
        }
    }
    write(1, text, length);
    return 0;
}
