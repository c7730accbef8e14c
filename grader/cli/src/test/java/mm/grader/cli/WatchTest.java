package mm.grader.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mm.grader.feedback.Misunderstanding;
import mm.grader.kit.KitHome;
import mm.machine.Exercise;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mm watch} in a terminal, with keys as a student presses them. The terminal is tmux's. */
final class WatchTest {
    private static final Path PAGE = KitHome.root().resolve("docs/watch.md");
    private static final int SECONDS = 120;

    @TempDir
    private Path folder;

    private Path submission;
    private int server;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(each -> new File(each, "tmux").canExecute()),
                "tmux is not installed: mm watch was not tried in a terminal");
        submission = folder.resolve("my-work");
        wrong("counts-virt").writeTo(submission);
    }

    @AfterEach
    void end() throws IOException {
        if (submission != null) {
            tmux(Map.of(), "kill-server");
        }
    }

    private static Misunderstanding wrong(String name) {
        return Misunderstanding.all().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_student_sees_the_next_failure_asks_for_hints_repairs_resets_and_quits() throws IOException {
        watch(Map.of("TERM", "xterm"), submission.toString());
        waitFor("keys: ");
        press("h");
        String screen = waitFor("hint 2: ");
        assertThat(screen).contains("next: 06 badness counts what death gives back (failed, 8 points)");
        demandPage(screen);
        assertThat(tmux(Map.of(), "capture-pane", "-p", "-e"))
                .as("with colours")
                .contains("\033[3");
        press("n");
        assertThat(waitFor("next: 06 a large virt"))
                .contains("hint 1: VIRT is what was asked for")
                .doesNotContain("hint 2: ");
        press("a");
        waitFor("  ok    the worst task is chosen");

        Path file = Exercise.OOM.sources(submission).resolve("mm/oom/BadnessOomKiller.java");
        String mine = Files.readString(file);
        String right =
                Files.readString(Exercise.OOM.sources(KitHome.solutions()).resolve("mm/oom/BadnessOomKiller.java"));
        Files.writeString(file, right);
        assertThat(waitFor("all checks pass"))
                .contains("#################### 100 of 100")
                .contains("total 100 of");
        Files.writeString(file, mine);
        waitFor("next: 06 badness counts");
        press("r");
        assertThat(waitFor("which file goes back")).contains("2 06-oom/src/main/java/mm/oom/BadnessOomKiller.java");
        press("x");
        waitFor("nothing changed");
        press("r");
        waitFor("which file goes back");
        press("2");
        waitFor("(to do, 8 points)");
        assertThat(file.resolveSibling("BadnessOomKiller.java.old")).hasContent(mine);
        press("q");
        for (int tries = 0;
                tries < 10 * SECONDS && tmux(Map.of(), "list-sessions").contains("watch");
                tries++) {
            pause();
        }
        assertThat(tmux(Map.of(), "list-sessions")).as("sessions after q").doesNotContain("watch: ");
    }

    @Tag("slow")
    @Test
    void without_colour_and_in_the_plain_mode_there_is_nothing_but_lines() throws IOException {
        watch(Map.of("TERM", "xterm", "NO_COLOR", "1"), submission.toString());
        waitFor("keys: ");
        assertThat(tmux(Map.of(), "capture-pane", "-p", "-e"))
                .as("with NO_COLOR")
                .doesNotContain("\033[3")
                .contains("###");
        press("h");
        assertThat(waitFor("hint 2: "))
                .as("with NO_COLOR nothing is cleared, either")
                .containsSubsequence("grading 06 ...", "hint 1: ", "keys: ", "hint 1: ", "hint 2: ");
        tmux(Map.of(), "kill-server");
        server++; // the old one may still be about to end
        watch(Map.of("TERM", "xterm"), submission.toString(), "--plain");
        waitFor("keys: ");
        press("h");
        String screen = waitFor("hint 2: ");
        assertThat(screen)
                .as("nothing is overwritten: the first screen is still there")
                .containsSubsequence("grading 06 ...", "06 OOM killer: ", "hint 1: ", "keys: ", "hint 1: ", "hint 2: ")
                .doesNotContain("###");
        assertThat(tmux(Map.of(), "capture-pane", "-p", "-e")).as("--plain").doesNotContain("\033[");
    }

    @Test
    void only_what_is_asked_for_is_graded() throws IOException {
        watch(Map.of("TERM", "xterm"), submission.toString(), "--only", "06", "--plain");
        assertThat(waitFor("keys: "))
                .contains("06 OOM killer: ", "next: 06 badness counts what death gives back")
                .doesNotContain("01 Page tables", "07 free and top", "grading 01");
    }

    /** The page shows the screen as it is. */
    private void demandPage(String screen) throws IOException {
        String block = "```\n"
                + screen.lines()
                        .map(String::stripTrailing)
                        .collect(Collectors.joining("\n"))
                        .strip() + "\n```\n";
        String page = Files.readString(PAGE);
        if (Boolean.getBoolean("mm.write")) {
            page = page.replaceFirst("(?s)```\n01 .*?```\n", java.util.regex.Matcher.quoteReplacement(block));
            Files.writeString(PAGE, page);
        }
        assertThat(page).as("docs/watch.md, written anew by -Dmm.write=true").contains(block);
    }

    private void watch(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Dmm.home=" + KitHome.root(), "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.addAll(List.of(Mm.class.getName(), "watch"));
        command.addAll(List.of(arguments));
        String line = "exec '" + String.join("' '", command) + "'";
        tmux(environment, "-u", "-f", "/dev/null", "new-session", "-d", "-s", "watch", "-x", "110", "-y", "100", line);
    }

    private void press(String key) throws IOException {
        tmux(Map.of(), "send-keys", key);
    }

    /** Waits until the screen shows a text, and returns the screen. */
    private String waitFor(String text) throws IOException {
        String screen = "";
        for (int tries = 0; tries < 10 * SECONDS; tries++) {
            screen = tmux(Map.of(), "capture-pane", "-p", "-J");
            if (screen.contains(text)) {
                return screen;
            }
            pause();
        }
        throw new AssertionError("no '" + text + "' in " + SECONDS + " s, but:\n" + screen);
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String tmux(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("tmux", "-L", "server-" + server));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("TMUX_TMPDIR", folder.toString());
        builder.environment().put("SHELL", "/bin/sh");
        builder.environment().putAll(environment);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return out;
    }
}
