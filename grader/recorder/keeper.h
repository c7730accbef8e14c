/*
 * A process that outlives the recorder: when the recorder ends, however it comes, it puts the machine's settings back,
 * and empties the file that says what they were.
 */
#ifndef KEEPER_H
#define KEEPER_H

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static void fail(int code, const char *format, ...);

/* put_back sets what was found; state is the file that names it, locked as long as one of the two lives. */
static void start_keeper(void (*put_back)(void), int state) {
    int ends[2], ready[2];
    char byte;
    if (pipe2(ends, O_CLOEXEC) != 0 || pipe2(ready, O_CLOEXEC) != 0) {
        fail(2, "no pipe: %s", strerror(errno));
    }
    pid_t first = fork();
    if (first == 0) {
        close(ends[1]);
        setsid();
        if (fork() != 0) {
            _exit(0); /* the keeper is nobody's child, so that nobody waits for it, and nobody's group ends it */
        }
        for (int each = 1; each < NSIG; each++) {
            signal(each, SIG_IGN);
        }
        close(STDIN_FILENO);
        close(STDOUT_FILENO);
        close(STDERR_FILENO);
        close(ready[0]);
        close(ready[1]);
        while (read(ends[0], &byte, 1) < 0 && errno == EINTR) {}
        put_back();
        if (ftruncate(state, 0) != 0) {
            _exit(3);
        }
        _exit(0); /* which unlocks the file: the next one may go on */
    }
    close(ends[0]);
    close(ready[1]);
    if (first < 0 || read(ready[0], &byte, 1) != 0) {
        fail(2, "no process can keep the settings: %s", strerror(errno));
    }
    close(ready[0]); /* ends[1] stays open as long as this program lives; the engine does not get it */
}

#endif
