package mm.grader.cli.child;

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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mm.grader.Kit;
import mm.grader.cli.House;
import mm.machine.Exercise;
import mm.machine.Parts;
import mm.script.Script;
import mm.script.Scripts;

/**
 * The child's main program: reads orders from its standard input until it ends.
 *
 * <pre>
 * first:    seed, the reference's folders, for each exercise the folder of the submission's classes (or nothing)
 * then:     RUN class method token      run a check
 *           TRACE class method token    run it again, to learn which method of the student's was called last
 *           ANSWER exercise script token    complete a script, and answer with its transcript
 *           DONE token                  say that all is well, behind an answer that would give points
 *           SCREENS token               show free and top of the machine made of the submission's parts
 * answer:   a new line, token, blank, the answer as one word, a new line
 * </pre>
 */
public final class Worker {
    private final DataInputStream orders;
    private final PrintStream answers;
    private final Captured captured = new Captured();
    private final Map<Exercise, Path> submission = new EnumMap<>(Exercise.class);
    private ClassLoader reference;
    private long seed;

    private Worker(DataInputStream orders, PrintStream answers) {
        this.orders = orders;
        this.answers = answers;
    }

    /** Runs until the parent has no more orders. */
    public static void main(String[] arguments) throws IOException {
        ProcessHandle.current()
                .parent()
                .ifPresent(parent ->
                        parent.onExit().thenRun(() -> Runtime.getRuntime().halt(1)));
        Worker worker = new Worker(
                new DataInputStream(System.in),
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.US_ASCII));
        System.setIn(InputStream.nullInputStream());
        System.setOut(new PrintStream(worker.captured, true, StandardCharsets.UTF_8));
        System.setErr(System.out);
        worker.prepare();
        while (worker.obey()) {
            worker.captured.take();
        }
        Runtime.getRuntime().halt(0);
    }

    private void prepare() throws IOException {
        String token = orders.readUTF();
        seed = orders.readLong();
        reference = House.loader(Stream.of(orders.readUTF().split("\n"))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .collect(Collectors.toList()));
        for (Exercise exercise : Exercise.values()) {
            String classes = orders.readUTF();
            if (!classes.isEmpty()) {
                submission.put(exercise, Path.of(classes));
            }
        }
        CheckRun.warmUp();
        answer(token, new Answer(Answer.Outcome.PASSED, "", List.of(), ""));
    }

    private boolean obey() throws IOException {
        String order = orders.readUTF();
        switch (order) {
            case "RUN" -> check(false);
            case "TRACE" -> check(true);
            case "ANSWER" -> transcript();
            case "DONE" -> answer(orders.readUTF(), new Answer(Answer.Outcome.PASSED, "", List.of(), ""));
            case "SCREENS" -> screens();
            default -> {
                return false;
            }
        }
        return true;
    }

    private void check(boolean trace) throws IOException {
        CheckRun run = new CheckRun(orders.readUTF(), orders.readUTF());
        String token = orders.readUTF();
        Trace calls = new Trace();
        Kit.use(exercise -> trace ? calls.watch(parts(exercise), exercise) : parts(exercise), seed);
        Answer answer = run.run(captured);
        answer(token, trace ? calls.answer(answer) : answer);
    }

    /** What the student's code prints is thrown away here: it could be the script. */
    private void transcript() throws IOException {
        Exercise exercise = Exercise.valueOf(orders.readUTF());
        String text = new String(orders.readNBytes(orders.readInt()), StandardCharsets.UTF_8);
        String token = orders.readUTF();
        Answer answer;
        try {
            List<String> lines = Scripts.run(Script.of("case", text), parts(exercise));
            answer = new Answer(Answer.Outcome.PASSED, String.join("\n", lines), List.of(), "");
        } catch (Throwable failure) {
            answer = new Answer(Answer.Outcome.FAILED, "", List.of(), "");
        }
        captured.take();
        answer(token, answer);
    }

    /** The student's classes for one exercise, new ones for every check, and the reference for the others. */
    private Parts parts(Exercise exercise) {
        Path classes = submission.get(exercise);
        ClassLoader loader = classes == null ? reference : House.loader(List.of(classes));
        return new Parts(reference).with(exercise, loader);
    }

    private void screens() throws IOException {
        String token = orders.readUTF();
        Parts parts = new Parts(reference);
        for (Map.Entry<Exercise, Path> part : submission.entrySet()) {
            parts = parts.with(part.getKey(), House.loader(List.of(part.getValue())));
        }
        Answer answer;
        try {
            answer = new Answer(Answer.Outcome.PASSED, ClosingScreens.show(parts, reference), List.of(), "");
        } catch (Throwable failure) {
            answer = Failure.answer(failure, captured.take());
        }
        answer(token, answer);
    }

    private void answer(String token, Answer answer) {
        answers.print("\n" + token + " " + answer.encode() + "\n");
        answers.flush();
    }
}
