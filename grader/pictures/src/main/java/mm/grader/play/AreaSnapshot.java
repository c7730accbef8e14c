package mm.grader.play;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.grader.picture.GridPicture;
import mm.grader.picture.Owners;
import mm.grader.picture.Owners.Owner;
import mm.grader.picture.PageListPicture;
import mm.grader.picture.Picture;
import mm.grader.picture.Words;

/** Looks at the one area of a swap script: its pages, and the two lists. */
final class AreaSnapshot {
    private static final Pattern FAULTS = Pattern.compile(".* minflt (\\d+) majflt (\\d+) .*");

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
    MachineSnapshot.Story at(String text, Map<String, Picture> pictures) {
        String now = pages.get();
        List<Owner> owners = now.chars()
                .mapToObj(letter -> letter == 'P' ? Owners.PRESENT : letter == 'S' ? Owners.SWAPPED : Owners.UNTOUCHED)
                .toList();
        pictures.put("frames", GridPicture.of(words.say("area.title", now.length()), "grid.pages", owners, 0, words));
        PolicyModel model = policy.get().model();
        List<PageListPicture.PageList> lists = new ArrayList<>();
        for (boolean active : new boolean[] {false, true}) {
            lists.add(new PageListPicture.PageList(
                    words.say(active ? "lists.active" : "lists.inactive"),
                    model.list(active).stream()
                            .map(page -> new PageListPicture.Entry(
                                    page.number(), Owners.PRESENT, page.accessed(), page.referenced()))
                            .toList()));
        }
        pictures.put("lists", PageListPicture.of(words.say("lists.title"), lists, words));
        int out = 0;
        int in = 0;
        for (int i = 0; i < now.length() && !before.isEmpty(); i++) {
            out += now.charAt(i) == 'S' && before.charAt(i) != 'S' ? 1 : 0;
            in += now.charAt(i) == 'P' && before.charAt(i) == 'S' ? 1 : 0;
        }
        before = now;
        Matcher faults = FAULTS.matcher(text);
        boolean counted = faults.matches();
        Step.Fault fault =
                !counted || faults.group(1).equals("0") && faults.group(2).equals("0")
                        ? Step.Fault.NONE
                        : faults.group(2).equals("0") ? Step.Fault.MINOR : Step.Fault.MAJOR;
        return new MachineSnapshot.Story("", fault, out + in == 0 ? "" : words.say("area.changes", out, in));
    }
}
