package mm.grader.lab;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.teavm.backend.javascript.JSModuleType;
import org.teavm.diagnostics.DefaultProblemTextConsumer;
import org.teavm.diagnostics.Problem;
import org.teavm.tooling.ConsoleTeaVMToolLog;
import org.teavm.tooling.TeaVMTargetType;
import org.teavm.tooling.TeaVMTool;
import org.teavm.tooling.TeaVMToolException;
import org.teavm.vm.TeaVMOptimizationLevel;

/**
 * Compiles {@link Lab} and all that it uses from this program's class path. The result is kept with a checksum of the classes
 * that are in it, and made again when one of them has changed.
 */
final class Compilation {
    private static final String MAIN = "mm.grader.lab.Lab";

    private final TeaVMTargetType target;
    private final Path folder;
    private final String file;

    private Compilation(TeaVMTargetType target, Path folder, String file) {
        this.target = target;
        this.folder = folder;
        this.file = file;
    }

    /** Returns the program as a module of CommonJS, for any engine. */
    static String javaScript(Path folder) throws IOException, TeaVMToolException {
        return Files.readString(new Compilation(TeaVMTargetType.JAVASCRIPT, folder.resolve("js"), "machine.js").run());
    }

    /** Returns the program as a module of WebAssembly with garbage collection, several times as fast. */
    static byte[] webAssembly(Path folder) throws IOException, TeaVMToolException {
        return Files.readAllBytes(
                new Compilation(TeaVMTargetType.WEBASSEMBLY_GC, folder.resolve("wasm"), "machine.wasm").run());
    }

    /** Returns the file with the program. */
    private Path run() throws IOException, TeaVMToolException {
        Path program = folder.resolve(file);
        Path classes = folder.resolve("classes.txt");
        Path checksum = folder.resolve("checksum.txt");
        boolean isKept = Files.exists(program) && Files.exists(classes) && Files.exists(checksum);
        if (!isKept || !Files.readString(checksum).equals(checksum(Files.readAllLines(classes)))) {
            Files.createDirectories(folder);
            Files.deleteIfExists(checksum);
            List<String> used = compile();
            Files.write(classes, used);
            Files.writeString(checksum, checksum(used));
        }
        return program;
    }

    /** Compiles, and returns the names of the kit's classes that are in the program. */
    private List<String> compile() throws TeaVMToolException {
        TeaVMTool tool = new TeaVMTool();
        tool.setLog(new ConsoleTeaVMToolLog(false));
        tool.setTargetType(target);
        tool.setJsModuleType(JSModuleType.COMMON_JS);
        tool.setMainClass(MAIN);
        tool.setClassLoader(Compilation.class.getClassLoader());
        tool.setClassPath(classPath().map(File::new).toList());
        tool.setTargetDirectory(folder.toFile());
        tool.setTargetFileName(file);
        tool.setObfuscated(true);
        // FULL is twice as large as JavaScript, and not faster; in WebAssembly it fails in the compiler.
        tool.setOptimizationLevel(TeaVMOptimizationLevel.ADVANCED);
        tool.getTransformers().add(FloatRounding.class.getName());
        tool.generate();
        List<Problem> problems = tool.getProblemProvider().getSevereProblems();
        if (!problems.isEmpty()) {
            throw new IllegalStateException("cannot be compiled to " + target + ":\n" + text(problems));
        }
        return tool.getClasses().stream()
                .filter(name -> name.startsWith("mm."))
                .sorted()
                .toList();
    }

    private static String text(List<Problem> problems) {
        StringBuilder text = new StringBuilder();
        for (Problem problem : problems) {
            DefaultProblemTextConsumer consumer = new DefaultProblemTextConsumer();
            problem.render(consumer);
            text.append(consumer.getText());
            if (problem.getLocation() != null) {
                text.append(" (in ").append(problem.getLocation().getMethod()).append(')');
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static Stream<String> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator));
    }

    /**
     * Returns a checksum of classes, of the files that they read, and of the compiler's version. A class that was not used before can only be in the
     * program if one that was has changed.
     */
    private static String checksum(List<String> classes) throws IOException {
        Checksum digest = new Checksum();
        classPath()
                .map(entry -> Path.of(entry).getFileName().toString())
                .filter(name -> name.startsWith("teavm"))
                .sorted()
                .forEach(digest::add);
        Stream<String> files = classes.stream().map(name -> name.replace('.', '/') + ".class");
        List<String> others = new ArrayList<>(LabResources.FILES);
        for (Class<?> type : List.of(FloatRounding.class, Compilation.class)) {
            others.add(type.getName().replace('.', '/') + ".class");
        }
        for (String file : Stream.concat(files, others.stream()).toList()) {
            try (InputStream in = Compilation.class.getClassLoader().getResourceAsStream(file)) {
                digest.add(file).add(in == null ? new byte[0] : in.readAllBytes());
            }
        }
        return digest.hex();
    }
}
