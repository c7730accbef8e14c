package mm.grader.cli.grading;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import mm.grader.grade.ExerciseResult;
import mm.grader.grade.GradeResult;
import mm.grader.grade.NextCheck;
import mm.grader.grade.Verdict;
import mm.grader.kit.KitHome;
import mm.grader.kit.OutputFile;

/**
 * What the program remembers from one command to the next: which checks failed, and which hints were shown. It is
 * kept with the kit if this user may write there, else in the user's own folder for such things (XDG_STATE_HOME).
 */
public final class StudentState {
    private static final String NEXT = "next";
    private static final String FAILED = "failed";
    private static final String NAME = "hints.properties";

    private final Path file;
    private final Properties values = new Properties();

    /** Reads the state from a file; with null, from where it is kept. */
    StudentState(Path given) {
        file = given != null ? given : place(KitHome.kept(), System.getenv());
        if (Files.isReadable(file)) {
            try (Reader in = Files.newBufferedReader(file)) {
                values.load(in);
            } catch (IOException | IllegalArgumentException e) {
                values.clear(); // what cannot be read is as good as forgotten
            }
        }
    }

    /** Returns where the state of this user is kept. */
    public static Path place(Path kept, Map<String, String> environment) {
        if (Files.isWritable(kept)) {
            return kept.resolve(NAME);
        }
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        Path own = state.startsWith("/") ? Path.of(state) : Path.of(System.getProperty("user.home"), ".local", "state");
        return own.resolve("linux-memory-kit").resolve(NAME);
    }

    /** Returns the id of the check that failed first in the last grading; empty if none did, or nothing was graded. */
    String next() {
        return values.getProperty(NEXT, "");
    }

    /** Returns the ids of the checks that failed when they were graded last. */
    Set<String> failed() {
        Set<String> failed =
                new LinkedHashSet<>(List.of(values.getProperty(FAILED, "").split(" ")));
        failed.remove("");
        return failed;
    }

    /** Returns how many hints of a check were shown. */
    int shown(String check) {
        String count = values.getProperty(check, "");
        return count.matches("[0-9]{1,3}") ? Integer.parseInt(count) : 0;
    }

    /** Remembers how many hints of a check were shown. */
    void show(String check, int count) {
        values.setProperty(check, String.valueOf(count));
        write();
    }

    /** Remembers the checks of a grading that do not pass, though nothing keeps them from being run, and the one to go on with. */
    void graded(GradeResult result) {
        Set<String> failed = failed();
        for (ExerciseResult exercise : result.exercises()) {
            for (Verdict verdict : exercise.verdicts()) {
                String id = verdict.check().id();
                failed.remove(id);
                if (isOpen(verdict)) {
                    failed.add(id);
                }
            }
        }
        String next = NextCheck.of(result)
                .filter(StudentState::isOpen)
                .map(verdict -> verdict.check().id())
                .orElse("");
        values.setProperty(NEXT, next);
        values.setProperty(FAILED, String.join(" ", failed));
        write();
    }

    private static boolean isOpen(Verdict verdict) {
        return switch (verdict.status()) {
            case PASSED, BLOCKED, NOT_HANDED_IN, NOT_RUN -> false;
            default -> true;
        };
    }

    /** That nothing can be written here is no reason for a command to fail. */
    private void write() {
        try {
            StringWriter text = new StringWriter();
            values.store(text, null);
            OutputFile.write(file, text.toString());
        } catch (IOException | RuntimeException e) {
            return;
        }
    }
}
