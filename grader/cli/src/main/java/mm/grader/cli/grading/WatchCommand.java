package mm.grader.cli.grading;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import mm.grader.cli.options.KeyInput;
import mm.grader.cli.options.Languages;
import mm.grader.grade.ExerciseResult;
import mm.grader.grade.Grader;
import mm.grader.grade.GradingOptions;
import mm.grader.grade.Timings;
import mm.grader.grade.Verdict;
import mm.grader.kit.Exit;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.grader.kit.KitProperties;
import mm.grader.rubric.Rubric;
import mm.grader.rubric.Selection;
import mm.grader.sandbox.ChildPool;
import mm.grader.sandbox.Limits;
import mm.grader.sandbox.Sandbox;
import mm.grader.submission.Submission;
import mm.machine.Exercise;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code mm watch}: grades what changed on each save. Everything stays warm: the compiler in here, and the child, in which
 * each version of the code gets a class loader of its own. The check that is on the screen is run first.
 */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = {
            "Grades the exercises once, then each one again when a file of it is saved, and shows the next failing check.",
            "Keys: h next hint, n next failing check, a all checks, r put a file back to its skeleton, q quit."
        })
public final class WatchCommand implements Callable<Integer> {
    private static final int POLL_MILLIS = 80;

    @Parameters(paramLabel = "DIR", arity = "0..1", description = "the submission (default: exercises)")
    private Path folder = KitHome.exercises();

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NN[.STEP]",
            description = "grade these exercises and steps only, as in 03,04 or 03.1-5,06")
    private List<String> only = List.of();

    @Option(names = "--plain", description = "no colour, no bar, nothing is overwritten: for screen readers and logs")
    private boolean plain;

    @Option(names = "--times", description = "show how long the last grading took")
    private boolean times;

    @Spec
    private CommandSpec spec;

    private final Map<Exercise, ExerciseResult> results = new EnumMap<>(Exercise.class);
    private final Map<Exercise, String> stamps = new EnumMap<>(Exercise.class);
    private Submission submission;
    private Set<Exercise> exercises;
    private Grader grader;
    private WatchScreen screen;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        boolean terminal = isTerminal();
        String noColour = System.getenv("NO_COLOR");
        boolean dumb = "dumb".equals(System.getenv("TERM")); // it would show escape sequences as letters
        boolean escapes = terminal && !plain && !dumb && (noColour == null || noColour.isEmpty());
        screen = new WatchScreen(out, Languages.texts(spec), escapes, plain);
        Selection selection = Selection.named(only.isEmpty() ? KitProperties.only() : only);
        Rubric rubric = selection.of(Rubric.shipped());
        try (Submission opened = Submission.open(folder)) {
            submission = opened;
            exercises = !only.isEmpty()
                    ? selection.exercises()
                    : opened.single() != null ? EnumSet.of(opened.single()) : EnumSet.allOf(Exercise.class);
        }
        GradingOptions terms = GradingOptions.of(Limits.STANDARD, Sandbox.of(Sandbox.Wish.AUTO), 1)
                .withoutScreens();
        try (KeyInput keys = KeyInput.open(terminal);
                ChildPool workers = ChildPool.reused(rubric, terms.limits(), terms.sandbox())) {
            grader = new Grader(rubric, terms, workers, new Timings());
            grade(changed());
            while (true) {
                int key = keys.poll();
                switch (key) {
                    case 'q' -> {
                        return Exit.OK;
                    }
                    case 'h' -> screen.hint();
                    case 'n' -> screen.next();
                    case 'a' -> screen.all();
                    case 'r' -> new ResetFile(root(), out, Languages.texts(spec)).ask(screen.shown(), keys);
                    default -> {
                        Set<Exercise> changed = changed();
                        if (changed.isEmpty()) {
                            Thread.sleep(POLL_MILLIS);
                        } else {
                            grade(changed);
                        }
                    }
                }
            }
        }
    }

    /** Returns the folder that the exercises' folders are in. */
    private Path root() throws IOException {
        Path root = submission.root().toRealPath();
        return submission.single() == null ? root : root.getParent();
    }

    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try { // from Java 22 on there is a console even without a terminal
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    private void grade(Set<Exercise> exercises) {
        long start = System.nanoTime();
        Verdict shown = screen.shown();
        for (Exercise exercise : exercises) {
            screen.busy(exercise);
            String first = shown != null && shown.check().exercise() == exercise
                    ? shown.check().method()
                    : null;
            try (Submission submission = Submission.open(folder)) {
                results.put(exercise, grader.grade(submission, exercise, first, verdict -> {
                    if (verdict.check().method().equals(first)) {
                        screen.early(verdict, times ? seconds(start) : "");
                    }
                }));
            }
        }
        screen.show(results, exercises);
        if (times) {
            screen.say("graded" + seconds(start));
        }
    }

    private static String seconds(long start) {
        return String.format(" after %.2f s", (System.nanoTime() - start) / 1e9);
    }

    /** The exercises of which a file is new, gone or newer than at the last look. */
    private Set<Exercise> changed() throws IOException {
        Set<Exercise> changed = EnumSet.noneOf(Exercise.class);
        for (Exercise exercise : exercises) {
            StringBuilder stamp = new StringBuilder();
            for (Path file : FileTrees.files(submission.folder(exercise))) {
                if (file.toString().endsWith(".java")) {
                    stamp.append(file).append(Files.getLastModifiedTime(file)).append(Files.size(file));
                }
            }
            if (!stamp.toString().equals(stamps.put(exercise, stamp.toString()))) {
                changed.add(exercise);
            }
        }
        return changed;
    }
}
