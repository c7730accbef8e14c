package mm.oom;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Written from the contract alone, as a student would, for the tests of the hand-out. */
public final class BadnessOomKiller implements OomKiller {
    @Override
    public long badness(OomTask process, long pages) {
        if (untouchable(process)) {
            return UNKILLABLE;
        }
        long perMille = pages / 1000;
        return perMille * process.oomScoreAdj() + process.pageTables() + process.swapents() + process.rss();
    }

    private static boolean untouchable(OomTask process) {
        return process.isKernelThread() || process.pid() <= OomTask.INIT || process.oomScoreAdj() <= OomTask.OOM_SCORE_ADJ_MIN;
    }

    @Override
    public int oomScore(OomTask process, long pages) {
        long bad = badness(process, pages);
        if (bad == UNKILLABLE) {
            return 0;
        }
        long thousandths = bad * 1000 / pages;
        return Math.toIntExact(2 * (thousandths + 1000) / 3);
    }

    @Override
    public OomTask select(List<OomTask> processes, long pages) {
        List<OomTask> candidates = new ArrayList<>(processes);
        candidates.removeIf(process -> untouchable(process));
        Comparator<OomTask> worse = Comparator.comparingLong(process -> badness(process, pages));
        OomTask worst = null;
        for (OomTask each : candidates) {
            worst = worst != null && worse.compare(worst, each) > 0 ? worst : each;
        }
        return worst;
    }

    @Override
    public List<OomTask> killed(OomTask victim, List<OomTask> processes) {
        List<OomTask> dead = new ArrayList<>();
        for (OomTask each : processes) {
            if (Objects.equals(each.mm(), victim.mm()) && each.pid() != OomTask.INIT) {
                dead.add(each);
            }
        }
        return dead;
    }
}
