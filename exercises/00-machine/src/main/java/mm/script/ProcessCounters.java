package mm.script;

import mm.machine.Task;
import mm.vma.MemoryCounters;

/** The counters that recordings of processes show, in kB: six, and those of kind {@code remap} a seventh, VmLck. */
record ProcessCounters(long vmSize, long vmRss, long rssAnon, long vmPte, long vmData, long vmStk, long vmLck) {
    static ProcessCounters of(Task task) {
        MemoryCounters now = task.mm().counters();
        return new ProcessCounters(
                now.vmSize(), now.vmRss(), now.rssAnon(), now.vmPte(), now.vmData(), now.vmStk(), now.vmLck());
    }

    ProcessCounters minus(ProcessCounters start) {
        return new ProcessCounters(
                vmSize - start.vmSize,
                vmRss - start.vmRss,
                rssAnon - start.rssAnon,
                vmPte - start.vmPte,
                vmData - start.vmData,
                vmStk - start.vmStk,
                vmLck - start.vmLck);
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

    /** Returns all seven. */
    String withLocked() {
        return this + " " + vmLck;
    }
}
