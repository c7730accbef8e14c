package mm.grader.lab;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.teavm.backend.javascript.JSModuleType;
import org.teavm.diagnostics.DefaultProblemTextConsumer;
import org.teavm.diagnostics.Problem;
import org.teavm.tooling.ConsoleTeaVMToolLog;
import org.teavm.tooling.TeaVMTargetType;
import org.teavm.tooling.TeaVMTool;
import org.teavm.tooling.TeaVMToolException;
import org.teavm.vm.TeaVMOptimizationLevel;

/**
 * Compiles {@link Lab} and all that it uses from this program's class path to JavaScript. The result is kept under a
 * checksum of the class path, so that it is only made again when a class or a sentence has changed.
 */
final class Compilation {
    private static final String MAIN = "mm.grader.lab.Lab";

    private Compilation() {}

    /** Returns the program as a module of CommonJS. */
    static String run(Path cache) throws IOException, TeaVMToolException {
        List<Path> classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        Path kept = cache.resolve(checksum(classPath) + ".js");
        if (Files.notExists(kept)) {
            compile(classPath, cache, kept.getFileName().toString());
        }
        return Files.readString(kept);
    }

    private static void compile(List<Path> classPath, Path folder, String file)
            throws IOException, TeaVMToolException {
        deleteOld(folder);
        TeaVMTool tool = new TeaVMTool();
        tool.setLog(new ConsoleTeaVMToolLog(false));
        tool.setTargetType(TeaVMTargetType.JAVASCRIPT);
        tool.setJsModuleType(JSModuleType.COMMON_JS);
        tool.setMainClass(MAIN);
        tool.setClassLoader(Compilation.class.getClassLoader());
        tool.setClassPath(classPath.stream().map(Path::toFile).toList());
        tool.setTargetDirectory(folder.toFile());
        tool.setTargetFileName(file + ".part");
        tool.setObfuscated(true);
        tool.setOptimizationLevel(TeaVMOptimizationLevel.FULL);
        tool.generate();
        List<Problem> problems = tool.getProblemProvider().getSevereProblems();
        if (!problems.isEmpty()) {
            throw new IllegalStateException("cannot be compiled to JavaScript:\n" + text(problems));
        }
        Files.move(folder.resolve(file + ".part"), folder.resolve(file));
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

    private static void deleteOld(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    /** Returns a checksum of every file of the class path by its name and content, whether it is in a jar or a folder. */
    private static String checksum(List<Path> classPath) throws IOException {
        List<String> files = new ArrayList<>();
        for (Path entry : classPath) {
            if (Files.isDirectory(entry)) {
                try (Stream<Path> all = Files.walk(entry)) {
                    for (Path file : all.filter(Files::isRegularFile).toList()) {
                        String name = entry.relativize(file).toString().replace(File.separatorChar, '/');
                        files.add(name + " " + hex(Files.readAllBytes(file)));
                    }
                }
            } else if (entry.getFileName().toString().endsWith("SNAPSHOT.jar")) {
                try (ZipFile jar = new ZipFile(entry.toFile())) {
                    for (ZipEntry file : Collections.list(jar.entries())) {
                        if (!file.isDirectory() && !file.getName().startsWith("META-INF/m")
                                && !file.getName().equals("META-INF/MANIFEST.MF")) {
                            files.add(file.getName() + " " + hex(jar.getInputStream(file).readAllBytes()));
                        }
                    }
                }
            } else {
                files.add(entry.getFileName().toString());
            }
        }
        Collections.sort(files);
        return hex(String.join("\n", files).getBytes(StandardCharsets.UTF_8));
    }

    private static String hex(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
