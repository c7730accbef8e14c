package mm.script;

import mm.machine.Machine;
import mm.machine.PhysicalMemory;
import mm.machine.Task;
import mm.vma.Overcommit;

/** The promises of the machine that a script runs on: what others have, and what the script changes. */
final class ScriptPromises {
    /** The user whose programs the recorder measures: root may have more. */
    private static final int NOBODY = 65534;

    private static final int MAX_RATIO = 1_000_000;

    private final Machine machine;
    private final CommitHead head;
    private final Overcommit overcommit;

    ScriptPromises(Machine machine, CommitHead head) {
        this.machine = machine;
        this.head = head;
        this.overcommit = machine.countPromises(head.memory(), head.swap());
        overcommit.set(head.settings());
    }

    /** Starts the program, and lets others have what was promised besides. */
    Task exec(ProcessHead program) {
        Task first = machine.exec(machine.nextPid(), NOBODY, "A", program.maps(), program.brk());
        long others = head.committed() - overcommit.committed();
        if (others > 0) {
            overcommit.set(head.settings().withMode(Overcommit.ALWAYS));
            overcommit.charge(others, 0, true);
            overcommit.set(head.settings());
        }
        return first;
    }

    String set(Operation call) {
        set(call, overcommit);
        return "0";
    }

    /** Does {@code overcommit MODE [PERCENT | ratio PERCENT | kbytes KB]}. */
    static void set(Operation call, Overcommit overcommit) {
        Overcommit.Settings settings =
                overcommit.settings().withMode(call.number(1, Overcommit.GUESS, Overcommit.NEVER));
        if (call.size() == 3) {
            overcommit.set(settings.withRatio(call.number(2, 0, MAX_RATIO)));
            return;
        }
        var limit = call.options(2, "ratio", "kbytes");
        call.requireSize(4);
        if (limit.containsKey("ratio")) {
            settings = settings.withRatio(call.number(3, 0, MAX_RATIO));
        } else if (limit.containsKey("kbytes")) {
            settings = settings.withKbytes(call.number(3));
        }
        overcommit.set(settings);
    }

    /** Returns what ends a line: the change of Committed_AS since the start, and CommitLimit, in kB. */
    String columns() {
        long change = overcommit.committed() - head.committed();
        return " | " + change * PhysicalMemory.PAGE_KB + " " + overcommit.limit() * PhysicalMemory.PAGE_KB;
    }
}
