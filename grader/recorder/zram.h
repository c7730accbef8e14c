/* A compressed device in memory (zram) of one's own, which the machine swaps to as long as this program runs. */
#ifndef ZRAM_H
#define ZRAM_H

#include <stdint.h>
#include <sys/swap.h>
#include "memcg.h"

static int device = -1;
static char device_path[32];

static void remove_device(void) {
    char text[64], path[64];
    if (device >= 0) {
        swapoff(device_path);
        snprintf(path, sizeof path, "/sys/block/zram%d/reset", device);
        write_file(path, "1");
        snprintf(text, sizeof text, "%d", device);
        write_file("/sys/class/zram-control/hot_remove", text);
    }
}

/* Makes a device and writes the head of a swap area on it: a version, the last page, and a magic word. */
static void make_device(int megabytes) {
    static char head[4096] __attribute__((aligned(4096)));
    const char *need = "this needs root and the module zram";
    char text[32], path[64];
    int control = open("/sys/class/zram-control/hot_add", O_RDONLY | O_CLOEXEC);
    ssize_t size = control < 0 ? -1 : read(control, text, sizeof text - 1);
    if (size <= 0) {
        fail(2, "%s: no device can be added: %s", need, strerror(errno));
    }
    close(control);
    text[size] = 0;
    device = atoi(text);
    snprintf(device_path, sizeof device_path, "/dev/zram%d", device);
    snprintf(path, sizeof path, "/sys/block/zram%d/disksize", device);
    snprintf(text, sizeof text, "%dM", megabytes);
    if (write_file(path, text) != 0) {
        fail(2, "%s: %s has no size: %s", need, device_path, strerror(errno));
    }
    uint32_t *words = (uint32_t *) (head + 1024);
    words[0] = 1;
    words[1] = megabytes * 256 - 1;
    memcpy(head + sizeof head - 10, "SWAPSPACE2", 10);
    int fd = open(device_path, O_WRONLY | O_CLOEXEC);
    if (fd < 0 || write(fd, head, sizeof head) != sizeof head || fsync(fd) != 0 || close(fd) != 0 || swapon(device_path, 0) != 0) {
        fail(2, "%s: %s cannot be swapped to: %s", need, device_path, strerror(errno));
    }
}

#endif
