package mm.grader.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mm.grader.kit.CCompiler;
import mm.grader.kit.FileTrees;
import mm.text.Message;

/**
 * The recorder in {@code grader/recorder}, which asks the running kernel. It is built with the system's C compiler when
 * it is first needed, and again when a source is newer.
 */
public final class KernelRecorder implements Recording {
    private static final List<String> OTHER_OPTIONS = List.of("-O1", "-Wall", "-fno-builtin");

    /** The version of the C library whose malloc the kit has: the shipped recordings were made with it. */
    public static final String JUDGE_LIBRARY = "2.36";

    private final Path sources;

    private KernelRecorder(Path sources) {
        this.sources = sources;
    }

    /**
     * Builds the recorder, if that is still to be done.
     *
     * @param sources the folder {@code grader/recorder}
     * @throws RecordException if this is not Linux on x86-64, or there is no C compiler
     */
    public static KernelRecorder build(Path sources) {
        String system = System.getProperty("os.name");
        String processor = System.getProperty("os.arch");
        if (!system.equalsIgnoreCase("linux") || !processor.matches("amd64|x86_64")) {
            throw new RecordException("kernel-recorder.recording-needs-linux-on-x86", system, processor);
        }
        KernelRecorder recorder = new KernelRecorder(sources);
        recorder.command(FuzzKind.LAYOUT);
        return recorder;
    }

    /** Returns what to start for a kind, and builds it, if that is still to be done. */
    private List<String> command(FuzzKind kind) {
        if (kind.engine() == null) {
            return List.of(
                    built(kind.program(), OTHER_OPTIONS, kind.program() + ".c", "memcg.h", "oom_log.h", "zram.h"));
        }
        return List.of(
                built(
                        "recorder",
                        List.of("-O2", "-Wall"),
                        "recorder.c",
                        "message.h",
                        "commit.h",
                        "huge.h",
                        "keeper.h",
                        "quiet.h"),
                built(kind.engine().file(), kind.engine().options(), "engine.c", "message.h", "engine.ld"),
                kind.columns());
    }

    /** Returns the path of a program, which is built if it is older than one of its sources; the first is compiled. */
    private String built(String name, List<String> options, String... of) {
        Path program = sources.resolve("target").resolve(name);
        try {
            if (CCompiler.isStale(program, sources, List.of(of))) {
                List<String> arguments = new ArrayList<>(options);
                arguments.add(of[0]);
                build(sources, program, arguments);
            }
        } catch (IOException e) {
            throw new RecordException("kernel-recorder.not-built", program, e.getMessage());
        }
        return program.toString();
    }

    private static void build(Path sources, Path program, List<String> arguments) throws IOException {
        CCompiler compiler =
                CCompiler.find().orElseThrow(() -> new RecordException("kernel-recorder.recording-needs-a-c-compiler"));
        try {
            Optional<String> said = compiler.compile(program, sources, arguments);
            if (said.isPresent()) {
                throw new RecordException("kernel-recorder.the-recorder-does-not-compile", said.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RecordException("kernel-recorder.recording-was-interrupted");
        }
    }

    /** Returns the version of the C library that is asked for the kinds of malloc. */
    public String libraryVersion() {
        try {
            Process process = new ProcessBuilder(command(FuzzKind.MALLOC_A).get(0), "version").start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int await(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new RecordException("kernel-recorder.recording-was-interrupted");
        }
    }

    @Override
    public List<String> record(FuzzKind kind, List<String> operations) {
        try {
            Path script = FileTrees.temporary("record-").resolve("script.txt");
            try {
                Files.write(script, operations);
                return repeated(kind, script);
            } finally {
                FileTrees.delete(script.getParent());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Records a script until as many recordings are the same as the kind demands. */
    private List<String> repeated(FuzzKind kind, Path script) throws IOException {
        Map<List<String>, Integer> times = new HashMap<>();
        int most = 0;
        int tries = 0;
        while (tries + kind.recordings() - most <= kind.tries()) {
            tries++;
            List<String> recording = run(kind, script);
            int same = times.merge(recording, 1, Integer::sum);
            if (same == kind.recordings()) {
                return recording;
            }
            most = Math.max(most, same);
        }
        throw new UnrepeatableException(kind, tries);
    }

    private List<String> run(FuzzKind kind, Path script) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(kind)).redirectInput(script.toFile());
        builder.environment().clear();
        Process process = builder.start();
        String answers = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        if (await(process) != 0) {
            throw new RecordException(Message.verbatim(said.strip()));
        }
        return answers.lines().toList();
    }
}
