package mm.grader.play;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
     * Tells the last access.
     *
     * @param first the key of the sentence that begins
     * @param who the process
     * @param where what the script calls the place, or ""
     * @param census who has which frame now
     * @param within what reclaim did while a fault was handled; told once
     */
    void tell(String first, String who, String where, FrameOwners census, List<String> within, List<String> to) {
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
                handled(handlings.get(i), census, to);
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

    private void handled(Handling handling, FrameOwners census, List<String> to) {
        String now = frame(Pte.pfn(handling.after()));
        String old = frame(Pte.pfn(handling.before()));
        Handling.Kind kind = handling.kind();
        switch (kind) {
            case ZERO_PAGE -> to.add(words.say("why.zero-page"));
            case FIRST_TOUCH -> to.add(words.say("why.first-touch", now));
            case ZERO_REPLACED -> to.add(words.say("why.zero-replaced", now));
            case CACHED_PAGE -> cached(handling, now, census, to);
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
            default -> {} // how it ended is told by who knows
        }
        if (!handling.tables().isEmpty()) {
            String frames = handling.tables().stream().map(this::frame).collect(Collectors.joining(", "));
            to.add(words.say("why.tables", handling.tables().size(), frames));
        }
    }

    private void cached(Handling handling, String now, FrameOwners census, List<String> to) {
        boolean file = census.owner(Pte.pfn(handling.after())) == Owners.FILE;
        String key = file ? handling.major() ? "why.file-read" : "why.file" : "why.shared";
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
