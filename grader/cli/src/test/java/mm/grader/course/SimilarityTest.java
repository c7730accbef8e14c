package mm.grader.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mm.grader.course.files.AtomicFiles;
import mm.grader.course.gradebook.ClassPage;
import mm.grader.course.gradebook.GradebookRows;
import mm.grader.course.gradebook.Statistics;
import mm.grader.course.handin.HandIn;
import mm.grader.course.handin.HandIns;
import mm.grader.course.roster.Names;
import mm.grader.course.similarity.Jplag;
import mm.grader.course.similarity.Similarity;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.grader.kit.UserError;
import mm.grader.rubric.Status;
import mm.grader.text.Language;
import mm.grader.text.Texts;
import mm.machine.Exercise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * JPlag itself finds the copy, and does not take the skeleton's lines for one. Where JPlag was not fetched yet this is
 * skipped; {@code -Dmm.similarity=true} fetches it, as CI does.
 */
final class SimilarityTest {
    @TempDir
    private Path folder;

    @Test
    void a_copy_with_other_names_is_found_and_what_is_given_is_not() throws Exception {
        Jplag jplag = fetched();
        assumeThat(jplag).as("JPlag can be had").isNotNull();
        Path submissions = folder.resolve("submissions");
        SampleClass.copy(submissions.resolve("ada"), KitHome.solutions(), Exercise.OOM);
        SampleClass.copy(submissions.resolve("bob"), KitHome.solutions(), Exercise.OOM);
        SampleClass.write(submissions, "skeleton1", SampleClass.Kind.SKELETON);
        SampleClass.write(submissions, "skeleton2", SampleClass.Kind.SKELETON);
        SampleClass.write(submissions, "broken", SampleClass.Kind.DOES_NOT_COMPILE);
        for (Path file : FileTrees.files(submissions.resolve("bob"))) {
            Files.writeString(file, Files.readString(file).replace("task", "victim"));
        }
        List<HandIn> handIns = HandIns.in(submissions);
        Path out = folder.resolve("out");
        Store store = storeOf(handIns, out);
        Similarity.Report report =
                new Similarity(jplag, Names.PLAIN, store).of(handIns, results(handIns, store), Set.of(Exercise.OOM));
        assertThat(Texts.english().say(report.sentence())).contains("JPlag compared 5 hand-ins");
        assertThat(report.pairs()).hasSize(1);
        Similarity.Pair pair = report.pairs().get(0);
        assertThat(Set.of(pair.first(), pair.second())).containsExactlyInAnyOrder("ada", "bob");
        assertThat(pair.percent()).isGreaterThan(80);
        assertThat(pair.excerpts()).isNotEmpty();
        assertThat(Texts.english().say(pair.excerpts().get(0).firstPlace())).contains("BadnessOomKiller.java, lines ");
        String page = ClassPage.of(
                        new GradebookRows(List.of(), false, false),
                        Statistics.of(new GradebookRows(List.of(), false, false), store),
                        report,
                        Language.EN)
                .get("class.html");
        assertThat(page).contains("Similar hand-ins", "victim", "task", "06 OOM killer: ");
        store.close();
    }

    @Test
    void where_only_one_wrote_more_than_the_skeleton_there_is_no_pair() throws Exception {
        Jplag jplag = fetched();
        assumeThat(jplag).as("JPlag can be had").isNotNull();
        Path submissions = folder.resolve("submissions");
        SampleClass.copy(submissions.resolve("ada"), KitHome.solutions(), Exercise.OOM);
        SampleClass.write(submissions, "skeleton1", SampleClass.Kind.SKELETON);
        SampleClass.write(submissions, "skeleton2", SampleClass.Kind.SKELETON);
        List<HandIn> handIns = HandIns.in(submissions);
        Store store = storeOf(handIns, folder.resolve("out"));
        Similarity.Report report =
                new Similarity(jplag, Names.PLAIN, store).of(handIns, results(handIns, store), Set.of(Exercise.OOM));
        assertThat(report.pairs()).isEmpty();
        store.close();
    }

    private static Jplag fetched() {
        boolean there = Files.isDirectory(KitHome.root().resolve("grader/similarity/target/jplag"));
        assumeThat(there || Boolean.getBoolean("mm.similarity"))
                .as("JPlag was fetched before, or -Dmm.similarity=true")
                .isTrue();
        try {
            return Jplag.fetched();
        } catch (UserError e) {
            assertThat(e).hasMessageStartingWith("--similarity: JPlag is not here, and Maven cannot fetch it: ");
            return null;
        }
    }

    /** Grades only in name: what is compared is decided by whether it compiles. */
    private static Store storeOf(List<HandIn> handIns, Path out) {
        Store store = Store.open(out);
        for (HandIn handIn : handIns) {
            Status status = handIn.student().equals("broken") ? Status.DOES_NOT_COMPILE : Status.PASSED;
            byte[] json =
                    ("{\"exercises\":[{\"number\":\"06\",\"checks\":[{\"code\":\"" + status + "\"}]}]}").getBytes();
            Result result = new Result(
                    handIn.student(),
                    Result.Row.GRADED,
                    "",
                    Map.of(),
                    FakeCourse.KIT,
                    1,
                    null,
                    Map.of(),
                    0,
                    0,
                    null,
                    "",
                    List.of(),
                    Map.of("json", AtomicFiles.sum(json)),
                    Map.of(),
                    Origin.NONE);
            store.write(result, Map.of("json", json));
        }
        return store;
    }

    private static Map<String, Result> results(List<HandIn> handIns, Store store) {
        Map<String, Result> results = new java.util.TreeMap<>();
        handIns.forEach(handIn ->
                results.put(handIn.student(), store.read(handIn.student()).orElseThrow()));
        return results;
    }
}
