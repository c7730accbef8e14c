package mm.script;

import mm.oom.MemoryGroup;

/** A page of memory that is charged to a memory cgroup. */
final class GroupPage {
    /** What a page holds: what the column of a group's numbers is called. */
    enum Kind {
        ANON,
        FILE,
        SHMEM
    }

    /** Of what kind it is. */
    final Kind kind;
    /** Who is charged, whoever uses it. */
    final MemoryGroup group;
    /** How many processes have it in their memory; what is no process's own is used once. */
    int users = 1;

    GroupPage(Kind kind, MemoryGroup group) {
        this.kind = kind;
        this.group = group;
    }
}
