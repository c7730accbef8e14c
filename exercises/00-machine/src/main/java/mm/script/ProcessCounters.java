package mm.script;

import mm.machine.Task;
import mm.vma.MemoryCounters;

/**
 * The counters that recordings of processes show, in kB: six, those of kind {@code remap} a seventh, VmLck, and those of kind
 * {@code huge} an eighth, AnonHugePages.
 */
record ProcessCounters(
        long vmSize, long vmRss, long rssAnon, long vmPte, long vmData, long vmStk, long vmLck, long anonHugePages) {
    static ProcessCounters of(Task task) {
        MemoryCounters now = task.mm().counters();
        return new ProcessCounters(
                now.vmSize(),
                now.vmRss(),
                now.rssAnon(),
                now.vmPte(),
                now.vmData(),
                now.vmStk(),
                now.vmLck(),
                now.anonHugePages());
    }

    ProcessCounters minus(ProcessCounters start) {
        return new ProcessCounters(
                vmSize - start.vmSize,
                vmRss - start.vmRss,
                rssAnon - start.rssAnon,
                vmPte - start.vmPte,
                vmData - start.vmData,
                vmStk - start.vmStk,
                vmLck - start.vmLck,
                anonHugePages - start.anonHugePages);
    }

    String named() {
        return "VmSize " + vmSize + " VmRSS " + vmRss + " RssAnon " + rssAnon + " VmPTE " + vmPte + " VmData " + vmData
                + " VmStk " + vmStk;
    }

    /** Returns the six that most recordings show. */
    @Override
    public String toString() {
        return vmSize + " " + vmRss + " " + rssAnon + " " + vmPte + " " + vmData + " " + vmStk;
    }

    /** Returns those that the head of a script names. */
    String show(ProcessHead head) {
        return this + (head.locked() ? " " + vmLck : "") + (head.huge() ? " " + anonHugePages : "");
    }
}
