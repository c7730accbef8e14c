package mm.grader.play;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import mm.grader.picture.GridPicture;
import mm.grader.picture.Keys;
import mm.grader.picture.Owners;
import mm.grader.picture.Owners.Owner;
import mm.grader.picture.PageListPicture;
import mm.grader.picture.Picture;
import mm.grader.picture.Words;
import mm.grader.play.watch.PolicyModel;
import mm.grader.play.watch.WatchedPolicy;

/** Looks at the one area of a swap script: its pages, and the two lists. */
final class AreaSnapshot {
    private static final int AREA = 0;
    private static final int MAX_RUNS = 6;

    private final Supplier<String> pages;
    private final Supplier<WatchedPolicy> policy;
    private final Words words;
    private String before = "";

    AreaSnapshot(Supplier<String> pages, Supplier<WatchedPolicy> policy, Words words) {
        this.pages = pages;
        this.policy = policy;
        this.words = words;
    }

    /** Draws, and says what has changed since the last look. */
    Step.Story at(String operation, Map<String, Picture> pictures) {
        String now = pages.get();
        List<Owner> owners = now.chars()
                .mapToObj(letter -> letter == 'P' ? Owners.PRESENT : letter == 'S' ? Owners.SWAPPED : Owners.UNTOUCHED)
                .toList();
        String title = words.say("area.title", now.length());
        pictures.put("frames", GridPicture.of(title, "grid.pages", "p" + AREA + ":", owners, words));
        PolicyModel model = policy.get().model();
        List<PageListPicture.PageList> lists = new ArrayList<>();
        for (boolean active : new boolean[] {false, true}) {
            lists.add(new PageListPicture.PageList(
                    words.say(active ? "lists.active" : "lists.inactive"),
                    model.list(active).stream()
                            .map(page -> new PageListPicture.Entry(
                                    page.number(),
                                    Keys.page(AREA, page.number()),
                                    Owners.PRESENT,
                                    page.accessed(),
                                    page.referenced()))
                            .toList()));
        }
        pictures.put("lists", PageListPicture.of(words.say("lists.title"), lists, words));
        return tell(operation.split(" +")[0], now);
    }

    private Step.Story tell(String operation, String now) {
        Set<StepEvent> events = EnumSet.noneOf(StepEvent.class);
        List<String> sentences = new ArrayList<>();
        String old = before.isEmpty() ? ".".repeat(now.length()) : before;
        changed(old, now, ".", "P", "area.came", sentences);
        if (changed(old, now, "P.", "S", "area.out", sentences)) {
            events.add(StepEvent.SWAP_OUT);
        }
        if (changed(old, now, "S", "P", "area.in", sentences)) {
            events.add(StepEvent.SWAP_IN);
            events.add(StepEvent.MAJOR);
        }
        changed(old, now, "PS", ".", "area.gone", sentences);
        if (sentences.isEmpty()) {
            String own = "area.same-" + operation;
            sentences.add(words.say(words.sentences().containsKey(own) ? own : "area.same"));
        }
        PolicyModel.Looks looks = policy.get().takeLooks();
        if (looks.looked() > 0) {
            sentences.add(
                    0, words.say("reclaim.looked", looks.looked(), looks.spared(), looks.activated(), looks.demoted()));
        }
        before = now;
        return Step.Story.of("", events, sentences);
    }

    /** Tells which pages went from some letters to another one; false if none did. */
    private boolean changed(String old, String now, String from, String to, String key, List<String> sentences) {
        int count = 0;
        List<String> runs = new ArrayList<>();
        for (int i = 0; i < now.length(); i++) {
            int end = i;
            while (end < now.length() && now.charAt(end) == to.charAt(0) && from.indexOf(old.charAt(end)) >= 0) {
                end++;
            }
            if (end > i) {
                count += end - i;
                runs.add(Marks.of(Keys.pages(AREA, i, end - 1), i == end - 1 ? "" + i : i + "–" + (end - 1)));
                i = end;
            }
        }
        if (count > 0) {
            String shown = String.join(", ", runs.subList(0, Math.min(MAX_RUNS, runs.size())));
            sentences.add(words.say(key, count, shown + (runs.size() > MAX_RUNS ? ", …" : "")));
        }
        return count > 0;
    }
}
