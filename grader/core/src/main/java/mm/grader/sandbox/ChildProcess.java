package mm.grader.sandbox;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import mm.grader.child.Answer;
import mm.grader.child.ChildMain;
import mm.grader.child.ClassFiles;
import mm.grader.child.ScriptAnswer;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.Status;
import mm.machine.Exercise;
import mm.script.Script;
import mm.text.Message;

/** A child that runs checks, as the parent sees it. The parent keeps the time, and ends the whole process tree. */
public final class ChildProcess implements AutoCloseable {
    /** The exit status of a process that SIGKILL has ended. */
    private static final int KILLED = 128 + 9;

    /** That of a virtual machine to which the kernel gave no memory ({@code os::abort} without a core file). */
    private static final int WITHOUT_MEMORY = 1;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Limits limits;
    private final ProcessTree tree;
    private final Process process;
    private final DataOutputStream orders;
    private final ChildOutput answers;
    private final ChildOutput errors;

    /** Of which exercises the child has the reference. */
    private final Set<Exercise> reference = EnumSet.noneOf(Exercise.class);

    private boolean ready;

    /**
     * Starts a child, and does not wait for it: {@link #ready} does.
     *
     * @throws NoAnswer if it cannot be started
     */
    static ChildProcess start(ChildClassPath classPath, Limits limits, Sandbox sandbox, Path folder) throws NoAnswer {
        Optional<Path> archive = ClassArchive.of(classPath);
        return new ChildProcess(
                classPath,
                limits,
                sandbox,
                folder,
                archive.map(ClassArchive::options).orElse(List.of()),
                archive.map(List::of).orElse(List.of()));
    }

    /** Starts a child with options and files of its own. */
    ChildProcess(
            ChildClassPath classPath,
            Limits limits,
            Sandbox sandbox,
            Path folder,
            List<String> options,
            List<Path> files)
            throws NoAnswer {
        this.limits = limits;
        List<Path> visible = new ArrayList<>(classPath.entries());
        visible.addAll(files);
        List<String> command = new ArrayList<>(sandbox.around(visible));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(limits.options());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath.argument(), ChildMain.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().retainAll(List.of("PATH"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        try {
            tree = ProcessTree.start(builder);
        } catch (IOException e) {
            throw new NoAnswer(Status.NOT_RUN, Message.of("child.not-started", String.valueOf(e.getMessage())));
        }
        process = tree.root();
        orders = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
        answers = new ChildOutput(process.getInputStream());
        errors = new ChildOutput(process.getErrorStream());
        try {
            order(orders::writeUTF);
        } catch (NoAnswer e) {
            throw notStarted(e);
        }
    }

    /**
     * Waits until the child has started.
     *
     * @throws NoAnswer if it does not; it is ended then
     */
    public void ready() throws NoAnswer {
        if (ready) {
            return;
        }
        try {
            answer(limits.start());
            ready = true;
        } catch (NoAnswer e) {
            throw notStarted(e);
        }
    }

    private NoAnswer notStarted(NoAnswer why) {
        close();
        return new NoAnswer(
                Status.NOT_RUN, Message.of("child.not-ready", why.why(), answers.rest() + " " + errors.rest()));
    }

    /** Tells whether the child is there. */
    boolean isAlive() {
        return process.isAlive() && !answers.ended();
    }

    /** Hands a submission to the child, in place of the one before. */
    public void submission(long seed, Map<Exercise, ClassFiles> classes) throws NoAnswer {
        ask(limits.start(), token -> {
            orders.writeUTF("SUBMISSION");
            orders.writeLong(seed);
            for (Exercise exercise : Exercise.values()) {
                ClassFiles.write(orders, classes.get(exercise));
            }
            orders.writeUTF(token);
        });
    }

    /**
     * Gives the child the reference of all exercises but some, and takes that of those away: what is not there cannot be
     * used by the code of the student that is to run.
     */
    private void withoutReferenceOf(Set<Exercise> own) throws NoAnswer {
        Set<Exercise> needed = EnumSet.allOf(Exercise.class);
        needed.removeAll(own);
        if (needed.equals(reference)) {
            return;
        }
        ask(limits.start(), token -> {
            orders.writeUTF("REFERENCE");
            for (Exercise exercise : Exercise.values()) {
                ClassFiles classes = ReferenceClasses.of(exercise);
                boolean take = needed.contains(exercise) && !reference.contains(exercise) && classes != null;
                orders.writeUTF(take ? "TAKE" : needed.contains(exercise) ? "KEEP" : "FORGET");
                if (take) {
                    ClassFiles.write(orders, classes);
                }
            }
            orders.writeUTF(token);
        });
        reference.clear();
        reference.addAll(needed);
    }

    /** Runs a check; with {@code RUN} for its verdict, with {@code TRACE} for the place of its failure. */
    public Answer check(String order, CheckInfo check, Duration time) throws NoAnswer {
        withoutReferenceOf(EnumSet.of(check.exercise()));
        Map<String, String> recordings = CheckRecordings.of(check);
        return confirmed(time, ask(time, token -> {
            orders.writeUTF(order);
            orders.writeUTF(check.className());
            orders.writeUTF(check.method());
            orders.writeInt(recordings.size());
            for (Map.Entry<String, String> recording : recordings.entrySet()) {
                orders.writeUTF(recording.getKey());
                writeText(recording.getValue());
            }
            orders.writeUTF(token);
        }));
    }

    private void writeText(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        orders.writeInt(bytes.length);
        orders.write(bytes);
    }

    /**
     * Runs a script on the code of the submission for some exercises, and on the reference for the others.
     *
     * @param own the exercises that come from the submission
     * @param state which state of the machine is wanted, see {@link ScriptAnswer#of}
     */
    public ScriptAnswer script(Set<Exercise> own, Script script, int state, Duration time) throws NoAnswer {
        withoutReferenceOf(own);
        Answer answer = confirmed(time, ask(time, token -> {
            orders.writeUTF("SCRIPT");
            orders.writeInt(own.size());
            for (Exercise exercise : own) {
                orders.writeUTF(exercise.name());
            }
            orders.writeInt(state);
            orders.writeUTF(script.name());
            writeText(String.join("\n", script.lines()) + "\n");
            orders.writeUTF(token);
        }));
        if (answer.outcome() != Answer.Outcome.PASSED || !answer.clean()) {
            throw new NoAnswer(Status.CRASHED, Message.verbatim(answer.message()));
        }
        try {
            return ScriptAnswer.decode(answer.message());
        } catch (IllegalArgumentException e) {
            throw new NoAnswer(Status.CRASHED, Message.of("child.half-an-answer"));
        }
    }

    /**
     * What would give points counts only if the child then still obeys, and has not answered twice: an answer that the
     * submission forged comes beside the child's own, and code that ends the child after the answer is found out.
     */
    private Answer confirmed(Duration time, Answer answer) throws NoAnswer {
        if (answer.outcome() == Answer.Outcome.PASSED) {
            ask(time, token -> {
                orders.writeUTF("DONE");
                orders.writeUTF(token);
            });
            if (answers.cameTwice()) {
                throw new NoAnswer(Status.CRASHED, Message.of("child.two-answers"));
            }
        }
        return answer;
    }

    /** Tells whether the child has certainly nothing of the submission that it had, and may have another one. */
    boolean isClean() {
        try {
            Answer answer = ask(limits.start(), token -> {
                orders.writeUTF("CLEAN");
                orders.writeUTF(token);
            });
            return answer.clean() && !answers.cameTwice();
        } catch (NoAnswer e) {
            return false;
        }
    }

    private Answer ask(Duration time, Order order) throws NoAnswer {
        order(order);
        return answer(time);
    }

    private void order(Order order) throws NoAnswer {
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        String token = HexFormat.of().formatHex(random);
        answers.expect(token);
        try {
            order.write(token);
            orders.flush();
        } catch (IOException e) {
            throw ended();
        }
    }

    private Answer answer(Duration time) throws NoAnswer {
        try {
            String word = answers.await(time);
            if (word == null) {
                throw answers.ended()
                        ? ended()
                        : new NoAnswer(
                                Status.TIMED_OUT, Message.of("child.no-answer-in", Math.max(1, time.toSeconds())));
            }
            return Answer.decode(word);
        } catch (IllegalArgumentException e) {
            throw new NoAnswer(Status.CRASHED, Message.of("child.half-an-answer"));
        }
    }

    private NoAnswer ended() {
        try {
            if (process.waitFor(2, TimeUnit.SECONDS)) {
                int exit = process.exitValue();
                return new NoAnswer(
                        Status.CRASHED, Message.of("child.ended", exit), exit == KILLED || exit == WITHOUT_MEMORY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new NoAnswer(Status.CRASHED, Message.of("child.closed"));
    }

    /** Lets the child end by itself, if it does so in some time. */
    void end(Duration time) {
        try {
            orders.writeUTF("END");
            orders.flush();
            process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException e) {
            close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the child and all its descendants. */
    @Override
    public void close() {
        tree.end();
    }

    private interface Order {
        void write(String token) throws IOException;
    }

    /** There is no whole answer; the message says why. */
    public static final class NoAnswer extends Exception {
        private static final long serialVersionUID = 1;

        /** What the check counts as. */
        private final Status status;

        private final transient Message why;
        /** Whether it may be this machine's doing. */
        private final boolean doubtful;

        NoAnswer(Status status, Message why) {
            this(status, why, false);
        }

        NoAnswer(Status status, Message why, boolean doubtful) {
            super(why.key());
            this.status = status;
            this.why = why;
            this.doubtful = doubtful;
        }

        /** Returns why there is none. */
        public Message why() {
            return why;
        }

        /** Tells whether it may be this machine's doing: somebody killed the child, or the kernel had no memory for it. */
        public boolean isDoubtful() {
            return doubtful;
        }

        /** Returns what a check counts as whose answer is missing so. */
        public Status status() {
            return status;
        }
    }
}
