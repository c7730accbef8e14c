/* What the recorder (an ordinary program) and the engine (the measured one) say to each other over pipes. */
#ifndef MESSAGE_H
#define MESSAGE_H

enum {
    FIRST_COMMAND_FD = 100, /* one pipe a process: A reads its commands from 100, B from 101, ... */
    ANSWER_FD = 99,         /* all answers go here */
    MOST_PROCESSES = 26,
    SEGV = -1000, /* an access that ended in SIGSEGV; no errno is that small */
};

enum call { CALL_SYSTEM, CALL_LIMIT, CALL_READ, CALL_WRITE, CALL_FORK, CALL_EXIT };

struct command {
    long call;
    long number; /* of the system call, the resource, or the child */
    long argument[6];
};

struct answer {
    long process; /* index of the process that answers */
    long result;  /* the system call's, the child's pid, 0 or SEGV */
    long minflt;  /* minor faults of an access */
};

#endif
