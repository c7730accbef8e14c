package mm.grader.course;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import mm.grader.kit.FileTrees;
import mm.grader.kit.Untrusted;
import mm.text.Catalogue;

/**
 * Grades again, beside the old results: {@code regrade/} is a store of its own, which also remembers. Only when the new
 * marks are taken is anything overwritten, one student after the other, and what was there goes to {@code old/}.
 */
public final class Regrade {
    private final Store store;
    private final PrintWriter out;
    private final Catalogue texts;

    /** Makes it for the results of one store; what changes is said through {@code out}. */
    public Regrade(Store store, PrintWriter out, Catalogue texts) {
        this.store = store;
        this.out = out;
        this.texts = texts;
    }

    private Path folder() {
        return store.folder().resolve("regrade");
    }

    /** Opens the place for the new results. */
    public Store stage() {
        return Store.open(folder());
    }

    /** Prints who changes by how much, and returns how many do. */
    public int compare(Map<String, Result> fresh) {
        List<String> lines = new ArrayList<>();
        for (Result now : fresh.values()) {
            Optional<Result> before = store.read(now.student());
            String change = before.map(old -> change(old, now)).orElse(texts.say("regrade.new", marks(now)));
            if (!change.isEmpty()) {
                lines.add(Untrusted.line(now.student() + ": " + change));
            }
        }
        out.println();
        out.println(
                lines.isEmpty()
                        ? texts.say("regrade.nobody-s-marks-change")
                        : texts.say("regrade.of-change", lines.size(), fresh.size()));
        lines.forEach(line -> out.println("  " + line));
        return lines.size();
    }

    private String change(Result old, Result now) {
        List<String> parts = new ArrayList<>();
        TreeSet<String> exercises = new TreeSet<>(old.points().keySet());
        exercises.addAll(now.points().keySet());
        for (String number : exercises) {
            String before = "" + old.points().getOrDefault(number, 0);
            String after = "" + now.points().getOrDefault(number, 0);
            if (!before.equals(after)) {
                parts.add(number + " " + before + " -> " + after);
            }
        }
        boolean same = parts.isEmpty() && old.bonus() == now.bonus() && old.status() == now.status();
        int difference = now.total() + now.bonus() - old.total() - old.bonus();
        String detail = parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")";
        return same ? "" : marks(old) + " -> " + marks(now) + ", " + (difference < 0 ? "" : "+") + difference + detail;
    }

    private String marks(Result result) {
        return result.graded()
                ? result.total() + (result.bonus() > 0 ? " " + texts.say("text-report.and-bonus", result.bonus()) : "")
                : result.status().title();
    }

    /** Takes the new marks, and returns all results. */
    public Map<String, Result> take(Map<String, Result> fresh, Store stage) {
        Map<String, Result> taken = new TreeMap<>();
        for (Result now : fresh.values()) {
            Optional<Result> before = store.read(now.student());
            if (before.isEmpty() || !before.get().equals(now)) {
                before.ifPresent(store::keep);
                store.write(now, stage.reports(now));
            }
            taken.put(now.student(), now);
        }
        store.old().ifPresent(old -> out.println(texts.say("regrade.the-results-before-are-in", old)));
        stage.close();
        FileTrees.delete(folder());
        return taken;
    }
}
