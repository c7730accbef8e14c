package mm.grader.script;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import mm.grader.child.ClassFiles;
import mm.grader.child.ScriptAnswer;
import mm.grader.kit.FileTrees;
import mm.grader.rubric.Rubric;
import mm.grader.rubric.Status;
import mm.grader.sandbox.ChildPool;
import mm.grader.sandbox.ChildProcess;
import mm.grader.sandbox.Limits;
import mm.grader.sandbox.Sandbox;
import mm.grader.submission.Submission;
import mm.grader.text.Texts;
import mm.machine.Exercise;
import mm.script.Script;

/**
 * Runs scripts on a submission's code, in a child with the walls and limits of the checks: the code sees neither the
 * reference of what it does itself nor any recording's answers, and what it prints is dropped.
 */
public final class SubmittedScripts implements ScriptRunner {
    private final ChildPool children;
    private final OwnExercises own;
    private final Map<Exercise, ClassFiles> classes;
    private final Duration limit;
    private final Runnable atEnd;
    private ChildProcess child;

    /**
     * Runs classes that are there.
     *
     * @param children where the child comes from; they stay open
     * @param limit wall-clock time of one script
     */
    public SubmittedScripts(ChildPool children, OwnExercises own, Map<Exercise, ClassFiles> classes, Duration limit) {
        this(children, own, classes, limit, () -> {});
    }

    private SubmittedScripts(
            ChildPool children, OwnExercises own, Map<Exercise, ClassFiles> classes, Duration limit, Runnable atEnd) {
        this.atEnd = atEnd;
        this.children = children;
        this.own = own;
        this.classes = classes;
        this.limit = limit;
    }

    /**
     * Compiles a submission, or some exercises of it.
     *
     * @param own the exercises that come from it, if they were handed in
     * @param limit wall-clock time of one script
     * @throws mm.grader.kit.UserError if it cannot be read, does not compile or uses what is forbidden
     */
    public static SubmittedScripts of(Path submission, OwnExercises own, Sandbox sandbox, Duration limit) {
        Path work = FileTrees.temporary("with-");
        try (Submission opened = Submission.open(submission)) {
            Map<Exercise, ClassFiles> classes = new EnumMap<>(Exercise.class);
            for (Map.Entry<Exercise, Path> part :
                    SubmittedParts.compiled(opened, own.now(), work).entrySet()) {
                classes.put(part.getKey(), ClassFiles.in(part.getValue()));
            }
            ChildPool children = ChildPool.fresh(Rubric.shipped(), Limits.STANDARD, sandbox);
            return new SubmittedScripts(children, own, classes, limit, children::close);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            FileTrees.delete(work);
        }
    }

    @Override
    public ScriptAnswer run(Script script, int state) {
        ScriptAnswer answer = answer(script, state);
        while (own.leaveOut(answer)) {
            answer = answer(script, state);
        }
        return answer;
    }

    private ScriptAnswer answer(Script script, int state) {
        try {
            if (child == null) {
                child = children.take();
                child.ready();
                child.submission(1, classes);
            }
            Set<Exercise> taken = own.now();
            taken.retainAll(classes.keySet());
            return child.script(taken, script, state, limit);
        } catch (ChildProcess.NoAnswer e) {
            discard();
            if (e.status() == Status.NOT_RUN) {
                throw new IllegalStateException(Texts.english().say(e.why()));
            }
            return ScriptAnswer.without(e.why());
        }
    }

    private void discard() {
        if (child != null) {
            child.close();
            child = null;
        }
    }

    @Override
    public void close() {
        discard();
        atEnd.run();
    }
}
