package mm.grader.compile;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import mm.grader.child.ClassLoaders;
import mm.grader.kit.BoundedRun;
import mm.grader.kit.KitError;
import mm.machine.Exercise;

/**
 * A process with Java's compiler in it, which has limits of time and memory, and is ended when it exceeds one. It is
 * asked again and again, since a compiler that has just started is slow; one that stopped is not asked again.
 */
final class CompilerProcess {
    private static final Duration START = Duration.ofMinutes(1);
    private static final int STACK_MEGABYTES = 1;

    /** How a virtual machine ends by itself that has run out of memory. */
    private static final int OUT_OF_MEMORY = 3;

    private static final List<String> OPTIONS = List.of(
            "-Xmx768m",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:+DisplayVMOutputToStderr",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-XX:-UsePerfData",
            "-XX:+DisableAttachMechanism",
            "-XX:-CreateCoredumpOnCrash");

    /** Where the launcher keeps the compiler's classes as a virtual machine maps them, made for this class path. */
    private static final String ARCHIVE = "mm.compiler.archive";

    /** Those that wait for work. They end when this program does, as their input ends then, if not before. */
    private static final Deque<CompilerProcess> IDLE = new ConcurrentLinkedDeque<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(CompilerProcess::endIdle, "compilers"));
    }

    private final Process process;
    private final DataOutputStream orders;
    private final DataInputStream answers;
    private boolean ready;

    private CompilerProcess() {
        if (ModuleLayer.boot().findModule("jdk.compiler").isEmpty()) {
            throw KitError.of("compiler.none");
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        if (System.getProperty(ARCHIVE) != null && Files.isReadable(Path.of(System.getProperty(ARCHIVE)))) {
            command.add("-XX:SharedArchiveFile=" + System.getProperty(ARCHIVE));
        }
        String machine = ClassLoaders.origin(Exercise.class).toString();
        String classPath = ClassLoaders.origin(CompilerMain.class) + File.pathSeparator + machine;
        command.addAll(List.of("-cp", classPath, CompilerMain.class.getName(), machine));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().retainAll(List.of("PATH"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        try {
            process = builder.start();
        } catch (IOException e) {
            throw KitError.of("kit.compiler-not-started", String.valueOf(e.getMessage()));
        }
        orders = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
        answers = new DataInputStream(new BufferedInputStream(process.getInputStream()));
    }

    /** Starts processes, unless so many wait, for work that will come soon. */
    static synchronized void prepare(int many) {
        IDLE.removeIf(idle -> !idle.process.isAlive());
        while (IDLE.size() < many) {
            IDLE.push(new CompilerProcess());
        }
    }

    /**
     * Ends those that wait. A virtual machine that ends with a process alive waits a third of a second for the thread that
     * waits for that process (HotSpot's {@code VM_Exit::wait_for_threads_in_native_to_block}).
     */
    private static void endIdle() {
        for (CompilerProcess idle = IDLE.poll(); idle != null; idle = IDLE.poll()) {
            idle.process.destroyForcibly();
            idle.exit();
        }
    }

    private static CompilerProcess take() {
        for (CompilerProcess idle = IDLE.poll(); idle != null; idle = IDLE.poll()) {
            if (idle.process.isAlive() && idle.hasStarted()) {
                return idle;
            }
        }
        return started();
    }

    private static CompilerProcess started() {
        CompilerProcess compiler = new CompilerProcess();
        if (!compiler.hasStarted()) {
            throw KitError.of("kit.compiler-not-started", "exit code " + compiler.exit());
        }
        return compiler;
    }

    /**
     * Lets a process do some work. If it ends on the way, somebody may have killed it, and others that wait with it: then
     * one that nobody has seen has the rest of the time. A compiler that says why it stopped would only stop again.
     *
     * @param limit wall-clock time of both together
     * @return the answer; if the compiler stopped, it says why
     * @throws BoundedRun.NoResult if the time was up
     * @throws KitError if the compiler cannot even be started
     */
    static CompilerAnswer ask(CompilerOrder order, Duration limit) throws BoundedRun.NoResult {
        CompilerProcess first = take();
        return ask(limit, time -> first.answer(order, time), time -> started().answer(order, time));
    }

    /** One process's work within a time. */
    @FunctionalInterface
    interface Attempt {
        CompilerAnswer within(Duration time) throws BoundedRun.NoResult;
    }

    static CompilerAnswer ask(Duration limit, Attempt first, Attempt second) throws BoundedRun.NoResult {
        long start = System.nanoTime();
        CompilerAnswer answer = first.within(limit);
        Duration left = limit.minusNanos(System.nanoTime() - start);
        return answer.hasEnded() && !left.isNegative() ? second.within(left) : answer;
    }

    private CompilerAnswer answer(CompilerOrder order, Duration limit) throws BoundedRun.NoResult {
        boolean whole = false;
        try {
            CompilerAnswer answer = exchange(order, limit);
            whole = answer.isWhole();
            return answer;
        } catch (BoundedRun.NoResult e) {
            if (e.timedOut()) {
                throw e;
            }
            int exit = exit();
            return exit == OUT_OF_MEMORY
                    ? CompilerAnswer.stopped(CompilerAnswer.Kind.TOO_LARGE, "")
                    : CompilerAnswer.stopped(CompilerAnswer.Kind.ENDED, "exit code " + exit);
        } finally {
            if (whole) {
                IDLE.push(this);
            } else {
                process.destroyForcibly();
            }
        }
    }

    private boolean hasStarted() {
        try {
            ready = ready
                    || new BoundedRun("compiler", START, STACK_MEGABYTES)
                            .call(() -> answers.read() == CompilerMain.READY);
        } catch (BoundedRun.NoResult e) {
            process.destroyForcibly();
        }
        return ready;
    }

    private CompilerAnswer exchange(CompilerOrder order, Duration limit) throws BoundedRun.NoResult {
        return new BoundedRun("compiler", limit, STACK_MEGABYTES).call(() -> {
            order.write(orders);
            return CompilerAnswer.read(answers);
        });
    }

    /** Returns how the process ended; a negative number if it has not. */
    private int exit() {
        try {
            return process.waitFor(2, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }
}
