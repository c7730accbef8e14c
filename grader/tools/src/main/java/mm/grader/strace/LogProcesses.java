package mm.grader.strace;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Whose a line is that names nobody. On a terminal strace names a process only while there are several, so such a line is
 * that of the only one alive; and the first process has no name until there is a second.
 */
final class LogProcesses {
    private static final int NAMELESS = 0;

    private final Set<Integer> children = new HashSet<>();
    private final Set<Integer> alive = new LinkedHashSet<>();
    private int first = NAMELESS;

    /** A process or a thread was made. */
    void born(int pid) {
        if (children.add(pid)) {
            alive.add(pid);
        }
    }

    /** Strace says that it traces a process from now on. */
    void attached(int pid) {
        children.add(pid);
        alive.add(pid);
    }

    /** A line of a process. Tells whether it gives a name to the first, which had none. */
    boolean seen(int pid) {
        boolean names = pid != NAMELESS && !children.contains(pid) && alive.remove(NAMELESS);
        if (names) {
            first = pid;
        }
        alive.add(pid);
        return names;
    }

    void gone(int pid) {
        alive.remove(pid);
    }

    /** Returns the number of the process that a line without one is of; 0 if it has none yet. */
    int nameless() {
        return alive.size() == 1 ? alive.iterator().next() : first;
    }

    /** Returns the name of the first process, or 0 if the log never gives one. */
    int first() {
        return first;
    }
}
