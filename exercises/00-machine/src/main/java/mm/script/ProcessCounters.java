package mm.script;

import mm.machine.Task;
import mm.vma.MemoryCounters;

/** The six counters that recordings of processes show, in kB. */
record ProcessCounters(long vmSize, long vmRss, long rssAnon, long vmPte, long vmData, long vmStk) {
    static ProcessCounters of(Task task) {
        MemoryCounters now = task.mm().counters();
        return new ProcessCounters(now.vmSize(), now.vmRss(), now.rssAnon(), now.vmPte(), now.vmData(), now.vmStk());
    }

    ProcessCounters minus(ProcessCounters start) {
        return new ProcessCounters(
                vmSize - start.vmSize,
                vmRss - start.vmRss,
                rssAnon - start.rssAnon,
                vmPte - start.vmPte,
                vmData - start.vmData,
                vmStk - start.vmStk);
    }

    String named() {
        return "VmSize " + vmSize + " VmRSS " + vmRss + " RssAnon " + rssAnon + " VmPTE " + vmPte + " VmData " + vmData
                + " VmStk " + vmStk;
    }

    @Override
    public String toString() {
        return vmSize + " " + vmRss + " " + rssAnon + " " + vmPte + " " + vmData + " " + vmStk;
    }
}
