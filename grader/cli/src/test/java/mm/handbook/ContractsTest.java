package mm.handbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.grader.kit.KitHome;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.Rubric;
import mm.grader.text.Language;
import mm.machine.Exercise;
import org.junit.jupiter.api.Test;

/** The contracts say all that is demanded, and all that they say is demanded: the two are linked sentence by sentence. */
final class ContractsTest {
    private static final boolean WRITE = Boolean.getBoolean("mm.write");
    private static final Rubric RUBRIC = Rubric.shipped();

    @Test
    void each_sentence_of_a_contract_is_in_its_table_as_it_is_now() throws IOException {
        for (ContractClauses contract : ContractClauses.ALL) {
            if (WRITE) {
                contract.rewrite();
            }
            assertThat(contract.links().stream().map(ContractClauses.Link::clause))
                    .as("contracts/" + contract.name() + ".tsv, written anew by -Dmm.write=true, new sentences with ?")
                    .containsExactlyElementsOf(contract.clauses());
        }
    }

    @Test
    void each_sentence_names_checks_that_there_are() {
        for (ContractClauses contract : ContractClauses.ALL) {
            assertThat(contract.links())
                    .allSatisfy(link -> assertThat(
                                    RUBRIC.of(contract.exercise()).stream().map(CheckInfo::method))
                            .as("checks of " + contract.name() + ": "
                                    + link.clause().sentence())
                            .containsAll(link.checks()));
        }
    }

    @Test
    void each_check_stands_for_a_sentence() {
        for (Exercise exercise : Exercise.values()) {
            Set<String> missing = new TreeSet<>();
            RUBRIC.of(exercise).forEach(check -> missing.add(check.method()));
            ContractClauses.ALL.stream()
                    .filter(contract -> contract.exercise() == exercise)
                    .flatMap(contract -> contract.links().stream())
                    .forEach(link -> missing.removeAll(link.checks()));
            assertThat(missing)
                    .as("checks of " + exercise + " that no contract speaks of")
                    .isEmpty();
        }
    }

    @Test
    void the_page_is_made_of_the_tables_and_its_links_lead_to_checks() throws IOException {
        for (Language language : new Language[] {Language.EN, Language.ZH}) {
            boolean isEnglish = language == Language.EN;
            Path docs = KitHome.root().resolve("docs");
            Path page = docs.resolve(isEnglish ? "contracts.md" : "contracts.zh.md");
            String text = ContractPage.text(RUBRIC, language);
            if (WRITE) {
                Files.writeString(page, text);
            }
            assertThat(page).as("written anew by -Dmm.write=true").hasContent(text);
            Matcher link = Pattern.compile("\\]\\(([^)#]+)#([^)]+)\\)").matcher(text);
            String rubric = Files.readString(docs.resolve(isEnglish ? "rubric.md" : "rubric.zh.md"));
            int links = 0;
            for (; link.find(); links++) {
                assertThat(rubric)
                        .as("what " + link.group() + " leads to")
                        .contains("<a id=\"" + link.group(2) + "\">");
            }
            assertThat(links).isGreaterThan(400);
        }
    }
}
