package mm.grader.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;
import mm.machine.Exercise;

/** The corpus of misunderstandings as a page of the handbook, and as the list that the grader reads. */
final class CorpusTable {
    static final String LIST = "grader/cli/src/main/resources/mm/grader/cli/misunderstandings.tsv";

    private CorpusTable() {}

    static String page(List<Misunderstanding> corpus, Rubric rubric) {
        StringBuilder page = new StringBuilder("""
                # What students misunderstand

                Each line is a wrong solution: the reference with one small change that a student plausibly makes. They are
                kept as patches in `grader/cli/src/test/resources/misunderstandings`; a test applies each, and demands that
                the checks named here fail and all others pass. When a submission fails in the same checks, `mm grade` says
                which misunderstanding that looks like. CI runs all of them, an ordinary build one of each exercise. This page is
                made by

                ```sh
                mvn test -pl grader/cli -am -Dtest=MisunderstandingsTest -Dsurefire.failIfNoSpecifiedTests=false \\
                    -Dmm.misunderstandings=all -Dmm.write=true
                ```

                """);
        for (Exercise exercise : Exercise.values()) {
            List<Misunderstanding> wrong =
                    corpus.stream().filter(each -> each.exercise() == exercise).toList();
            page.append("## ").append(exercise.number() + " " + exercise.title() + "\n\n");
            page.append(
                    "| name | what is wrong | checks that fail | points lost | the hint meant for it |\n|---|---|---|---|---|\n");
            wrong.forEach(each -> page.append(row(each, rubric)));
            page.append("\nThe smallest script on which one of them goes wrong, as the tool finds it:\n\n```\n");
            page.append(example(exercise)).append("```\n\n");
        }
        return page.toString().stripTrailing() + "\n";
    }

    private static String example(Exercise exercise) {
        try {
            return Files.readString(ShrunkExamplesTest.file(exercise));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String row(Misunderstanding wrong, Rubric rubric) {
        List<CheckInfo> failed = rubric.of(wrong.exercise()).stream()
                .filter(check -> wrong.fails().contains(check.method()))
                .toList();
        int lost = failed.stream()
                .filter(check -> !check.bonus())
                .mapToInt(CheckInfo::points)
                .sum();
        String more = failed.size() > 3 ? " and " + (failed.size() - 3) + " more" : "";
        return "| " + wrong.name() + " | " + wrong.belief() + " | "
                + failed.stream().limit(3).map(CheckInfo::sentence).collect(Collectors.joining("; ")) + more + " | "
                + lost
                + " | " + wrong.head().get("hint") + " |\n";
    }

    static String list(List<Misunderstanding> corpus) {
        return corpus.stream()
                .map(each -> String.join(
                                "\t",
                                each.exercise().number(),
                                each.belief(),
                                each.head().get("hint"),
                                String.join(" ", each.fails()))
                        + "\n")
                .collect(Collectors.joining());
    }
}
