package mm.grader.facts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mm.grader.kit.UserError;

/** Compiles and runs the C programs in {@code grader/recorder/probes}. */
final class Probe {
    /** What a probe printed, or why it could not be asked. */
    record Answer(boolean isSkipped, String text) {}

    private static final int SKIPPED = 77;
    private static final int LONGEST = 4096;
    private static final long SECONDS = 20;

    private final Path sources;
    private final Path target;
    private final String compiler;

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
        String path = System.getenv().getOrDefault("PATH", "");
        this.compiler = Stream.of("gcc", "cc")
                .filter(name ->
                        Stream.of(path.split(":")).anyMatch(folder -> Files.isExecutable(Path.of(folder, name))))
                .findFirst()
                .orElseThrow(() -> UserError.of("facts.no-compiler"));
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
            if (isStale(program, source)) {
                String said = compile(program, source, options);
                if (!said.isEmpty()) {
                    return new Answer(false, "does not compile: " + said);
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

    private boolean isStale(Path program, String source) throws IOException {
        if (!Files.exists(program)) {
            return true;
        }
        for (String each : List.of(source, "common/probe.h", "common/swap.h")) {
            if (Files.getLastModifiedTime(sources.resolve(each)).compareTo(Files.getLastModifiedTime(program)) > 0) {
                return true;
            }
        }
        return false;
    }

    /** Compiles beside the wanted file, so that nobody runs half a program; returns the first complaint, if any. */
    private String compile(Path program, String source, List<String> options) throws IOException, InterruptedException {
        Files.createDirectories(target);
        Path temporary = Files.createTempFile(target, "", ".tmp");
        List<String> command = new ArrayList<>(List.of(compiler, "-std=gnu11", "-O1", "-w", source));
        command.addAll(options);
        command.addAll(List.of("-o", temporary.toAbsolutePath().toString()));
        Process process = new ProcessBuilder(command)
                .directory(sources.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            Files.delete(temporary);
            return said.lines()
                    .filter(line -> line.contains("error"))
                    .findFirst()
                    .orElse(said.strip());
        }
        Files.move(temporary, program, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return "";
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
                return new Answer(false, "no answer within " + SECONDS + " seconds");
            }
            int code = process.exitValue();
            String text;
            try (InputStream in = Files.newInputStream(printed)) {
                text = new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8).strip();
            }
            return code == 0 || code == SKIPPED
                    ? new Answer(code == SKIPPED, text)
                    : new Answer(false, "ended with exit status " + code);
        } finally {
            Files.delete(printed);
        }
    }
}
