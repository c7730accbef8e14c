package mm.grader.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A process with all that it starts, also what makes itself independent of it: a process whose parent has ended is
 * nobody's descendant any more, but it still has the environment that it began with, and there is a mark in it.
 *
 * <p>That finds whatever does not hide. A program that starts others with an environment of its own choice escapes it;
 * the allow-list keeps a submission from starting any, and within bubblewrap none outlives the first process.
 *
 * <p>One thread starts all of them, and never ends: bubblewrap has itself killed when its parent dies, and to Linux the
 * parent is the thread that started it (prctl(2), PR_SET_PDEATHSIG), whoever uses the process since.
 */
public final class ProcessTree {
    private static final String VARIABLE = "MM_PROCESS_TREE";
    private static final int MAX_ROUNDS = 100;
    private static final ExecutorService STARTER = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "starter of processes");
        thread.setDaemon(true);
        return thread;
    });

    private final Process root;
    private final String mark;

    private ProcessTree(Process root, String mark) {
        this.root = root;
        this.mark = mark;
    }

    /** Starts a process, marked. */
    public static ProcessTree start(ProcessBuilder builder) throws IOException {
        String id = UUID.randomUUID().toString();
        builder.environment().put(VARIABLE, id);
        return new ProcessTree(started(builder), VARIABLE + "=" + id);
    }

    /** Waits whatever happens: a process that nobody waited for would never be ended. */
    private static Process started(ProcessBuilder builder) throws IOException {
        try {
            return CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    return builder.start();
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            },
                            STARTER)
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException failed) {
                throw failed.getCause();
            }
            throw e;
        }
    }

    /** Returns the process that all others of the tree come from. */
    public Process root() {
        return root;
    }

    /** Ends the process and all that comes from it. */
    public void end() {
        List<ProcessHandle> descendants = root.descendants().toList();
        root.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
        try {
            root.waitFor(10, TimeUnit.SECONDS);
            // One that starts another just now is seen in this round, the other one in the next.
            for (int i = 0; i < MAX_ROUNDS; i++) {
                List<ProcessHandle> left = marked();
                if (left.isEmpty()) {
                    return;
                }
                left.forEach(ProcessHandle::destroyForcibly);
                Thread.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<ProcessHandle> marked() {
        return ProcessHandle.allProcesses()
                .filter(process -> environment(process).contains(mark))
                .toList();
    }

    /** Returns the environment that a process began with; nothing where there is no /proc, or it may not be read. */
    private static String environment(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", "" + process.pid(), "environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
