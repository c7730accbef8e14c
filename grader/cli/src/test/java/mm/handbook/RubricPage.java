package mm.handbook;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.CheckTexts;
import mm.grader.rubric.Rubric;
import mm.grader.text.Language;
import mm.grader.text.Texts;
import mm.machine.Exercise;

/** The handbook's rubric: every check, made of their annotations. */
final class RubricPage {
    private static final Pattern CHAPTER = Pattern.compile("docs/(\\S+\\.md)(?:: |：)(.*)");
    private static final String HEAD = """
            # The rubric

            Every graded check, made from their annotations by a test. The points of an exercise add up to 100; a bonus comes
            on top. A check that requires others is not run until they pass. `./mm rubric` prints the same.
            """;
    private static final String CHINESE_HEAD = """
            # 评分标准

            每个计分的检查，由一个测试从它们的注解生成。一个练习的分数加起来是 100；奖励加在上面。要求别的检查的检查，在那些通过之前不运行。`./mm rubric` 打印同样的内容。
            """;

    private final CheckTexts checks;
    private final boolean chinese;

    private RubricPage(Language language) {
        checks = new CheckTexts(Texts.in(language));
        chinese = language == Language.ZH;
    }

    static String text(Rubric rubric, Language language) {
        return new RubricPage(language).of(rubric);
    }

    private String of(Rubric rubric) {
        StringBuilder page = new StringBuilder(chinese ? CHINESE_HEAD : HEAD);
        for (Exercise exercise : Exercise.values()) {
            page.append("\n## " + checks.title(exercise) + "\n");
            String step = "";
            for (CheckInfo check : rubric.of(exercise)) {
                String heading = (chinese ? "\n### 步骤 " + check.step() + "：" : "\n### Step " + check.step() + ": ")
                        + checks.title(check) + "\n\n";
                if (!heading.equals(step)) {
                    step = heading;
                    String file = check.className().replace('.', '/') + ".java";
                    page.append(heading + (chinese ? "在 [" : "In [") + file.substring(file.lastIndexOf('/') + 1)
                            + "](../grader/checks/src/main/java/" + file + (chinese ? ") 里。\n\n" : ").\n\n")
                            + (chinese ? "| 分数 | 检查 | 要求 | 读 |" : "| points | check | requires | read |")
                            + "\n|---|---|---|---|\n");
                }
                page.append("| " + check.points() + (check.bonus() ? chinese ? " 奖励" : " bonus" : "") + " | <a id=\""
                        + check.method()
                        + "\"></a>" + checks.sentence(check) + " | " + requires(check) + " | "
                        + chapter(check) + " |\n");
            }
        }
        return page.toString();
    }

    private String requires(CheckInfo check) {
        return String.join(
                chinese ? "；" : "; ",
                check.requires().stream()
                        .map(method -> "[" + checks.sentence(check.exercise(), method) + "](#" + method + ")")
                        .toList());
    }

    private String chapter(CheckInfo check) {
        for (int i = 1; i <= check.hints().size(); i++) {
            Matcher chapter = CHAPTER.matcher(checks.hint(check, i));
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
