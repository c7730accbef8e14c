package mm.grader.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import mm.machine.Exercise;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mm watch}: grades what changed on each save. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = {
            "Grades the exercises once, then each one again when a file of it is saved, and shows the next failing check.",
            "Keys: h next hint, n next failing check, a all checks, r put a file back to its skeleton, q quit."
        })
final class WatchCommand implements Callable<Integer> {
    private static final int POLL_MILLIS = 150;

    @Parameters(paramLabel = "DIR", arity = "0..1", description = "the submission (default: exercises)")
    private Path folder = House.exercises();

    @Option(names = "--plain", description = "no colour, no bar, nothing is overwritten: for screen readers and logs")
    private boolean plain;

    @Spec
    private CommandSpec spec;

    private final Map<Exercise, ExerciseResult> results = new EnumMap<>(Exercise.class);
    private final Map<Exercise, String> stamps = new EnumMap<>(Exercise.class);

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        boolean terminal = System.console() != null;
        boolean colour = terminal && !plain && System.getenv("NO_COLOR") == null;
        WatchScreen screen = new WatchScreen(out, terminal && !plain, colour, plain);
        Submission.open(folder);
        try (Keys keys = Keys.open(terminal)) {
            grade(changed(), screen);
            while (true) {
                int key = keys.poll();
                switch (key) {
                    case 'q' -> {
                        return Exit.OK;
                    }
                    case 'h' -> screen.hint();
                    case 'n' -> screen.next();
                    case 'a' -> screen.all();
                    case 'r' -> new ResetFile(folder, out).ask(screen.shown(), keys);
                    default -> {
                        Set<Exercise> changed = changed();
                        if (changed.isEmpty()) {
                            Thread.sleep(POLL_MILLIS);
                        } else {
                            grade(changed, screen);
                        }
                    }
                }
            }
        }
    }

    private void grade(Set<Exercise> exercises, WatchScreen screen) {
        screen.busy(exercises);
        GradeResult result = new Grader(Rubric.shipped(), Limits.STANDARD, 1).grade(Submission.open(folder), exercises);
        result.exercises().forEach(each -> results.put(each.exercise(), each));
        screen.show(results, exercises);
    }

    /** The exercises of which a file is new, gone or newer than at the last look. */
    private Set<Exercise> changed() throws IOException {
        Set<Exercise> changed = EnumSet.noneOf(Exercise.class);
        for (Exercise exercise : Exercise.values()) {
            StringBuilder stamp = new StringBuilder();
            for (Path file : House.files(exercise.sources(folder))) {
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
