package mm.handbook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import mm.grader.corpus.Recognition;
import mm.grader.feedback.Misunderstanding;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.CheckTexts;
import mm.grader.rubric.Rubric;
import mm.grader.script.ShrunkExamplesTest;
import mm.grader.text.Language;
import mm.grader.text.Texts;
import mm.machine.Exercise;
import mm.text.Catalogue;

/** The corpus of misunderstandings as a page of the handbook, and as the list that the grader reads. */
public final class CorpusTable {
    public static final String LIST = "grader/core/src/main/resources/mm/grader/feedback/misunderstandings.tsv";

    private static final String HEAD = """
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

            """;
    private static final String CHINESE_HEAD = """
            # 学生误解什么

            每一行是一个错误的解答：参考实现，带有一个学生很可能会做的小改动。它们作为补丁保存在 `grader/cli/src/test/resources/misunderstandings`；一个测试应用每个补丁，要求这里列出的检查失败，其他的全部通过。一份提交恰好在这些检查上失败时，`mm grade` 就说出它看起来像哪个误解。CI 运行全部，普通的构建每个练习运行一个。这一页这样生成：

            ```sh
            mvn test -pl grader/cli -am -Dtest=MisunderstandingsTest -Dsurefire.failIfNoSpecifiedTests=false \\
                -Dmm.misunderstandings=all -Dmm.write=true
            ```

            """;

    private static final String COUNT = """
            ## How often the name is right

            Each misunderstanding is planted in the reference and in two more implementations that were written from the
            contracts alone, `grader/cli/src/test/resources/students`; other bugs, which are none of the list, in these as
            well. A name is given only if the failing checks and what was looked at, expected and seen fit one or two
            misunderstandings. Precision: of the names that were given, how many are right. Recall: of what is planted, how
            much is named. A test demands at least 98 and 80 per cent. The last line counts the same wrong implementations on the
            way: before every step in which something is still to be written, where one of the checks until then fails.

            | exercise | planted | other bugs | named rightly | wrong names | precision in % | recall in % |
            |---|---|---|---|---|---|---|
            """;
    private static final String CHINESE_COUNT = """
            ## 说得对的频率

            每个误解都植入参考实现，以及另外两个只依据契约写成的实现（`grader/cli/src/test/resources/students`）；不在表中的其他错误也植入后两者。只有失败的检查，以及所看的、所期望的和所得到的，都符合一两个误解时，才说出名字。精确率：说出的名字里有多少是对的。召回率：植入的误解里有多少被说出。一个测试要求至少 98% 和 80%。最后一行统计同样这些错误实现写到一半时的样子：在还有东西要写的每一步之前，只要到那时已有检查失败。

            | 练习 | 植入的误解 | 其他错误 | 说对的 | 说错的 | 精确率（%） | 召回率（%） |
            |---|---|---|---|---|---|---|
            """;

    private CorpusTable() {}

    public static String page(List<Misunderstanding> corpus, Rubric rubric, Language language) {
        boolean chinese = language == Language.ZH;
        CheckTexts checks = new CheckTexts(Texts.in(language));
        StringBuilder page = new StringBuilder(chinese ? CHINESE_HEAD : HEAD);
        for (Exercise exercise : Exercise.values()) {
            List<Misunderstanding> wrong =
                    corpus.stream().filter(each -> each.exercise() == exercise).toList();
            page.append("## ").append(checks.title(exercise) + "\n\n");
            page.append(
                    chinese
                            ? "| 名字 | 错在哪里 | 失败的检查 | 失去的分数 | 针对它的提示 |\n"
                            : "| name | what is wrong | checks that fail | points lost | the hint meant for it |\n");
            page.append("|---|---|---|---|---|\n");
            wrong.forEach(each -> page.append(row(each, rubric, language)));
            page.append(
                    chinese
                            ? "\n使其中之一出错的最小脚本，由工具找到：\n\n```\n"
                            : "\nThe smallest script on which one of them goes wrong, as the tool finds it:\n\n```\n");
            page.append(example(exercise)).append("```\n\n");
        }
        return page.append(recognition(language)).toString().stripTrailing() + "\n";
    }

    private static String example(Exercise exercise) {
        try {
            return Files.readString(ShrunkExamplesTest.file(exercise));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String row(Misunderstanding wrong, Rubric rubric, Language language) {
        Catalogue texts = Texts.in(language);
        CheckTexts checks = new CheckTexts(texts);
        boolean chinese = language == Language.ZH;
        List<CheckInfo> failed = rubric.of(wrong.exercise()).stream()
                .filter(check -> wrong.fails().contains(check.method()))
                .toList();
        int lost = failed.stream()
                .filter(check -> !check.bonus())
                .mapToInt(CheckInfo::points)
                .sum();
        String more = failed.size() > 3 ? texts.say("note.more", failed.size() - 3) : "";
        return "| " + wrong.name() + " | " + wrong.belief(texts) + " | "
                + failed.stream()
                        .limit(3)
                        .map(check -> checks.sentence(check))
                        .collect(Collectors.joining(chinese ? "；" : "; "))
                + (more.isEmpty() ? "" : (chinese ? "；" : " ") + more) + " | " + lost
                + " | " + checks.hint(about(wrong, rubric), 1) + " |\n";
    }

    private static CheckInfo about(Misunderstanding wrong, Rubric rubric) {
        return rubric.of(wrong.exercise()).stream()
                .filter(check -> check.method().equals(wrong.head().get("about")))
                .findFirst()
                .orElseThrow();
    }

    public static String list(List<Misunderstanding> corpus) {
        return corpus.stream()
                .map(each -> String.join(
                                "\t",
                                each.exercise().number(),
                                each.name(),
                                each.head().get("about"),
                                String.join(" ", Recognition.signs(each)))
                        + "\n")
                .collect(Collectors.joining());
    }

    /** How often the names are right, by exercise. */
    private static String recognition(Language language) {
        boolean chinese = language == Language.ZH;
        StringBuilder table = new StringBuilder(chinese ? CHINESE_COUNT : COUNT);
        for (Exercise exercise : Exercise.values()) {
            table.append(row(new CheckTexts(Texts.in(language)).title(exercise), Recognition.count(exercise, null)));
        }
        return table.append(row(chinese ? "**合计**" : "**all**", Recognition.count(null, null)))
                .append(row(chinese ? "**写到一半的**" : "**half-way**", Recognition.countHalfWay(null)))
                .toString();
    }

    private static String row(String title, Recognition.Count count) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %d | %d | %.1f | %.1f |\n",
                title,
                count.planted(),
                count.others(),
                count.recognized(),
                count.wrong().size(),
                count.precision(),
                count.recall());
    }
}
