package mm.grader.cli;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.machine.Exercise;

/** The handbook's rubric: every check, made of their annotations. */
final class RubricPage {
    private static final Pattern CHAPTER = Pattern.compile("docs/(\\S+\\.md): (.*)");

    private RubricPage() {}

    static String text(Rubric rubric) {
        StringBuilder page = new StringBuilder("""
                # The rubric

                Every graded check, made from their annotations by a test. The points of an exercise add up to 100; a bonus comes
                on top. A check that requires others is not run until they pass. `./mm rubric` prints the same.
                """);
        for (Exercise exercise : Exercise.values()) {
            page.append("\n## " + exercise.number() + " " + exercise.title() + "\n");
            String step = "";
            for (CheckInfo check : rubric.of(exercise)) {
                String heading = "\n### Step " + check.step() + ": " + check.title() + "\n\n";
                if (!heading.equals(step)) {
                    step = heading;
                    String file = check.className().replace('.', '/') + ".java";
                    page.append(heading + "In [" + file.substring(file.lastIndexOf('/') + 1)
                            + "](../grader/checks/src/main/java/" + file + ").\n\n"
                            + "| points | check | requires | read |\n|---|---|---|---|\n");
                }
                page.append("| " + check.points() + (check.bonus() ? " bonus" : "") + " | <a id=\"" + check.method()
                        + "\"></a>" + check.sentence() + " | " + requires(check.requires()) + " | "
                        + chapter(check.hints()) + " |\n");
            }
        }
        return page.toString();
    }

    private static String requires(List<String> methods) {
        return String.join(
                "; ",
                methods.stream()
                        .map(method -> "[" + method.replace('_', ' ') + "](#" + method + ")")
                        .toList());
    }

    private static String chapter(List<String> hints) {
        for (String hint : hints) {
            Matcher chapter = CHAPTER.matcher(hint);
            if (chapter.matches()) {
                return "[" + chapter.group(2) + "](" + chapter.group(1) + "#" + anchor(chapter.group(2)) + ")";
            }
        }
        return "";
    }

    /** Returns the name that forges give a heading. */
    static String anchor(String heading) {
        return heading.toLowerCase(java.util.Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                .replace(' ', '-');
    }
}
