package mm.grader.play;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import mm.grader.picture.Keys;
import mm.grader.picture.Owners;
import mm.grader.picture.Walk;
import mm.grader.picture.Words;
import mm.grader.play.watch.Handling;
import mm.grader.play.watch.WatchedMmu;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.mmu.PageFault;
import mm.oom.MemoryGroup;

/** Tells an access from what the TLB said to what the kernel did and why, in the order in which it happened. */
final class FaultNarrator {
    private final MachineView machine;
    private final WatchedMmu mmu;
    private final Words words;

    FaultNarrator(MachineView machine, WatchedMmu mmu, Words words) {
        this.machine = machine;
        this.mmu = mmu;
        this.words = words;
    }

    /**
     * Whose the frames are.
     *
     * @param now who has which frame now
     * @param wasFree whether a frame was free at the step before
     * @param full the memory cgroup that had no room meanwhile, or null
     */
    record Frames(FrameOwners now, IntPredicate wasFree, MemoryGroup full) {}

    /**
     * Tells the last access.
     *
     * @param first the key of the sentence that begins
     * @param who the process
     * @param where what the script calls the place, or ""
     * @param frames who has and had which frame
     * @param within what reclaim did while a fault was handled; told once
     */
    void tell(String first, String who, String where, Frames frames, List<String> within, List<String> to) {
        List<Walk> walks = mmu.walks();
        List<Handling> handlings = mmu.handlings();
        for (int i = 0; i < walks.size(); i++) {
            Walk walk = walks.get(i);
            if (i == 0) {
                String verb = words.say(walk.write() ? "tell.writes" : "tell.reads");
                String address = Marks.of(
                        Keys.page(mmu.asid(), walk.address() >>> PhysicalMemory.PAGE_SHIFT),
                        "0x" + Long.toHexString(walk.address()));
                to.add(words.say(
                        first,
                        Marks.safe(who),
                        verb,
                        address + (where.isEmpty() ? "" : " (" + Marks.safe(where) + ")")));
            }
            to.add((i == 0 ? "" : words.say("tell.again") + " ") + walk(walk));
            if (i < handlings.size()) {
                to.addAll(within);
                within.clear();
                handled(handlings.get(i), frames, i + 1 < walks.size(), to);
            }
        }
    }

    private String walk(Walk walk) {
        if (walk.result() == PageFault.GENERAL_PROTECTION) {
            return words.say("tell.non-canonical");
        }
        if (!walk.faulted()) {
            String frame = frame(walk.pfn());
            return walk.hit()
                    ? words.say("tell.hit", frame)
                    : words.say("tell.walk", walk.steps().size(), frame);
        }
        if (walk.steps().isEmpty()) {
            return words.say("tell.hit-refused", walk.fault(words));
        }
        Walk.Step end = walk.steps().get(walk.steps().size() - 1);
        return words.say("tell.stops", walk.name(end), end.index(), walk.missing(words), walk.fault(words));
    }

    private void handled(Handling handling, Frames frames, boolean again, List<String> to) {
        String now = frame(Pte.pfn(handling.after()));
        String old = frame(Pte.pfn(handling.before()));
        Handling.Kind kind = handling.kind();
        if (handling.huge() == Handling.Huge.NOW) {
            to.add(huge(handling, now));
            tables(handling, to);
            return;
        }
        if (handling.huge() == Handling.Huge.SPLIT) {
            to.add(words.say("why.huge-split"));
        }
        switch (kind) {
            case ZERO_PAGE -> to.add(words.say("why.zero-page"));
            case FIRST_TOUCH -> to.add(words.say("why.first-touch", now));
            case ZERO_REPLACED -> to.add(words.say("why.zero-replaced", now));
            case CACHED_PAGE -> cached(handling, now, frames, to);
            case COPY ->
                to.add(
                        handling.owners() > 1
                                ? words.say("why.copy", old, handling.owners(), now, handling.left())
                                : words.say("why.copy-held", old, now));
            case REUSE -> {
                boolean shared = machine.memory().isCached(Pte.pfn(handling.after()));
                to.add(words.say(shared ? "why.shared-writable" : "why.reuse", now));
            }
            case SWAP_IN, SWAP_CACHE -> {
                long slot = Pte.swapOffset(handling.before());
                String key = kind == Handling.Kind.SWAP_IN ? "why.swap-in" : "why.swap-cache";
                to.add(words.say(key, Marks.of(Keys.slot(slot), slot), now));
            }
            case ALLOWED -> to.add(words.say("why.allowed"));
            default -> {
                if (again) { // else how it ended is told by who knows
                    to.add(noRoom(frames.full()));
                }
            }
        }
        tables(handling, to);
    }

    /** Tells why there is a huge page now. */
    private String huge(Handling handling, String now) {
        return switch (handling.kind()) {
            case ZERO_PAGE -> words.say("why.huge-zero");
            case FIRST_TOUCH -> words.say("why.huge", now);
            case ZERO_REPLACED -> words.say("why.huge-zero-replaced", now);
            case REUSE -> words.say("why.huge-reuse");
            default -> words.say("why.allowed");
        };
    }

    private void tables(Handling handling, List<String> to) {
        if (!handling.tables().isEmpty()) {
            int tables = handling.tables().size();
            String theirs = handling.tables().stream().map(this::frame).collect(Collectors.joining(", "));
            to.add(words.say(tables == 1 ? "why.table" : "why.tables", tables, theirs));
        }
    }

    private String noRoom(MemoryGroup full) {
        return full == null
                ? words.say("why.no-frame")
                : words.say("why.group-full", Marks.safe(full.name()), full.limit() * PhysicalMemory.PAGE_KB);
    }

    private void cached(Handling handling, String now, Frames frames, List<String> to) {
        int pfn = Pte.pfn(handling.after());
        boolean file = frames.now().owner(pfn) == Owners.FILE;
        String shared = frames.wasFree().test(pfn) ? "why.shared-first" : "why.shared";
        String key = file ? handling.major() ? "why.file-read" : "why.file" : shared;
        to.add(words.say(key, now));
        if (handling.neighbours() > 0) {
            to.add(words.say("why.neighbours", handling.neighbours()));
        }
    }

    private String frame(int pfn) {
        return Marks.of(Keys.frame(pfn), pfn);
    }

    /** Tells many accesses: how many came to what. */
    String summary(long accesses, long minor, long major, long hits, Map<Handling.Kind, Integer> kinds) {
        List<String> parts = new ArrayList<>();
        kinds.forEach((kind, count) -> {
            if (kind != Handling.Kind.NONE) {
                parts.add(words.say(
                        "kind." + kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'), count));
            }
        });
        return words.say("tell.accesses", accesses, minor, major, hits)
                + (parts.isEmpty() ? "" : " " + words.say("tell.kinds", String.join(words.say("list.comma"), parts)));
    }

    /** Adds the events that the doings of the kernel are. */
    static void events(Map<Handling.Kind, Integer> kinds, Set<StepEvent> events) {
        for (Handling.Kind kind : kinds.keySet()) {
            switch (kind) {
                case ZERO_PAGE -> events.add(StepEvent.ZERO);
                case COPY -> events.add(StepEvent.COPY);
                case REUSE -> events.add(StepEvent.REUSE);
                case SWAP_IN -> events.add(StepEvent.SWAP_IN);
                default -> {}
            }
        }
    }
}
