package mm.handbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mm.grader.cli.Mm;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.grader.report.ReportFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that an instructor copies, as far as they can be tried without the services that they are for. */
final class CiFilesTest {
    private static final Path FOLDER = KitHome.root().resolve("docs/ci");
    private static final Pattern COMMAND = Pattern.compile("(?m)(?<=^|&& |; )\\s*\\./mm ([^|&;\\n]*)");
    private static final Pattern TESTS = Pattern.compile("-Dtest='?([\\w.,]+)");
    private static final Pattern REPORT = Pattern.compile("\\breport/([\\w.-]+)");

    static List<Path> yaml() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        }
    }

    private static JsonNode read(String name) throws IOException {
        return new YAMLMapper().readTree(FOLDER.resolve(name).toFile());
    }

    @ParameterizedTest
    @MethodSource("yaml")
    void each_command_in_it_is_one_of_ours_and_each_report_is_written_by_us(Path file) throws IOException {
        List<String> scripts = new ArrayList<>();
        try (MappingIterator<JsonNode> documents =
                new YAMLMapper().readerFor(JsonNode.class).readValues(file.toFile())) {
            documents.forEachRemaining(document -> collect(document, scripts));
        }
        String text = String.join("\n", scripts);
        List<String> commands =
                COMMAND.matcher(text).results().map(found -> found.group(1)).toList();
        // The kit's own job is about the build, and needs no command.
        assertThat(commands.isEmpty()).isEqualTo(file.endsWith("github-mutation.yml"));
        commands.forEach(command -> requireCommand(words(command)));
        List<String> formats =
                Stream.of(ReportFormat.values()).map(ReportFormat::file).toList();
        assertThat(REPORT.matcher(text).results().map(found -> found.group(1)).toList())
                .isSubsetOf(formats);
    }

    /** A test of another name is none: Maven then runs nothing, and is content. */
    @Test
    void each_test_that_is_asked_for_by_name_is_there() throws IOException {
        List<Path> sources = FileTrees.files(KitHome.root()).stream()
                .filter(file -> file.toString().endsWith(".java"))
                .toList();
        for (String file : List.of(".ci/run", ".ci/nightly", "CONTRIBUTING.md")) {
            List<String> tests = TESTS.matcher(Files.readString(KitHome.root().resolve(file)))
                    .results()
                    .flatMap(found -> Stream.of(found.group(1).split(",")))
                    .toList();
            assertThat(tests)
                    .as(file)
                    .isNotEmpty()
                    .allSatisfy(test -> assertThat(sources)
                            .as(file + " asks for " + test)
                            .anyMatch(source -> source.endsWith(test + ".java")));
        }
    }

    /** All texts in a tree. */
    private static void collect(JsonNode node, List<String> texts) {
        if (node.isTextual()) {
            texts.add(node.asText());
        }
        node.forEach(inner -> collect(inner, texts));
    }

    /** The words of a simple command, with a number in the place of each variable. */
    private static List<String> words(String command) {
        return Stream.of(command.replaceAll("\\$\\{\\{[^}]*}}|\\$\\w+", "1")
                        .replace("\"", "")
                        .strip()
                        .split("\\s+"))
                .peek(word -> assertThat(word).doesNotContain("$", "'", "`"))
                .toList();
    }

    private static void requireCommand(List<String> words) {
        assertThatCode(() -> Mm.commandLine().parseArgs(words.toArray(String[]::new)))
                .as("mm " + String.join(" ", words))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"github-actions.yml", "github-classroom.yml"})
    void a_workflow_of_github_has_what_github_demands(String name) throws IOException {
        JsonNode all = read(name);
        assertThat(all.path("name").asText()).isNotBlank();
        assertThat(all.path("on")).extracting(JsonNode::asText).contains("push");
        assertThat(all.path("jobs")).hasSize(1);
        JsonNode job = all.path("jobs").path("grade");
        assertThat(job.path("runs-on").asText()).isEqualTo("ubuntu-latest");
        assertThat(job.path("timeout-minutes").asInt())
                .as("the grader's own limit comes first")
                .isBetween(10, 60);
        assertThat(job.path("permissions").path("contents").asText()).isEqualTo("read");
        assertThat(job.path("steps")).isNotEmpty().allSatisfy(step -> {
            assertThat(step.has("uses")).isNotEqualTo(step.has("run"));
            // A tag can be moved to other code, a commit cannot.
            assertThat(step.path("uses").asText("x/x@" + "0".repeat(40))).matches("[\\w-]+/[\\w-]+@[0-9a-f]{40}");
        });
    }

    @Test
    void the_classrooms_reporter_finds_the_result_under_the_name_that_it_makes_of_the_steps() throws IOException {
        JsonNode steps = read("github-classroom.yml").path("jobs").path("grade").path("steps");
        JsonNode reporter = steps.get(steps.size() - 1);
        String step = reporter.path("with").path("runners").asText();
        assertThat(reporter.path("env").path(step.toUpperCase() + "_RESULTS").asText())
                .isEqualTo("${{ steps." + step + ".outputs.result }}");
        assertThat(steps).anySatisfy(each -> {
            assertThat(each.path("id").asText()).isEqualTo(step);
            assertThat(each.path("run").asText())
                    .contains("\"result=$(cat report/classroom.txt)\" >> \"$GITHUB_OUTPUT\"");
        });
    }

    @Test
    void the_job_of_gitlab_keeps_the_report_also_of_who_has_less_than_full_marks() throws IOException {
        JsonNode job = read("gitlab-ci.yml").path("grade");
        assertThat(job.path("image").asText()).matches("[\\w/]+:[0-9]\\S+").doesNotContain("latest");
        assertThat(job.path("script")).hasSize(1);
        assertThat(job.path("artifacts").path("when").asText()).isEqualTo("always");
        assertThat(job.path("artifacts").path("reports").path("junit").asText()).isEqualTo("report/junit.xml");
    }

    @Test
    void the_dockerfile_has_nothing_to_complain_of_and_runs_a_command_of_ours() throws IOException {
        DockerLint lint = new DockerLint(Files.readString(FOLDER.resolve("Dockerfile")), KitHome.root());
        assertThat(lint.complaints()).isEmpty();
        List<String> entry = lint.words("ENTRYPOINT");
        assertThat(entry.get(0)).isEqualTo("./mm");
        List<String> command = new ArrayList<>(entry.subList(1, entry.size()));
        command.addAll(lint.words("CMD"));
        requireCommand(command);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "FROM maven # names no version",
                "FROM maven:latest # names no version",
                "RUN apt-get update && apt-get install -y x # leaves apt's lists",
                "RUN apt-get update && apt-get install -y x && rm -rf /var/lib/apt/lists/* # installs more than it names",
                "RUN apt-get install -y --no-install-recommends x # installs from old lists",
                "RUN sudo id # sudo",
                "RUN curl x | sh # runs what it downloads",
                "ADD https://example.org/x /x # ADD",
                "USER root # runs as root",
                "WORKDIR kit # not absolute",
                "COPY nowhere /x # is not there",
                "CMD grade # no list of words",
                "RAN x # no instruction",
            })
    void the_lint_finds_what_is_wrong(String line, String complaint) throws IOException {
        String good = Files.readString(FOLDER.resolve("Dockerfile"));
        DockerLint lint = new DockerLint(good + "\n" + line + "\n", KitHome.root());
        assertThat(lint.complaints()).anyMatch(text -> text.contains(complaint));
    }
}
