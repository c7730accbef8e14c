package mm.grader.facts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import mm.grader.kit.CCompiler;
import mm.grader.kit.UserError;
import mm.text.EncodedText;
import mm.text.Message;

/** Compiles and runs the C programs in {@code grader/recorder/probes}. */
final class Probe {
    /** What a probe printed, or why it could not be asked. */
    record Answer(boolean isSkipped, String text) {}

    private static final int SKIPPED = 77;
    private static final int LONGEST = 4096;
    private static final long SECONDS = 20;

    private final Path sources;
    private final Path target;
    private final CCompiler compiler;

    /**
     * Prepares to compile.
     *
     * @param sources {@code grader/recorder/probes}
     * @param target where the programs are kept
     * @throws UserError if this is not Linux, or there is no C compiler
     */
    Probe(Path sources, Path target) {
        String system = System.getProperty("os.name");
        if (!system.equals("Linux")) {
            throw UserError.of("facts.not-linux", system);
        }
        this.sources = sources;
        this.target = target;
        this.compiler = CCompiler.find().orElseThrow(() -> UserError.of("facts.no-compiler"));
    }

    /** Returns what the probe of a claim prints; a probe that cannot be compiled or ends badly answers with that. */
    Answer ask(Claim claim) {
        return ask(claim.name(), claim.name() + ".c", claim.options());
    }

    /** Returns the lines of the program that tells settings. */
    List<String> settings() {
        return ask("settings", "common/settings.c", List.of()).text().lines().toList();
    }

    private Answer ask(String name, String source, List<String> options) {
        try {
            Path program = target.resolve(name);
            if (CCompiler.isStale(program, sources, List.of(source, "common/probe.h", "common/swap.h"))) {
                List<String> arguments = new ArrayList<>(List.of("-std=gnu11", "-O1", "-w", source));
                arguments.addAll(options);
                Optional<String> said = compiler.compile(program, sources, arguments);
                if (said.isPresent()) {
                    return new Answer(false, told("probe.does-not-compile", firstError(said.get())));
                }
            }
            return run(program);
        } catch (IOException e) {
            throw UserError.of("facts.not-run", name, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UserError.of("facts.interrupted");
        }
    }

    /** Returns a sentence that stands where the answer of a program would. */
    private static String told(String key, Object argument) {
        return EncodedText.encode(Message.of(key, argument));
    }

    private static String firstError(String said) {
        return said.lines().filter(line -> line.contains("error")).findFirst().orElse(said);
    }

    private Answer run(Path program) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(program.toAbsolutePath().toString())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true);
        builder.environment().clear();
        Path printed = Files.createTempFile("mm-probe-", ".txt");
        try {
            Process process = builder.redirectOutput(printed.toFile()).start();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroy(); // asks first, so that it can take away what it made
                if (!process.waitFor(2, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
                return new Answer(false, told("probe.no-answer-within-seconds", SECONDS));
            }
            int code = process.exitValue();
            String text;
            try (InputStream in = Files.newInputStream(printed)) {
                text = new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8).strip();
            }
            return code == 0 || code == SKIPPED
                    ? new Answer(code == SKIPPED, text)
                    : new Answer(false, told("probe.ended-with-exit-status", code));
        } finally {
            Files.delete(printed);
        }
    }
}
