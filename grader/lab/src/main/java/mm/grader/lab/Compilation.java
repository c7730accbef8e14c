package mm.grader.lab;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
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
 * Compiles {@link Lab} and all that it uses from this program's class path to JavaScript. The result is kept with a
 * checksum of the classes that are in it, and made again when one of them has changed.
 */
final class Compilation {
    private static final String MAIN = "mm.grader.lab.Lab";

    private Compilation() {}

    /** Returns the program as a module of CommonJS. */
    static String run(Path folder) throws IOException, TeaVMToolException {
        Path program = folder.resolve("machine.js");
        Path classes = folder.resolve("classes.txt");
        Path checksum = folder.resolve("checksum.txt");
        boolean isKept = Files.exists(program) && Files.exists(classes) && Files.exists(checksum);
        if (!isKept || !Files.readString(checksum).equals(checksum(Files.readAllLines(classes)))) {
            Files.createDirectories(folder);
            Files.deleteIfExists(checksum);
            List<String> used = compile(folder, program.getFileName().toString());
            Files.write(classes, used);
            Files.writeString(checksum, checksum(used));
        }
        return Files.readString(program);
    }

    /** Compiles, and returns the names of the classes of the kit that are in the program. */
    private static List<String> compile(Path folder, String file) throws TeaVMToolException {
        TeaVMTool tool = new TeaVMTool();
        tool.setLog(new ConsoleTeaVMToolLog(false));
        tool.setTargetType(TeaVMTargetType.JAVASCRIPT);
        tool.setJsModuleType(JSModuleType.COMMON_JS);
        tool.setMainClass(MAIN);
        tool.setClassLoader(Compilation.class.getClassLoader());
        tool.setClassPath(classPath().map(File::new).toList());
        tool.setTargetDirectory(folder.toFile());
        tool.setTargetFileName(file);
        tool.setObfuscated(true);
        tool.setOptimizationLevel(TeaVMOptimizationLevel.FULL);
        tool.getTransformers().add(FloatRounding.class.getName());
        tool.generate();
        List<Problem> problems = tool.getProblemProvider().getSevereProblems();
        if (!problems.isEmpty()) {
            throw new IllegalStateException("cannot be compiled to JavaScript:\n" + text(problems));
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
        MessageDigest digest = sha256();
        classPath()
                .map(entry -> Path.of(entry).getFileName().toString())
                .filter(name -> name.startsWith("teavm"))
                .sorted()
                .forEach(name -> digest.update(name.getBytes(StandardCharsets.UTF_8)));
        Stream<String> files = classes.stream().map(name -> name.replace('.', '/') + ".class");
        List<String> others = new ArrayList<>(LabResources.FILES);
        others.add(FloatRounding.class.getName().replace('.', '/') + ".class");
        for (String file : Stream.concat(files, others.stream()).toList()) {
            try (InputStream in = Compilation.class.getClassLoader().getResourceAsStream(file)) {
                digest.update(file.getBytes(StandardCharsets.UTF_8));
                digest.update(in == null ? new byte[0] : in.readAllBytes());
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
