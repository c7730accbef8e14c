package mm.grader.play;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import mm.grader.picture.Keys;
import mm.grader.picture.Owners;
import mm.grader.picture.Owners.Owner;
import mm.grader.picture.Picture;
import mm.grader.picture.TouchedPicture;
import mm.grader.picture.Walk;
import mm.grader.picture.Words;
import mm.grader.play.watch.WatchedMmu;
import mm.machine.PhysicalMemory;

/** Tells which frames changed hands since the last time, item by item, and draws those frames one by one. */
final class CostNarrator {
    private static final int MAX_NUMBERS = 4;
    private static final int MAX_ROWS = 64;

    private final MachineView machine;
    private final Words words;
    private List<Owner> before;
    private int free;

    CostNarrator(MachineView machine, Words words) {
        this.machine = machine;
        this.words = words;
    }

    /** Tells what became of the free frames, and draws the frames that were used or changed hands. */
    Picture tell(FrameOwners census, WatchedMmu mmu, boolean accessed, List<String> to) {
        List<Owner> now = census.frames();
        List<Owner> old = before == null ? now : before;
        Map<Owner, List<Integer>> came = new LinkedHashMap<>();
        Map<Owner, Integer> went = new LinkedHashMap<>();
        List<Integer> changed = new ArrayList<>();
        for (int pfn = 0; pfn < now.size(); pfn++) {
            if (old.get(pfn) != now.get(pfn)) {
                changed.add(pfn);
                came.computeIfAbsent(now.get(pfn), unused -> new ArrayList<>()).add(pfn);
                went.merge(now.get(pfn), 0, Integer::sum);
                went.merge(old.get(pfn), 1, Integer::sum);
            }
        }
        int nowFree = machine.memory().freeFrames();
        if (before != null && !changed.isEmpty()) {
            to.add(words.say("cost.free", free, nowFree, items(went, came)));
        }
        free = nowFree;
        before = now;
        return touched(old, now, changed, mmu, accessed);
    }

    /** Returns of each owner how many frames came to it, with their numbers if they are few, and how many went. */
    private String items(Map<Owner, Integer> went, Map<Owner, List<Integer>> came) {
        List<String> items = new ArrayList<>();
        went.forEach((owner, gone) -> {
            if (owner != Owners.FREE) {
                List<Integer> frames = came.getOrDefault(owner, List.of());
                String item = words.say("cost.item", Marks.safe(owner.name(words)));
                if (!frames.isEmpty()) {
                    item += " +" + frames.size() + numbers(frames);
                }
                items.add(gone == 0 ? item : item + " −" + gone);
            }
        });
        return String.join(words.say("list.comma"), items);
    }

    private String numbers(List<Integer> frames) {
        if (frames.size() > MAX_NUMBERS) {
            return "";
        }
        String numbers =
                frames.stream().map(pfn -> Marks.of(Keys.frame(pfn), pfn)).collect(Collectors.joining(", "));
        return words.say(frames.size() == 1 ? "cost.frame" : "cost.frames", numbers);
    }

    /** Tells whether a frame was free when this was told last. */
    boolean wasFree(int pfn) {
        return before != null && before.get(pfn) == Owners.FREE;
    }

    private Picture touched(List<Owner> old, List<Owner> now, List<Integer> changed, WatchedMmu mmu, boolean accessed) {
        Map<Integer, String> uses = new LinkedHashMap<>();
        if (accessed) {
            for (Walk walk : mmu.walks()) {
                if (!walk.faulted() && walk.pfn() < now.size()) {
                    uses.put(walk.pfn(), words.say("touched.page"));
                }
            }
            for (Walk walk : mmu.walks()) {
                walk.steps().forEach(step -> uses.putIfAbsent(step.table(), walk.name(step)));
            }
        }
        List<Integer> rows = new ArrayList<>(uses.keySet());
        changed.stream().filter(pfn -> !uses.containsKey(pfn)).limit(MAX_ROWS).forEach(rows::add);
        int more = (int) (changed.stream().filter(pfn -> !uses.containsKey(pfn)).count() + uses.size()) - rows.size();
        PhysicalMemory memory = machine.memory();
        return TouchedPicture.of(
                rows.stream()
                        .map(pfn -> new TouchedPicture.Row(
                                pfn,
                                old.get(pfn),
                                now.get(pfn),
                                now.get(pfn) == Owners.TABLE || !memory.isAllocated(pfn) ? 0 : memory.mapCount(pfn),
                                uses.getOrDefault(pfn, "")))
                        .toList(),
                more,
                words);
    }
}
