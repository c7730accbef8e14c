/* Four threads that allocate and free at the same time. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static void *work(void *number) {
    for (int i = 0; i < 50; i++) {
        char *block = malloc(1000 * (long)number + 3000 * i);
        memset(block, 1, 100);
        if (i % 3) {
            free(block);
        }
        if (i % 10 == 0) {
            free(malloc(300000));
        }
    }
    return 0;
}

int main(void) {
    pthread_t threads[4];
    for (long i = 0; i < 4; i++) {
        pthread_create(threads + i, 0, work, (void *)(i + 1));
    }
    for (int i = 0; i < 4; i++) {
        pthread_join(threads[i], 0);
    }
}
