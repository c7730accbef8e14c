package mm.grader.kit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import mm.machine.Exercise;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The compiled reference, whole or not at all: where a class of it is missing, the machine that a student is checked with
 * would lack a part, and right work would be marked down. So nothing is graded with such a kit.
 *
 * <pre>
 *  in a jar: reference/06-oom/mm/oom/BadnessOomKiller.class ...   and reference/sums: a SHA-256 of each
 *  in a build: solutions/06-oom/target/classes/...                for each source and each class within a class there is one
 * </pre>
 */
public final class Reference {
    /** The folder within the jar. */
    public static final String FOLDER = "reference";

    /** The list of sums within that folder. */
    public static final String SUMS = "sums";

    private static final String CLASS = ".class";
    private static final Map<Path, Path> WHOLE = new HashMap<>();

    private Reference() {}

    /** Demands that all of it is there. */
    public static void requireWhole() {
        for (Exercise exercise : Exercise.values()) {
            folder(exercise);
        }
    }

    static Path folder(Exercise exercise) {
        Path jar = jar();
        return jar == null
                ? built(KitHome.solutions().resolve(exercise.folder()), exercise)
                : packed(jar).resolve(exercise.folder());
    }

    /** Returns the jar that the reference is in; null if it is in the folders of a build. */
    public static Path jar() {
        String named = System.getProperty("mm.reference");
        if (named != null) {
            return Path.of(named);
        }
        return KitHome.isPacked() ? KitHome.root().resolve(KitHome.LIB).resolve("reference.jar") : null;
    }

    static synchronized Path packed(Path jar) {
        return WHOLE.computeIfAbsent(jar, each -> {
            Path folder = Archives.root(each).resolve(FOLDER);
            requireSums(each, folder);
            return folder;
        });
    }

    private static void requireSums(Path jar, Path folder) {
        Map<String, String> sums = new TreeMap<>();
        try {
            for (String line : Files.readAllLines(folder.resolve(SUMS))) {
                sums.put(line.substring(line.indexOf(' ')).strip(), line.substring(0, line.indexOf(' ')));
            }
        } catch (IOException | RuntimeException e) {
            throw KitError.of("kit.changed", jar);
        }
        for (Exercise exercise : Exercise.values()) {
            if (sums.keySet().stream().noneMatch(name -> name.startsWith(exercise.folder() + "/"))) {
                throw KitError.of("kit.exercise-missing", exercise.number(), jar);
            }
        }
        Set<String> all = new TreeSet<>(Archives.names(folder));
        all.addAll(sums.keySet());
        all.remove(SUMS);
        for (String name : all) {
            Path file = folder.resolve(name);
            if (!Files.exists(file)) {
                throw KitError.of("kit.class-missing", className(name), jar);
            }
            if (!sum(file).equals(sums.get(name))) {
                throw KitError.of("kit.class-changed", className(name), jar);
            }
        }
    }

    /** Returns the SHA-256 of a file in hexadecimal digits. */
    public static String sum(Path file) {
        try {
            return sum(Files.readAllBytes(file));
        } catch (IOException e) {
            return "unreadable";
        }
    }

    /** Returns the SHA-256 of some bytes in hexadecimal digits. */
    public static String sum(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the text of the list for some files by their names. */
    public static byte[] sums(Map<String, byte[]> files) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(files)
                .forEach((name, bytes) ->
                        text.append(sum(bytes)).append("  ").append(name).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    static synchronized Path built(Path module, Exercise exercise) {
        Path classes = module.resolve("target").resolve("classes");
        return WHOLE.computeIfAbsent(classes, each -> {
            if (!Files.isDirectory(each)) {
                throw KitError.of("kit.exercise-missing", exercise.number(), each);
            }
            Set<String> there = Archives.names(each);
            for (String name : expected(module.resolve("src").resolve("main").resolve("java"), each, there)) {
                if (!there.contains(name)) {
                    throw KitError.of("kit.class-missing", className(name), each);
                }
            }
            return each;
        });
    }

    /** Returns the files of the classes that there must be: one for each source, and those within these. */
    private static Set<String> expected(Path sources, Path classes, Set<String> there) {
        Set<String> expected = new TreeSet<>();
        for (String source : Archives.names(sources)) {
            if (source.endsWith(".java") && !source.endsWith("-info.java")) {
                expected.add(source.substring(0, source.length() - ".java".length()) + CLASS);
            }
        }
        for (String name : there) {
            if (name.endsWith(CLASS)) {
                expected.addAll(within(classes.resolve(name), name));
            }
        }
        return expected;
    }

    private static Set<String> within(Path file, String name) {
        Set<String> inner = new TreeSet<>();
        String outermost = name.substring(0, name.length() - CLASS.length()).replaceFirst("\\$.*", "");
        try {
            new ClassReader(Files.readAllBytes(file))
                    .accept(
                            new ClassVisitor(Opcodes.ASM9) {
                                @Override
                                public void visitInnerClass(String type, String outer, String simple, int access) {
                                    if (type.startsWith(outermost + "$")) {
                                        inner.add(type + CLASS);
                                    }
                                }
                            },
                            ClassReader.SKIP_CODE);
            return inner;
        } catch (IOException | RuntimeException e) {
            throw KitError.of("kit.class-changed", className(name), file);
        }
    }

    private static String className(String name) {
        String inPackage = name.replaceFirst("^[0-9]{2}-[^/]*/", "");
        return inPackage.replaceFirst("\\.class$", "").replace('/', '.');
    }
}
