/*
 * claim: The sum of Pss over all processes is another number than what free calls used.
 * chapter: 07-free-top.md#why-res-does-not-add-up
 * says: another number
 */
#include "common/probe.h"
#include <dirent.h>

int main(void) {
    long sum = 0, used = meminfo("MemTotal:") - meminfo("MemAvailable:");
    if (geteuid() != 0) {
        skip("only root sees the Pss of all processes");
    }
    DIR *proc = opendir("/proc");
    for (struct dirent *entry; (entry = readdir(proc)) != NULL;) {
        char path[300];
        snprintf(path, sizeof path, "/proc/%s/smaps_rollup", entry->d_name);
        long share = strtol(entry->d_name, NULL, 10) > 0 ? number(path, "\nPss:") : 0;
        sum += share > 0 ? share : 0;
    }
    long difference = sum > used ? sum - used : used - sum;
    answer("%s", difference * 20 > used ? "another number" : "the same within 5 %");
}
