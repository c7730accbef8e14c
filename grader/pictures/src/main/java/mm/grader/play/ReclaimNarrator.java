package mm.grader.play;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import mm.grader.picture.Keys;
import mm.grader.picture.Words;
import mm.grader.play.watch.PolicyModel;
import mm.grader.play.watch.WatchedPolicy;
import mm.machine.Reclaim;

/** Tells what reclaim looked at, what it took, and what went through the swap device. */
final class ReclaimNarrator {
    private static final int MAX_NUMBERS = 8;

    private final MachineView machine;
    private final List<WatchedPolicy> policies;
    private final Words words;
    private long reads;
    private long writes;
    private long direct;
    private long background;

    ReclaimNarrator(MachineView machine, List<WatchedPolicy> policies, Words words) {
        this.machine = machine;
        this.policies = policies;
        this.words = words;
    }

    /** Tells whether pages came or went by the swap device since the last time. */
    boolean hasReclaimed() {
        Reclaim reclaim = machine.reclaim();
        return reclaim != null
                && (reclaim.device().writes() != writes
                        || reclaim.device().reads() != reads
                        || reclaim.directReclaims() != direct
                        || reclaim.backgroundReclaims() != background);
    }

    /** Tells what was done since the last time, adds its events, and says whether it began before the access. */
    boolean tell(Set<StepEvent> events, List<String> to) {
        Reclaim reclaim = machine.reclaim();
        if (reclaim == null) {
            return false;
        }
        boolean before = reclaim.backgroundReclaims() != background;
        if (before) {
            to.add(words.say("reclaim.background", machine.memory().watermarks().low()));
        }
        if (reclaim.directReclaims() != direct) {
            to.add(words.say("reclaim.direct", machine.memory().watermarks().min()));
        }
        background = reclaim.backgroundReclaims();
        direct = reclaim.directReclaims();
        int evicted = looked(events, to);
        long out = reclaim.device().writes() - writes;
        long in = reclaim.device().reads() - reads;
        writes += out;
        reads += in;
        if (out > 0) {
            to.add(words.say("reclaim.written", out));
            events.add(StepEvent.SWAP_OUT);
        }
        if (evicted > out) {
            to.add(words.say("reclaim.unwritten", evicted - out));
        }
        if (in > 0) {
            events.add(StepEvent.SWAP_IN);
        }
        return before;
    }

    private int looked(Set<StepEvent> events, List<String> to) {
        int looked = 0;
        int spared = 0;
        int activated = 0;
        int demoted = 0;
        int kept = 0;
        List<Integer> evicted = new ArrayList<>();
        for (WatchedPolicy policy : policies) {
            evicted.addAll(policy.takeEvicted());
            List<Integer> back = policy.takeKept();
            back.forEach(evicted::remove); // the first of this number
            kept += back.size();
            PolicyModel.Looks looks = policy.takeLooks();
            looked += looks.looked();
            spared += looks.spared();
            activated += looks.activated();
            demoted += looks.demoted();
            String surprise = policy.takeSurprise();
            if (!surprise.isEmpty()) {
                String[] pages = surprise.split(" ");
                to.add(words.say("tell.other-victim", pages[0], pages[1]));
            }
        }
        if (looked > 0) {
            to.add(words.say("reclaim.looked", looked, spared, activated, demoted));
        }
        if (kept > 0) {
            to.add(words.say("reclaim.kept", kept));
        }
        if (!evicted.isEmpty()) {
            String frames = evicted.stream()
                    .limit(MAX_NUMBERS)
                    .map(pfn -> Marks.of(Keys.frame(pfn), pfn))
                    .collect(Collectors.joining(", "));
            to.add(words.say("reclaim.evicted", evicted.size(), frames + (evicted.size() > MAX_NUMBERS ? ", …" : "")));
            events.add(StepEvent.RECLAIM);
        }
        return evicted.size();
    }
}
