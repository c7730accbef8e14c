package mm.grader.course.gradebook;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import mm.grader.kit.KitHome;
import mm.grader.picture.Words;
import mm.grader.play.PlayPage;
import mm.grader.script.SubmittedParts;
import mm.grader.text.Language;
import mm.script.Script;

/** Which of the handbook's scripts shows what a misunderstanding is about, and the page that plays it. */
final class Teaching {
    private static final int MAX_STEPS = 1000;

    /** Misunderstandings by their keys, as EXERCISE.NAME; the first line that fits. */
    private static final Map<Pattern, String> SCRIPTS = new LinkedHashMap<>();

    static {
        add("01\\..*", "docs/examples/tables.txt");
        add("02\\..*(asid|space|id|switch|invalidate|range|level|fifo|tlb).*", "docs/examples/stale.txt");
        add("02\\..*", "docs/examples/walk.txt");
        add("0[35]\\..*tlb-flush-on-(m|swap).*", "docs/examples/stale.txt");
        add("03\\..*(fork|owner).*", "docs/examples/copy-on-write.txt");
        add("03\\..*(merge|split).*", "docs/examples/merge.txt");
        add("03\\..*(alloc|heap|mmap-threshold|free|header|cache|worst-fit).*", "docs/examples/malloc.txt");
        add("03\\..*", "docs/examples/first-touch.txt");
        add("04\\..*(activ|demote|touch|refault|age|pass|tick|old|new).*", "docs/examples/scan.txt");
        add("0[45]\\..*", "docs/scripts/thrashing.mm");
        add("06\\..*(badness|adjust|score|virt|tables|swap|divid|thousand).*", "docs/examples/score.txt");
        add("06\\..*", "docs/scripts/leak-oom.mm");
        add("07\\..*(used|available|cache|slab|si-by|units|kilobytes).*", "docs/scripts/page-cache.mm");
        add("07\\..*", "docs/scripts/miner.mm");
    }

    private Teaching() {}

    private static void add(String beliefs, String script) {
        SCRIPTS.put(Pattern.compile(beliefs), script);
    }

    /**
     * Returns the script that shows what a misunderstanding is about.
     *
     * @param belief as EXERCISE.NAME
     * @return its path in the kit
     */
    static String script(String belief) {
        return SCRIPTS.entrySet().stream()
                .filter(entry -> entry.getKey().matcher(belief).matches())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(belief));
    }

    /** Returns where the page that plays a script lies beside the class page. */
    static String page(String script) {
        return "scripts/" + Path.of(script).getFileName() + ".html";
    }

    /** Makes the page that plays a script, on the reference. */
    static String played(String script, Language language) {
        PlayPage.Options options =
                new PlayPage.Options(Path.of(script).getFileName().toString(), MAX_STEPS, "", Throwable::toString);
        return PlayPage.of(
                        Script.read(KitHome.root().resolve(script)),
                        SubmittedParts.reference(),
                        Words.of(language.locale()),
                        options)
                .html();
    }
}
