package mm.grader.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import mm.grader.kit.KitHome;
import mm.grader.text.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** For each rule of a contract there is a recording on which an implementation without just that rule goes wrong. */
final class RulesTest {
    /** Whether all rules are tried, and the table in the handbook is compared. */
    private static final boolean ALL = System.getProperty("mm.rules", "").equals("all");

    private static final boolean WRITE = Boolean.getBoolean("mm.write");

    /** The recordings of exercise 04's checks: each check of step 4 asks for one of these. */
    private static final List<Set<String>> CHECKS = List.of(
            Set.of("swap", "swap-scan", "swap-age"),
            Set.of("swap-loop", "swap-refault"),
            Set.of("swap-mid", "swap-random", "swap-advice", "swap-mixed"));

    static Stream<Misunderstanding> rules() {
        return RuleTable.rules().stream().filter(rule -> ALL || rule.name().startsWith("policy-"));
    }

    @Test
    void all_rules_are_changes_of_the_reference_as_it_is() {
        assertThat(RuleTable.rules()).hasSizeGreaterThan(25).allSatisfy(Misunderstanding::requireCurrent);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void a_recording_tells_that_the_rule_is_missing(Misunderstanding without, @TempDir Path folder) throws IOException {
        Set<String> kinds = RuleTable.run(without, folder).keySet();
        assertThat(kinds).as("kinds of recordings on which it goes wrong").isNotEmpty();
        if (without.name().startsWith("policy-")) {
            assertThat(CHECKS)
                    .as("checks that give no points to another policy, even if it is told how many pages go: %s", kinds)
                    .allSatisfy(check -> assertThat(check).containsAnyElementsOf(kinds));
        }
    }

    @Test
    void the_table_in_the_handbook_is_made_by_running_them(@TempDir Path folder) throws IOException {
        assumeTrue(ALL, "run with -Dmm.rules=all");
        List<RuleTable.Row> rows = new ArrayList<>();
        for (Misunderstanding rule : RuleTable.allOfTheTable()) {
            rows.add(new RuleTable.Row(rule, RuleTable.run(rule, folder.resolve("run" + rows.size()))));
        }
        for (RuleTable.Row row : rows) {
            assertThat(row.told().isEmpty())
                    .as(
                            "%s: no recording tells, or it is said why none can, but not both",
                            row.without().patch())
                    .isEqualTo(RuleTable.reason(row.without(), Language.EN) != null
                            && RuleTable.reason(row.without(), Language.ZH) != null);
        }
        demand("agreement.md", RuleTable.page(rows, Language.EN));
        demand("agreement.zh.md", RuleTable.page(rows, Language.ZH));
    }

    private static void demand(String page, String table) throws IOException {
        Path file = KitHome.root().resolve("docs").resolve(page);
        String text = Files.readString(file);
        String begin = "<!-- rules -->\n";
        int from = text.indexOf(begin) + begin.length();
        int to = text.indexOf("<!-- end of rules -->");
        if (WRITE) {
            Files.writeString(file, text.substring(0, from) + table + text.substring(to));
        }
        assertThat(Files.readString(file))
                .as("%s, written anew by -Dmm.write=true", page)
                .contains(begin + table);
    }
}
