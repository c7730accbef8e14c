package mm.grader.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mm.grader.kit.KitHome;
import mm.grader.picture.Words;
import mm.grader.quiz.kinds.Kinds;
import mm.grader.quiz.model.Kind;
import mm.grader.quiz.model.QuizAnswer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in JavaScript answers as the one that it was compiled from. {@code -Dmm.lab.scripts=N}: so many random scripts. */
final class SameAnswersTest {
    private static final String RECORDINGS = "grader/checks/src/main/resources/mm/grader/recordings";

    /** They take as long in JavaScript as all other scripts and recordings together. */
    private static final Set<String> LONG = Set.of("lesson.mm", "thrashing.mm");

    /** Scripts that node answers at once; it has ten minutes for them, however much else the machine does. */
    private static final int BATCH = 100;

    private final List<List<Object>> calls = new ArrayList<>();
    private final List<Supplier<String>> here = new ArrayList<>();

    @TempDir
    private Path folder;

    @BeforeAll
    static void give_what_javascript_is_given() throws IOException {
        for (java.util.Locale locale : List.of(java.util.Locale.ENGLISH, java.util.Locale.CHINESE)) {
            Lab.sentences(
                    locale.getLanguage(), PictureWords.pack(Words.of(locale).sentences()));
        }
        for (Path file : files(RECORDINGS, ".txt")) {
            Lab.recording(file.getFileName().toString().replace(".txt", ""), Files.readString(file));
        }
    }

    private static List<Path> files(String name, String end) throws IOException {
        try (Stream<Path> files = Files.list(KitHome.root().resolve(name))) {
            return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
        }
    }

    static List<String> scripts() throws IOException {
        return scripts(Set.of());
    }

    /** Returns all scripts and recordings but some. */
    private static List<String> scripts(Set<String> without) throws IOException {
        List<String> texts = new ArrayList<>();
        for (List<Path> some : List.of(
                files("docs/scripts", ".mm"),
                files("docs/examples", ".txt"),
                files("grader/cli/src/test/resources/oom", ".txt"),
                files(RECORDINGS, ".txt"))) {
            for (Path file : some) {
                if (!without.contains(file.getFileName().toString())) {
                    texts.add(Files.readString(file));
                }
            }
        }
        return texts;
    }

    private void ask(Supplier<String> ours, Object... call) {
        calls.add(List.of(call));
        here.add(ours);
    }

    /** Compares, and returns what both answered. */
    private List<String> compare() throws IOException, InterruptedException {
        List<String> there = Node.call(folder, calls);
        assertThat(there).hasSameSizeAs(here);
        for (int i = 0; i < there.size(); i++) {
            assertThat(comparable(there.get(i)))
                    .as("call %s", calls.get(i))
                    .isEqualTo(comparable(here.get(i).get()));
        }
        return there;
    }

    /** Why a part stopped may be said by the language itself, in its own words; that it did, and where, must agree. */
    private static String comparable(String json) throws IOException {
        return Node.same(json).replaceFirst("\"stopped\":\"[^\"].*\"}$", "\"stopped\":\"...\"}");
    }

    @Test
    void every_recording_and_every_script_of_the_handbook_completes_to_the_same_bytes()
            throws IOException, InterruptedException {
        List<String> texts = scripts(LONG);
        assertThat(texts).hasSizeGreaterThan(180);
        for (String text : texts) {
            ask(() -> Lab.complete(text), "complete", text);
        }
        compare();
    }

    @Tag("slow")
    @Test
    void so_do_the_long_scripts() throws IOException, InterruptedException {
        for (String name : LONG) {
            String text =
                    Files.readString(KitHome.root().resolve("docs/scripts").resolve(name));
            ask(() -> Lab.complete(text), "complete", text);
        }
        compare();
    }

    @Test
    void random_scripts_of_all_kinds_complete_to_the_same_bytes_and_are_refused_by_the_same_sentence()
            throws IOException, InterruptedException {
        RandomScripts scripts = new RandomScripts(21, scripts());
        assertThat(scripts.kinds())
                .containsExactly("group", "machine", "malloc", "oom", "oom-log", "process", "procps", "score", "swap");
        int all = Integer.getInteger("mm.lab.scripts", 100);
        long run = 0;
        for (int i = 0; i < all; i++) {
            String text = scripts.of(scripts.kinds().get(i % scripts.kinds().size()));
            ask(() -> Lab.complete(text), "complete", text);
            if (calls.size() == BATCH || i == all - 1) {
                run += compare().stream()
                        .filter(answer -> answer.startsWith("{\"lines\""))
                        .count();
                calls.clear();
                here.clear();
            }
        }
        assertThat(run).as("of them that can be run").isGreaterThan(all / 3);
    }

    @Tag("slow")
    @Test
    void the_players_steps_are_the_same_in_both_languages() throws IOException, InterruptedException {
        List<String> texts = new ArrayList<>();
        for (Path file : files("docs/scripts", ".mm")) {
            texts.add(Files.readString(file));
        }
        for (String name : List.of("cow-1", "faults-1", "swap-1", "malloc-a-1", "oom-1", "score-1", "layout-1")) {
            texts.add(Files.readString(KitHome.root().resolve(RECORDINGS).resolve(name + ".txt")));
        }
        for (String text : texts) {
            for (String language : List.of("en", "zh")) {
                ask(() -> Lab.steps(text, language, 25), "steps", text, new Steps(language, 25));
            }
        }
        compare();
    }

    /** The options of {@code steps}. */
    record Steps(String lang, int most) {}

    /** The options of {@code trace}. */
    record Trace(String policies, String frames, String lang) {}

    @Test
    void policies_run_the_same_on_traces_of_every_form() throws IOException, InterruptedException {
        String policies = "fifo,lru,clock,two-lists,opt,clock=2";
        for (String text : List.of(
                "1,2,3,4,1,2,5,1,2,3,4,5",
                "7 0 1 2 0 3 0 4\n2 3 0 3 2 1 2 0 1 7 0 1\n",
                "==1== lackey\nI  04000aa0,3\n L 1ffeffe7e8,8\n S 1ffeffeffc,8\n M 0421c7b0,4\n",
                "2 430d70\n0 7fffe000\n1 7fffe008\n",
                "0041f7a0 R\n13f5e2c0 W\n",
                "0xffffffffffffffff\n",
                "1 2 x\n",
                "0 1 2 3\n".repeat(60),
                "")) {
            for (String language : List.of("en", "zh")) {
                ask(
                        () -> Lab.trace(text, policies, "3,1,4", language),
                        "trace",
                        text,
                        new Trace(policies, "3,1,4", language));
            }
        }
        compare();
    }

    private static String rightAnswers(Kind kind, int level) {
        return Practice.question(kind.name(), level, "7").answer().parts().stream()
                .map(part -> part.answer() instanceof QuizAnswer.Choice choice
                        ? QuizAnswer.Choice.letter(choice.right())
                        : part.answer().show().en())
                .collect(Collectors.joining("\n"));
    }

    @Test
    void questions_are_the_same_and_judged_the_same() throws IOException, InterruptedException {
        int level = 0;
        for (Kind kind : Kinds.all()) {
            askAndJudge(kind, 1 + level++ % Kind.LEVELS);
        }
        compare();
    }

    @Tag("slow")
    @Test
    void questions_are_the_same_at_every_level() throws IOException, InterruptedException {
        for (Kind kind : Kinds.all()) {
            for (int level = 1; level <= Kind.LEVELS; level++) {
                askAndJudge(kind, level);
            }
        }
        compare();
    }

    private void askAndJudge(Kind kind, int level) {
        String right = rightAnswers(kind, level);
        for (String language : List.of("en", "zh")) {
            ask(() -> Lab.ask(kind.name(), level, "7", language), "ask", kind.name(), level, 7, language);
            for (String given : List.of(right, "1\n2\n3\n4\n5\n6", "0x1 KB", "")) {
                String judged = Lab.judge(kind.name(), level, "7", given, language);
                assertThat(judged).contains(given.isEmpty() ? "MISSING" : given.equals(right) ? "RIGHT" : "mark");
                String marks = judged.replaceFirst("^\\{\"marks\":(.*)}$", "$1");
                ask(() -> marks, "judge", kind.name(), level, 7, List.of(given.split("\n", -1)), language);
            }
        }
    }
}
