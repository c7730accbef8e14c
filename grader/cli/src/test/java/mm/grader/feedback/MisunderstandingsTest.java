package mm.grader.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import mm.grader.LoadedParts;
import mm.grader.child.ClassLoaders;
import mm.grader.cli.InProcess;
import mm.grader.compile.Compiled;
import mm.grader.compile.Compiler;
import mm.grader.kit.KitHome;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.Rubric;
import mm.grader.submission.Submission;
import mm.grader.text.Language;
import mm.handbook.CorpusTable;
import mm.machine.Exercise;
import mm.machine.Parts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each known misunderstanding costs the checks that are about it, and no others, and gets the hint meant for it. */
@Execution(ExecutionMode.CONCURRENT)
final class MisunderstandingsTest {
    /** Whether the patches' heads are written anew, for a person to compare. */
    private static final boolean WRITE = Boolean.getBoolean("mm.write");

    private static final Rubric RUBRIC = Rubric.shipped();
    private static final ClassLoader REFERENCE = KitHome.reference();

    static Stream<Misunderstanding> corpus() {
        String only = System.getProperty("mm.misunderstandings", "sample");
        Set<Exercise> seen = EnumSet.noneOf(Exercise.class);
        return Misunderstanding.all().stream().filter(wrong -> switch (only) {
            case "all" -> true;
            case "sample" -> seen.add(wrong.exercise());
            default -> wrong.patch().toString().contains(only);
        });
    }

    @Test
    void there_are_ten_of_each_exercise_and_all_are_changes_of_the_reference_as_it_is() {
        List<Misunderstanding> all = Misunderstanding.all();
        assertThat(all).hasSizeGreaterThan(80).allSatisfy(Misunderstanding::requireCurrent);
        assertThat(Exercise.values())
                .allSatisfy(exercise -> assertThat(all)
                        .filteredOn(wrong -> wrong.exercise() == exercise)
                        .hasSizeGreaterThanOrEqualTo(10));
        assertThat(all)
                .allSatisfy(wrong -> assertThat(RUBRIC.of(wrong.exercise()))
                        .extracting(CheckInfo::method)
                        .containsAll(wrong.fails()));
    }

    @Test
    void the_table_in_the_handbook_and_the_list_that_the_grader_reads_are_made_of_the_corpus() throws IOException {
        Path docs = KitHome.root().resolve("docs");
        demand(docs.resolve("misunderstandings.md"), CorpusTable.page(Misunderstanding.all(), RUBRIC, Language.EN));
        demand(docs.resolve("misunderstandings.zh.md"), CorpusTable.page(Misunderstanding.all(), RUBRIC, Language.ZH));
        demand(KitHome.root().resolve(CorpusTable.LIST), CorpusTable.list(Misunderstanding.all()));
    }

    private static void demand(Path file, String text) throws IOException {
        if (WRITE) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertThat(file).as("written anew by -Dmm.write=true").hasContent(text);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("corpus")
    void it_costs_the_checks_that_are_about_it(Misunderstanding wrong, @TempDir Path folder) throws IOException {
        wrong.writeTo(folder.resolve("in"));
        Compiled compiled =
                new Compiler(Submission.open(folder.resolve("in")), folder.resolve("out")).compile(wrong.exercise());
        assertThat(compiled.errors()).isEmpty();
        Parts parts = new LoadedParts(REFERENCE)
                .with(wrong.exercise(), new LoadedParts(ClassLoaders.of(List.of(compiled.classes()))));
        Map<String, Optional<Throwable>> results = InProcess.run(RUBRIC, wrong.exercise(), parts);
        List<String> failed = new ArrayList<>();
        results.forEach((check, failure) -> failure.ifPresent(e -> failed.add(check)));
        if (WRITE) {
            Map<String, String> head = new LinkedHashMap<>();
            head.put("fails", failed.isEmpty() ? "?" : String.join(" ", failed));
            wrong.rewrite(head);
            results.forEach((check, failure) -> failure.ifPresent(e -> System.out.println(wrong.name() + " | " + check
                    + " | " + String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " "))));
        }
        assertThat(failed).as("checks that fail").contains(wrong.head().get("about"));
        assertThat(new TreeSet<>(failed))
                .as("checks that fail")
                .isEqualTo(WRITE ? new TreeSet<>(failed) : wrong.fails());
    }
}
