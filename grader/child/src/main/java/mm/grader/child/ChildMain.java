package mm.grader.child;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import mm.grader.Kit;
import mm.grader.LoadedParts;
import mm.grader.Recordings;
import mm.machine.Exercise;
import mm.machine.Parts;
import mm.script.Script;
import mm.text.Sentences;

/**
 * The child's main program: reads orders from its standard input until it ends.
 *
 * <pre>
 * first:    token
 * then:     SUBMISSION seed, for each exercise the class files of the submission (or none), token
 *           REFERENCE for each exercise: keep the reference of it, or forget it, or take these class files; token
 *           RUN class method recordings token      run a check
 *           TRACE class method recordings token    run it again, to learn which method of the student's was called last
 *           SCRIPT exercises of the submission; state; name, text, token    run a script, and answer with its transcript
 *           DONE token                  say that all is well, after an answer that would give points
 *           CLEAN token                 say whether another submission may come
 * answer:   a new line, token, blank, the answer as one word, a new line
 * </pre>
 *
 * <p>What runs code of a submission runs in a thread that ends with it, and with class loaders that nothing holds on
 * to: no object of one check is there any more in the next, be it of the same submission or of another. Only classes
 * that have nowhere to keep an object serve all checks of their submission.
 *
 * <p>What is not here cannot be stolen: of the reference there are the exercises that the submission's code at work needs
 * beside it, which come by these orders, and of recordings those that the check at work replays.
 */
public final class ChildMain {
    private static final Answer WELL = new Answer(Answer.Outcome.PASSED, "", List.of(), "");

    private final DataInputStream orders;
    private final PrintStream answers;
    private final Captured captured = new Captured();
    private final Map<Exercise, ClassFiles> submission = new EnumMap<>(Exercise.class);
    private final Map<Exercise, ClassLoader> shared = new EnumMap<>(Exercise.class);
    private final Map<Exercise, ClassLoader> reference = new EnumMap<>(Exercise.class);
    private Leftovers leftovers;
    private long seed;

    private ChildMain(DataInputStream orders, PrintStream answers) {
        this.orders = orders;
        this.answers = answers;
    }

    /** Runs until the parent has no more orders. */
    public static void main(String[] arguments) throws IOException {
        Sentences.keepOpen();
        ProcessHandle.current()
                .parent()
                .ifPresent(parent ->
                        parent.onExit().thenRun(() -> Runtime.getRuntime().halt(1)));
        ChildMain worker = new ChildMain(
                new DataInputStream(new BufferedInputStream(System.in)),
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.US_ASCII));
        System.setIn(InputStream.nullInputStream());
        worker.capture();
        worker.prepare();
        while (worker.obey()) {
            worker.captured.take();
        }
        Runtime.getRuntime().halt(0);
    }

    /** New streams for each check, since one can hold back half a character that belongs to the next. */
    private PrintStream capture() {
        PrintStream out = new PrintStream(captured, true, StandardCharsets.UTF_8);
        System.setOut(out);
        System.setErr(out);
        return out;
    }

    private void prepare() throws IOException {
        Recordings.use(Map.of());
        CheckRun.warmUp();
        leftovers = new Leftovers();
        answer(orders.readUTF(), WELL);
    }

    private boolean obey() throws IOException {
        String order = orders.readUTF();
        switch (order) {
            case "SUBMISSION" -> submission();
            case "RUN" -> check(false);
            case "TRACE" -> check(true);
            case "REFERENCE" -> reference();
            case "SCRIPT" -> script();
            case "DONE" -> answer(orders.readUTF(), WELL);
            case "CLEAN" -> answer(orders.readUTF(), MachineErrors.none() ? WELL : WELL.notClean());
            default -> {
                return false;
            }
        }
        return true;
    }

    private void submission() throws IOException {
        Kit.use(exercise -> new LoadedParts(ClassLoaders.kit()), 0);
        submission.clear();
        shared.clear();
        seed = orders.readLong();
        for (Exercise exercise : Exercise.values()) {
            ClassFiles classes = ClassFiles.read(orders);
            if (classes != null) {
                submission.put(exercise, classes);
            }
        }
        answer(orders.readUTF(), WELL);
    }

    /** The bytes are forgotten with the loader, which alone has them. */
    private void reference() throws IOException {
        Kit.use(exercise -> new LoadedParts(ClassLoaders.kit()), 0);
        for (Exercise exercise : Exercise.values()) {
            switch (orders.readUTF()) {
                case "FORGET" -> reference.remove(exercise);
                case "TAKE" -> reference.put(exercise, ClassFiles.read(orders).loader(ScriptAnswer.REFERENCE));
                default -> {}
            }
        }
        answer(orders.readUTF(), WELL);
    }

    private void check(boolean trace) throws IOException {
        CheckRun run = new CheckRun(orders.readUTF(), orders.readUTF());
        Map<String, String> recordings = new HashMap<>();
        for (int left = orders.readInt(); left > 0; left--) {
            recordings.put(orders.readUTF(), text());
        }
        String token = orders.readUTF();
        CallTrace calls = new CallTrace();
        Kit.use(
                exercise -> trace ? calls.watch(parts(EnumSet.of(exercise)), exercise) : parts(EnumSet.of(exercise)),
                seed);
        Recordings.use(recordings);
        Answer answer = alone(() -> run.run(captured));
        Recordings.use(Map.of());
        answer(token, trace ? calls.answer(answer) : answer);
    }

    private String text() throws IOException {
        return new String(orders.readNBytes(orders.readInt()), StandardCharsets.UTF_8);
    }

    /** What the student's code prints is thrown away here: it could be the script. */
    private void script() throws IOException {
        Set<Exercise> own = EnumSet.noneOf(Exercise.class);
        for (int left = orders.readInt(); left > 0; left--) {
            own.add(Exercise.valueOf(orders.readUTF()));
        }
        int state = orders.readInt();
        String scriptName = orders.readUTF();
        String text = text();
        String token = orders.readUTF();
        Answer answer = alone(() -> {
            ScriptAnswer given = ScriptAnswer.of(Script.of(scriptName, text), () -> parts(own), state);
            return new Answer(Answer.Outcome.PASSED, given.encode(), List.of(), "");
        });
        captured.take();
        answer(token, answer);
    }

    /** The classes of the student for some exercises, as far as there are any, and the reference for the others. */
    private Parts parts(Set<Exercise> own) {
        Parts parts = new LoadedParts(ClassLoaders.kit());
        for (Exercise exercise : Exercise.values()) {
            boolean isOwn = own.contains(exercise) && submission.containsKey(exercise);
            ClassLoader loader = isOwn ? loader(exercise) : reference.get(exercise);
            parts = loader == null ? parts : parts.with(exercise, new LoadedParts(loader));
        }
        return parts;
    }

    /** New classes for every check, unless they keep nothing. */
    private ClassLoader loader(Exercise exercise) {
        ClassFiles classes = submission.get(exercise);
        return classes.forAll() ? shared.computeIfAbsent(exercise, each -> classes.loader()) : classes.loader();
    }

    /** Does it in a thread of its own, so that nothing stays in this one's, and looks at what is left behind. */
    private Answer alone(Supplier<Answer> work) {
        AtomicReference<Answer> answer = new AtomicReference<>();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        PrintStream out = capture();
        try {
            Thread thread = new Thread(() -> answer.set(work.get()), "check");
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler((itself, thrown) -> failure.set(thrown));
            thread.start();
            long computed = Computing.untilItEnds(thread);
            if (computed > 0) {
                return Failure.endless(thread, computed, captured.take());
            }
        } catch (Throwable e) {
            failure.set(e);
        }
        if (failure.get() != null || answer.get() == null) {
            Throwable thrown = failure.get() == null ? new IllegalStateException("no answer") : failure.get();
            return Failure.answer(thrown, captured.take()).notClean();
        }
        boolean clean = leftovers.none() && System.out == out && System.err == out;
        return clean ? answer.get() : answer.get().notClean();
    }

    private void answer(String token, Answer answer) {
        answers.print("\n" + token + " " + answer.encode() + "\n");
        answers.flush();
    }
}
