package mm.grader.fuzz;
import mm.text.Message;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import mm.grader.kit.CCompiler;
import mm.grader.kit.FileTrees;

/**
 * The recorder in {@code grader/recorder}, which asks the running kernel. It is built with the system's C compiler when
 * it is first needed, and again when a source is newer.
 */
public final class KernelRecorder implements Recording {
    private static final List<String> SOURCES = List.of("recorder.c", "engine.c", "message.h", "engine.ld");

    /** The measured program: no C library, fixed addresses, of the size that the shipped recordings' program has. */
    private static final List<String> ENGINE_OPTIONS = List.of(
            "-O1",
            "-ffreestanding",
            "-nostdlib",
            "-static",
            "-no-pie",
            "-fno-pic",
            "-fno-stack-protector",
            "-fcf-protection=none",
            "-fno-asynchronous-unwind-tables",
            "-Wl,--build-id=none",
            "-Wl,-z,noseparate-code",
            "-Wl,--defsym=text_end=0x47b000,--defsym=data_start=0x4a7000,--defsym=start_brk=0x"
                    + Long.toHexString(Layout.HEAP_START));

    /** The version of the C library whose malloc the kit has: the shipped recordings were made with it. */
    public static final String JUDGE_LIBRARY = "2.36";

    private final Path sources;
    private final Path program;
    private final Path engine;

    private KernelRecorder(Path sources, Path program, Path engine) {
        this.sources = sources;
        this.program = program;
        this.engine = engine;
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
        Path target = sources.resolve("target");
        Path program = target.resolve("recorder");
        Path engine = target.resolve("engine");
        try {
            if (CCompiler.isStale(program, sources, SOURCES) || CCompiler.isStale(engine, sources, SOURCES)) {
                build(sources, program, List.of("-O2", "-Wall", "recorder.c"));
                List<String> arguments = new ArrayList<>(List.of("-Wall", "-Wl,-T,engine.ld", "engine.c"));
                arguments.addAll(ENGINE_OPTIONS);
                build(sources, engine, arguments);
            }
        } catch (IOException e) {
            throw new RecordException("kernel-recorder.the-recorder-cannot-be-built", target, e.getMessage());
        }
        return new KernelRecorder(sources, program, engine);
    }

    /** Builds one of the programs that have a single source, if that is still to be done. */
    private Path other(String name) {
        Path built = sources.resolve("target").resolve(name);
        try {
            if (CCompiler.isStale(built, sources, List.of(name + ".c", "memcg.h"))) {
                build(sources, built, List.of("-O1", "-Wall", "-fno-builtin", name + ".c"));
            }
        } catch (IOException e) {
            throw new RecordException("kernel-recorder.the-recorder-cannot-be-built-2", e.getMessage());
        }
        return built;
    }

    /** Returns the version of the C library that is asked for the kinds of malloc. */
    public String libraryVersion() {
        try {
            Process process = new ProcessBuilder(other("malloc").toString(), "version").start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void build(Path sources, Path program, List<String> arguments) throws IOException {
        CCompiler compiler = CCompiler.find().orElseThrow(() -> new RecordException("kernel-recorder.recording-needs-a-c-compiler"));
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
                List<String> first = run(kind, script);
                for (int times = 1; times < kind.recordings(); times++) {
                    if (!run(kind, script).equals(first)) {
                        throw new UnrepeatableException(kind, times + 1);
                    }
                }
                return first;
            } finally {
                FileTrees.delete(script.getParent());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> run(FuzzKind kind, Path script) throws IOException {
        List<String> command = kind.program().equals("recorder")
                ? List.of(program.toString(), engine.toString(), kind.counters() ? "counters" : "plain")
                : List.of(other(kind.program()).toString());
        ProcessBuilder builder = new ProcessBuilder(command).redirectInput(script.toFile());
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
