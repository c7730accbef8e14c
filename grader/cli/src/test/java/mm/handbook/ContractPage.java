package mm.handbook;

import java.util.List;
import java.util.stream.Collectors;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.CheckTexts;
import mm.grader.rubric.Rubric;
import mm.grader.text.Language;
import mm.grader.text.Texts;

/** The page that says which checks demand each sentence of the contracts. */
final class ContractPage {
    private static final String HEAD = """
            # What the contracts demand

            Each sentence of the contracts that a program can break, the checks that fail when it is broken, and what they are
            worth together. A test compares the sentences with the Javadoc, follows each link, and demands that every check
            stands for some sentence: nothing is demanded that no contract says. Definitions, duties of the caller and what is
            simplified are not listed. Made by

            ```sh
            mvn test -pl grader/cli -am -Dtest=ContractsTest -Dsurefire.failIfNoSpecifiedTests=false -Dmm.write=true
            ```
            """;
    private static final String CHINESE_HEAD = """
            # 契约要求什么

            契约中程序可能违反的每个句子，违反时失败的检查，以及这些检查合计的分数。一个测试把这些句子与 Javadoc 对照，跟踪每个链接，并要求每个检查都对应某个句子：契约没有说的，就不会要求。定义、调用者的义务和简化之处没有列出。契约本身是英文的。这一页这样生成：

            ```sh
            mvn test -pl grader/cli -am -Dtest=ContractsTest -Dsurefire.failIfNoSpecifiedTests=false -Dmm.write=true
            ```
            """;

    private final Language language;
    private final CheckTexts checks;

    private ContractPage(Language language) {
        this.language = language;
        checks = new CheckTexts(Texts.in(language));
    }

    static String text(Rubric rubric, Language language) {
        return new ContractPage(language).of(rubric);
    }

    private boolean isChinese() {
        return language == Language.ZH;
    }

    private String of(Rubric rubric) {
        StringBuilder page = new StringBuilder(isChinese() ? CHINESE_HEAD : HEAD);
        for (ContractClauses contract : ContractClauses.ALL) {
            page.append("\n## " + contract.exercise().number() + " " + contract.name() + "\n\n")
                    .append((isChinese() ? "在 [" : "In [") + contract.name() + ".java](../" + contract.source()
                            + (isChinese() ? ") 里。\n\n" : ").\n\n"))
                    .append(isChinese() ? "| 成员 | 句子 | 检查 | 分数 |\n" : "| member | sentence | checks | points |\n")
                    .append("|---|---|---|---|\n");
            for (ContractClauses.Link link : contract.links()) {
                if (!link.checks().isEmpty()) {
                    page.append(row(link, rubric.of(contract.exercise())));
                }
            }
        }
        return page.toString();
    }

    private String row(ContractClauses.Link link, List<CheckInfo> rubric) {
        List<CheckInfo> linked = rubric.stream()
                .filter(check -> link.checks().contains(check.method()))
                .toList();
        String page = isChinese() ? "rubric.zh.md" : "rubric.md";
        return "| `" + link.clause().member() + "` | " + escaped(link.clause().sentence()) + " | "
                + linked.stream()
                        .map(check -> "[" + checks.sentence(check) + "](" + page + "#" + check.method() + ")")
                        .collect(Collectors.joining("<br>"))
                + " | " + linked.stream().mapToInt(CheckInfo::points).sum() + " |\n";
    }

    private static String escaped(String sentence) {
        return sentence.replaceAll("([\\\\|*_\\[\\]<>^`])", "\\\\$1");
    }
}
