package mm.grader.kit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The system's C compiler, which makes the programs that ask the running kernel. */
public final class CCompiler {
    private final String command;

    CCompiler(String command) {
        this.command = command;
    }

    /** Returns gcc or cc, whichever the PATH has first in this order; empty if it has neither. */
    public static Optional<CCompiler> find() {
        List<String> folders = List.of(System.getenv().getOrDefault("PATH", "").split(":"));
        return Stream.of("gcc", "cc")
                .filter(name -> folders.stream().anyMatch(folder -> Files.isExecutable(Path.of(folder, name))))
                .findFirst()
                .map(CCompiler::new);
    }

    /** Tells whether a program is still to be made of some files of a folder: it is missing, or one of them is newer. */
    public static boolean isStale(Path program, Path sources, List<String> names) throws IOException {
        if (!Files.exists(program)) {
            return true;
        }
        for (String name : names) {
            if (Files.getLastModifiedTime(sources.resolve(name)).compareTo(Files.getLastModifiedTime(program)) > 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Compiles within the folder of the sources, into a file beside the wanted one, so that nobody sees half a program.
     *
     * @return what the compiler said, if it failed; empty if the program is there
     */
    public Optional<String> compile(Path program, Path sources, List<String> arguments)
            throws IOException, InterruptedException {
        Files.createDirectories(program.getParent());
        Path temporary = Files.createTempFile(program.getParent(), "", ".tmp");
        List<String> whole = new ArrayList<>(List.of(command));
        whole.addAll(arguments);
        whole.addAll(List.of("-o", temporary.toAbsolutePath().toString()));
        Process process = null;
        try {
            process = new ProcessBuilder(whole)
                    .directory(sources.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                return Optional.of(said.strip());
            }
            Files.move(temporary, program, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return Optional.empty();
        } finally {
            if (process != null) {
                process.destroyForcibly(); // if the wait was interrupted
            }
            Files.deleteIfExists(temporary);
        }
    }
}
