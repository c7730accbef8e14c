package mm.grader.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mm.grader.cli.Mm;
import mm.grader.kit.Exit;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Processes grade a shard each, and what they merge to is what one run gives. {@code -Dmm.shards=8} makes them eight, as CI
 * does; without it they are three, which keeps {@code mvn verify} short.
 */
@Tag("slow")
final class ShardsTest {
    private static final int SHARDS = Integer.getInteger("mm.shards", 3);

    @TempDir
    private Path folder;

    private Path submissions;

    /** None of these needs a child, so that nine runs of the real program fit into a test. */
    @BeforeEach
    void makeAClass() throws Exception {
        submissions = folder.resolve("submissions");
        for (int i = 0; i < 11; i++) {
            SampleClass.write(
                    submissions,
                    "s" + i,
                    switch (i % 3) {
                        case 0 -> SampleClass.Kind.FORBIDDEN;
                        case 1 -> SampleClass.Kind.DOES_NOT_COMPILE;
                        default -> SampleClass.Kind.ZIP_THAT_LEADS_OUT;
                    });
        }
    }

    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dmm.home=" + KitHome.root(),
                "-cp",
                System.getProperty("java.class.path"),
                Mm.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static int mm(StringWriter said, String... arguments) {
        return Mm.execute(new PrintWriter(said), new PrintWriter(said, true), arguments);
    }

    @Test
    void shards_in_processes_of_their_own_merge_to_the_gradebook_of_one_run() throws Exception {
        Path roster = Files.writeString(folder.resolve("roster.txt"), "s1\ns2\nnobody\n");
        List<Process> processes = new ArrayList<>();
        List<String> merge = new ArrayList<>(List.of("merge"));
        for (int i = 1; i <= SHARDS; i++) {
            String out = folder.resolve("shard-" + i).toString();
            merge.add(out);
            processes.add(start(
                    "class",
                    submissions.toString(),
                    "--out",
                    out,
                    "--only",
                    "06",
                    "--shard",
                    i + "/" + SHARDS,
                    "--roster",
                    roster.toString()));
        }
        Path whole = folder.resolve("whole");
        StringWriter said = new StringWriter();
        assertThat(mm(
                        said,
                        "class",
                        submissions.toString(),
                        "--out",
                        whole.toString(),
                        "--only",
                        "06",
                        "--roster",
                        roster.toString()))
                .as(said.toString())
                .isEqualTo(Exit.OK);
        for (Process process : processes) {
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(text).isZero();
        }
        Path merged = folder.resolve("merged");
        List<String> all = new ArrayList<>(merge);
        all.addAll(List.of("--out", merged.toString(), "--roster", roster.toString()));
        assertThat(mm(said, all.toArray(String[]::new))).as(said.toString()).isZero();
        assertThat(Files.readString(merged.resolve("gradebook.csv"))).contains("nobody,,,,,,not handed in,");
        for (Path file : FileTrees.files(whole)) {
            assertThat(merged.resolve(whole.relativize(file).toString())).hasSameBinaryContentAs(file);
        }

        Files.delete(submissions.resolve("s0/06-oom/src/main/java/mm/oom/BadnessOomKiller.java"));
        StringWriter again = new StringWriter();
        String[] regrade = {"class", submissions.toString(), "--out", merged.toString(), "--only", "06", "--regrade"};
        assertThat(mm(again, regrade)).as(again.toString()).isEqualTo(Exit.LESS);
        assertThat(again.toString()).contains("1 of 11 change:", "  s0: 0 -> unreadable, +0", "nothing is overwritten");

        all.remove(3);
        StringWriter missing = new StringWriter();
        assertThat(mm(missing, all.toArray(String[]::new))).isEqualTo(Exit.USAGE);
        assertThat(missing.toString().strip()).isEqualTo("mm: shards are missing: 3/" + SHARDS);
        all.add(3, merge.get(1));
        assertThat(mm(missing, all.toArray(String[]::new))).isEqualTo(Exit.USAGE);
        assertThat(missing.toString()).contains("this is shard 1, and so is");
    }

    @Test
    void wrong_usage_is_refused_in_one_sentence() throws IOException {
        String out = folder.resolve("out").toString();
        Path empty = Files.createDirectories(folder.resolve("empty"));
        String given = submissions.toString();
        refused("no-such-folder: there is no such folder", "class", "no-such-folder", "--out", out);
        refused("there is no submission in this folder", "class", empty.toString(), "--out", out);
        refused("--shard 9/8: this must be i/n", "class", given, "--out", out, "--shard", "9/8");
        refused("--yes: this goes together with --regrade", "class", given, "--out", out, "--yes");
        refused("there is no such file", "class", given, "--out", out, "--roster", "no-such-file");
        refused("there is no such file", "class", given, "--out", out, "--late", "no-such-file");
        refused("times matter only together with --late", "class", given, "--out", out, "--times", "t.csv");
        refused("--only: there is no exercise '8'", "class", given, "--out", out, "--only", "8");
        refused("--cores 0: this must be a number", "class", given, "--out", out, "--cores", "0");
        refused("do not know pseudonyms", "class", given, "--out", out, "--anonymous", "k", "--format", "canvas");
        refused(
                "must not lie among the results",
                "class",
                given,
                "--out",
                folder.toString(),
                "--anonymous",
                folder.resolve("k").toString());
        refused("no run of mm class has come to its end here", "merge", empty.toString(), "--out", out);
        refused(
                "hand-ins of all shards are to be compared",
                "class",
                given,
                "--out",
                out,
                "--shard",
                "1/2",
                "--similarity");
        Path file = Files.writeString(folder.resolve("file"), "");
        refused("--out " + file + ": this folder cannot be made", "class", given, "--out", file.toString());
    }

    private static void refused(String sentence, String... arguments) {
        StringWriter said = new StringWriter();
        assertThat(mm(said, arguments)).as(said.toString()).isEqualTo(Exit.USAGE);
        assertThat(said.toString().strip())
                .startsWith("mm: ")
                .contains(sentence)
                .doesNotContain("\n", "Exception");
    }

    @Test
    @SuppressWarnings("unchecked")
    void the_files_for_clusters_and_services_are_yaml_and_ask_for_the_shards() throws IOException {
        Path ci = KitHome.root().resolve("docs/ci");
        Map<String, Object> job =
                (Map<String, Object>) yaml(ci.resolve("kubernetes-class.yml")).get(1);
        Map<String, Object> spec = (Map<String, Object>) job.get("spec");
        assertThat(job).containsEntry("kind", "Job").containsEntry("apiVersion", "batch/v1");
        assertThat(spec).containsEntry("completionMode", "Indexed").containsEntry("completions", 8);
        assertThat(spec.toString()).contains("JOB_COMPLETION_INDEX", "--shard");
        Map<String, Object> actions =
                (Map<String, Object>) yaml(ci.resolve("github-class.yml")).get(0);
        Map<String, Object> jobs = (Map<String, Object>) actions.get("jobs");
        assertThat(jobs).containsOnlyKeys("grade", "merge");
        assertThat(jobs.get("grade").toString()).contains("matrix={shard=[1, 2, 3, 4, 5, 6, 7, 8]}", "--shard");
        Map<String, Object> gitlab =
                (Map<String, Object>) yaml(ci.resolve("gitlab-class.yml")).get(0);
        assertThat(gitlab).containsKeys("grade", "merge");
        assertThat(gitlab.get("grade").toString()).contains("parallel=8", "--shard \"$CI_NODE_INDEX/$CI_NODE_TOTAL\"");
    }

    private static List<Object> yaml(Path file) throws IOException {
        List<Object> documents = new ArrayList<>();
        new Yaml(new SafeConstructor(new LoaderOptions()))
                .loadAll(Files.readString(file))
                .forEach(documents::add);
        return documents;
    }
}
