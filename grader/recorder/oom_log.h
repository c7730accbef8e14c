/*
 * The kernel's log of its kills in memory cgroups: the table of each, and the victim. Who includes it says which letter a
 * process has (letter_of, -1 for a strange one), and prints what is to be told besides (print_sharers).
 */
#ifndef OOM_LOG_H
#define OOM_LOG_H

#include "memcg.h"

static int log_fd = -1;
static void (*other_line)(const char *text); /* is told every line of the log that is neither row nor kill */
static int letter_of(long pid);
static void print_sharers(int victim);

static void open_log(void) {
    log_fd = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (log_fd < 0 || lseek(log_fd, 0, SEEK_END) < 0) {
        fail(2, "the kernel's log cannot be read, /dev/kmsg: %s", strerror(errno));
    }
}

/* One line of the log's text. Columns have moved between versions, so the head of the table says where they are. */
static int read_log_line(char *text) {
    static int rss, tables, swap, adj, last;
    static int in_table;
    long columns[16] = {0};
    char *killed = strstr(text, "emory cgroup out of memory: Killed process ");
    if (strstr(text, "[  pid  ]") != NULL) {
        int i = 0;
        in_table = 1;
        for (char *word = strtok(strchr(text, ']') + 1, " "); word != NULL; word = strtok(NULL, " \n"), i++) {
            *(strcmp(word, "rss") == 0              ? &rss
              : strcmp(word, "pgtables_bytes") == 0 ? &tables
              : strcmp(word, "swapents") == 0       ? &swap
              : strcmp(word, "oom_score_adj") == 0  ? &adj
                                                    : &last) = i;
        }
        return 0;
    }
    if (killed != NULL) {
        int letter = letter_of(strtol(killed + 43, NULL, 10));
        if (letter < 0) {
            return 0;
        }
        if (!in_table) {
            fail(3, "the kernel has left a table out of its log");
        }
        in_table = 0;
        printf("  killed %c", letter + 'A');
        print_sharers(letter);
        putchar('\n');
        return 1;
    }
    char *row = strchr(text, '[');
    int letter = row == NULL ? -1 : letter_of(strtol(row + 1, NULL, 10));
    if (in_table && letter >= 0 && strchr(row, ']') != NULL) {
        int i = 0;
        for (char *word = strtok(strchr(row, ']') + 1, " "); word != NULL && i < 16; word = strtok(NULL, " \n")) {
            columns[i++] = atol(word);
        }
        printf("  %c rss %ld pgtables_bytes %ld swapents %ld oom_score_adj %ld\n", letter + 'A', columns[rss],
               columns[tables], columns[swap], columns[adj]);
    } else if (other_line != NULL) {
        other_line(text);
    }
    return 0;
}

/* Prints the tables of the kills since the last time, and returns how many there were. */
static int read_log(void) {
    char record[8192];
    int kills = 0;
    for (;;) {
        ssize_t size = read(log_fd, record, sizeof record - 1);
        if (size < 0 && errno == EPIPE) {
            fail(3, "the kernel's log was overwritten while it was read");
        }
        if (size <= 0) {
            return kills;
        }
        record[size] = 0;
        char *text = strchr(record, ';');
        if (text != NULL) {
            text[strcspn(text, "\n")] = 0;
            kills += read_log_line(text + 1);
        }
    }
}

#endif
