package mm.grader.cli;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import mm.grader.cli.child.Answer;
import mm.grader.cli.child.Worker;
import mm.machine.Exercise;

/** A child that runs checks, as the parent sees it. The parent keeps the time, and ends the whole process tree. */
final class Child implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Process process;
    private final DataOutputStream orders;
    private final ChildOutput answers;
    private final ChildOutput errors;

    /**
     * Starts a child.
     *
     * @param classes the folders of the submission's classes
     * @throws NoAnswer if it does not start
     */
    Child(Path work, Limits limits, long seed, Map<Exercise, Path> classes) throws NoAnswer {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(limits.options());
        command.addAll(List.of("-cp", absoluteClassPath(), Worker.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command).directory(work.toFile());
        builder.environment().keySet().retainAll(List.of("PATH"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new NoAnswer(Status.NOT_RUN, "the child could not be started: " + e.getMessage());
        }
        orders = new DataOutputStream(process.getOutputStream());
        answers = new ChildOutput(process.getInputStream());
        errors = new ChildOutput(process.getErrorStream());
        try {
            greet(limits, seed, classes);
        } catch (NoAnswer e) {
            close();
            throw new NoAnswer(Status.NOT_RUN, "the child did not start: " + e.getMessage() + " " + errors.rest());
        }
    }

    private static String absoluteClassPath() {
        return List.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator)).stream()
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(java.io.File.pathSeparator));
    }

    private void greet(Limits limits, long seed, Map<Exercise, Path> classes) throws NoAnswer {
        ask(limits.start(), token -> {
            orders.writeUTF(token);
            orders.writeLong(seed);
            orders.writeUTF(
                    House.referenceClasses().stream().map(Path::toString).collect(Collectors.joining("\n")));
            for (Exercise exercise : Exercise.values()) {
                orders.writeUTF(
                        classes.containsKey(exercise) ? classes.get(exercise).toString() : "");
            }
        });
    }

    /** Runs a check; with {@code RUN} for its verdict, with {@code TRACE} for the place of its failure. */
    Answer check(String order, CheckInfo check, Duration time) throws NoAnswer {
        return ask(time, token -> {
            orders.writeUTF(order);
            orders.writeUTF(check.className());
            orders.writeUTF(check.method());
            orders.writeUTF(token);
        });
    }

    /** Asks for the closing screens. */
    Answer screens(Duration time) throws NoAnswer {
        return ask(time, token -> {
            orders.writeUTF("SCREENS");
            orders.writeUTF(token);
        });
    }

    private Answer ask(Duration time, Order order) throws NoAnswer {
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
        try {
            String word = answers.await(time);
            if (word == null) {
                throw answers.ended() ? ended() : new NoAnswer(Status.TIMED_OUT, "no answer in " + seconds(time));
            }
            return Answer.decode(word);
        } catch (IllegalArgumentException e) {
            throw new NoAnswer(Status.CRASHED, "the answer was not whole");
        }
    }

    private static String seconds(Duration time) {
        return Math.max(1, time.toSeconds()) + " s";
    }

    private NoAnswer ended() {
        try {
            if (process.waitFor(2, TimeUnit.SECONDS)) {
                return new NoAnswer(
                        Status.CRASHED, "the program ended in the middle (exit status " + process.exitValue() + ")");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new NoAnswer(Status.CRASHED, "the program closed its connection to the grader");
    }

    /** Ends the child and all its descendants. */
    @Override
    public void close() {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Order {
        void write(String token) throws IOException;
    }

    /** There is no whole answer; the message says why. */
    static final class NoAnswer extends Exception {
        private static final long serialVersionUID = 1;

        private final Status status;

        NoAnswer(Status status, String message) {
            super(message);
            this.status = status;
        }

        Status status() {
            return status;
        }
    }
}
