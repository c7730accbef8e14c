package mm.grader.child;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mm.grader.Kit;
import mm.grader.Labels;
import mm.grader.LoadedParts;
import mm.machine.Exercise;
import mm.machine.Parts;
import mm.script.Script;
import mm.script.Scripts;

/**
 * The child's main program: reads orders from its standard input until it ends.
 *
 * <pre>
 * first:    the reference's folders, token
 * then:     SUBMISSION seed, for each exercise the class files of the submission (or none), token
 *           RUN class method token      run a check
 *           TRACE class method token    run it again, to learn which method of the student's was called last
 *           ANSWER exercise script token    complete a script, and answer with its transcript
 *           DONE token                  say that all is well, behind an answer that would give points
 *           SCREENS token               show free and top of the machine made of the submission's parts
 * answer:   a new line, token, blank, the answer as one word, a new line
 * </pre>
 *
 * <p>What runs code of a submission's runs in a thread that ends with it, and with class loaders that nothing holds on
 * to: no object of one check's is there any more in the next, be it of the same submission or of another. Only classes
 * that have nowhere to keep an object serve all checks of their submission.
 */
public final class ChildMain {
    private static final Answer WELL = new Answer(Answer.Outcome.PASSED, "", List.of(), "");

    private final DataInputStream orders;
    private final PrintStream answers;
    private final Captured captured = new Captured();
    private final Map<Exercise, ClassFiles> submission = new EnumMap<>(Exercise.class);
    private final Map<Exercise, ClassLoader> shared = new EnumMap<>(Exercise.class);
    private ClassLoader reference;
    private Leftovers leftovers;
    private long seed;

    private ChildMain(DataInputStream orders, PrintStream answers) {
        this.orders = orders;
        this.answers = answers;
    }

    /** Runs until the parent has no more orders. */
    public static void main(String[] arguments) throws IOException {
        Labels.keepOpen();
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
        reference = ClassLoaders.of(Stream.of(orders.readUTF().split("\n"))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .collect(Collectors.toList()));
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
            case "ANSWER" -> transcript();
            case "DONE" -> answer(orders.readUTF(), WELL);
            case "SCREENS" -> screens();
            default -> {
                return false;
            }
        }
        return true;
    }

    private void submission() throws IOException {
        Kit.use(exercise -> new LoadedParts(reference), 0);
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

    private void check(boolean trace) throws IOException {
        CheckRun run = new CheckRun(orders.readUTF(), orders.readUTF());
        String token = orders.readUTF();
        CallTrace calls = new CallTrace();
        Kit.use(exercise -> trace ? calls.watch(parts(exercise), exercise) : parts(exercise), seed);
        Answer answer = alone(() -> run.run(captured));
        answer(token, trace ? calls.answer(answer) : answer);
    }

    /** What the student's code prints is thrown away here: it could be the script. */
    private void transcript() throws IOException {
        Exercise exercise = Exercise.valueOf(orders.readUTF());
        String text = new String(orders.readNBytes(orders.readInt()), StandardCharsets.UTF_8);
        String token = orders.readUTF();
        Answer answer = alone(() -> {
            try {
                List<String> lines = Scripts.run(Script.of("case", text), parts(exercise));
                return new Answer(Answer.Outcome.PASSED, String.join("\n", lines), List.of(), "");
            } catch (Throwable failure) {
                return new Answer(Answer.Outcome.FAILED, "", List.of(), "");
            }
        });
        captured.take();
        answer(token, answer);
    }

    /** The student's classes for one exercise, and the reference for the others. */
    private Parts parts(Exercise exercise) {
        return new LoadedParts(reference).with(exercise, new LoadedParts(loader(exercise)));
    }

    /** New classes for every check, unless they keep nothing. */
    private ClassLoader loader(Exercise exercise) {
        ClassFiles classes = submission.get(exercise);
        if (classes == null) {
            return reference;
        }
        return classes.forAll() ? shared.computeIfAbsent(exercise, each -> classes.loader()) : classes.loader();
    }

    private void screens() throws IOException {
        String token = orders.readUTF();
        answer(token, alone(() -> {
            Parts parts = new LoadedParts(reference);
            for (Map.Entry<Exercise, ClassFiles> part : submission.entrySet()) {
                parts = parts.with(
                        part.getKey(), new LoadedParts(part.getValue().loader()));
            }
            return new Answer(Answer.Outcome.PASSED, ClosingScreens.show(parts, reference), List.of(), "");
        }));
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
            thread.join();
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
