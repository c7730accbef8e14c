package mm.grader.grade;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.grader.rubric.Status;
import mm.machine.Exercise;

/**
 * One of the submissions that try something, as they lie in a folder each. Beside the sources there is a file
 * {@code verdict.properties}:
 *
 * <pre>
 * status                what the attacked exercise 06 gets
 * message               what the report then says
 * unpoliced             what it gets if the allow-list is not enforced: the second wall
 * unpoliced.sandboxed   the same within bubblewrap, if that differs or the attack succeeds without it
 * seconds, compile      the limits of a check and of the compiler, where they are waited for
 * make                  what is made only now, since no repository should hold it, see {@link #make}
 * </pre>
 */
record Attack(String name, Properties properties) {
    /** The source that all attacks have. */
    static final Path SOURCE = Exercise.OOM.sources(Path.of("")).resolve("mm/oom/BadnessOomKiller.java");

    private static final Path FOLDER = KitHome.root().resolve("grader/cli/src/test/resources/attacks");

    /** Returns all attacks by name. */
    static List<Attack> all() {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .sorted()
                    .map(Attack::named)
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Attack named(String name) {
        Properties properties = new Properties();
        try (var in = Files.newBufferedReader(FOLDER.resolve(name).resolve("verdict.properties"))) {
            properties.load(in);
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
        return new Attack(name, properties);
    }

    /** Returns the status; none if the attack is not meant for this. */
    Optional<Status> status(boolean allowList, boolean sandbox) {
        String status = properties.getProperty(allowList ? "status" : "unpoliced");
        if (!allowList && sandbox) {
            status = properties.getProperty("unpoliced.sandboxed", status);
        }
        return Optional.ofNullable(status).map(Status::valueOf);
    }

    /** Returns a limit: a long one, also for a busy machine, unless it is to be exceeded. */
    Duration limit(String which) {
        return Duration.ofSeconds(Integer.parseInt(properties.getProperty(which, "60")));
    }

    String message() {
        return properties.getProperty("message", "");
    }

    /** Makes the submission, with an honest exercise 04 beside the attack, and returns its folder or zip. */
    Path submission(Path folder) throws IOException {
        Path files = folder.resolve("files");
        copy(FOLDER.resolve(name), files);
        Path honest = Exercise.LRU.sources(KitHome.solutions());
        copy(honest, files.resolve(KitHome.solutions().relativize(honest)));
        return make(properties.getProperty("make", ""), files, folder);
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path file : FileTrees.files(from)) {
            Path target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        }
    }

    /** Makes odd encodings, links, huge files, and zips. */
    private static Path make(String what, Path files, Path folder) throws IOException {
        Path source = files.resolve(SOURCE);
        String text = Files.exists(source) ? Files.readString(source) : "";
        switch (what) {
            case "module-info" ->
                Files.writeString(files.resolve("06-oom/src/main/java/module-info.java"), "module evil {}");
            case "bom" -> Files.writeString(source, "\ufeff" + text);
            case "crlf" -> Files.writeString(source, text.replace("\n", "\r\n"));
            case "latin-1" -> Files.writeString(source, text + "// für", StandardCharsets.ISO_8859_1);
            case "utf-16" -> Files.writeString(source, text, StandardCharsets.UTF_16);
            case "chinese" -> Files.writeString(source.resolveSibling("页表.java"), "package mm.oom; class 页表 {}");
            case "case" ->
                Files.writeString(
                        source.resolveSibling("badnessoomkiller.java"), "package mm.oom; class badnessoomkiller {}");
            case "huge" -> Files.write(source, new byte[50 << 20]);
            case "deep" -> {
                String deep = "(".repeat(20000) + "1" + ")".repeat(20000);
                Files.writeString(
                        source.resolveSibling("Deep.java"), "package mm.oom; class Deep { int x = " + deep + "; }");
            }
            case "generics" -> further(source, "List<".repeat(400) + "Object" + ">".repeat(400) + " x;");
            case "blocks" -> further(source, "void m() " + "{".repeat(1200) + "}".repeat(1200));
            case "operators" -> further(source, "long m(long a) { return a" + " + a".repeat(30_000) + "; }");
            case "calls" -> further(source, "String m(String a) { return a" + ".trim()".repeat(8_000) + "; }");
            case "casts" -> further(source, "int m(int a) { return " + "(int) ".repeat(30_000) + "a; }");
            case "else-ifs" ->
                further(
                        source,
                        "int m(int a) { if (a == 0) { a++; }" + " else if (a == 1) { a--; }".repeat(8_000)
                                + " return a; }");
            case "lambdas" -> further(source, "Object m() { return (Runnable) " + "() -> ".repeat(8_000) + "1; }");
            case "escaped" -> further(source, "int x = " + "\\u0028".repeat(2000) + "1" + "\\u0029".repeat(2000) + ";");
            case "return" -> further(source, "//\rint x = " + "(".repeat(20000) + "1" + ")".repeat(20000) + ";");
            case "blank" -> further(source, "\n".repeat(100_000) + "int x;" + "\n \t".repeat(100_000));
            case "doubling" -> further(source, doubling());
            case "classes" -> Files.writeString(source, text + "class A { class B {} }\n" + classes());
            case "finally" ->
                further(
                        source,
                        "int m(int a) { " + "try { a++; } finally { ".repeat(60) + "a--;" + " }".repeat(60)
                                + " return a; }");
            case "errors" ->
                Files.writeString(
                        source.resolveSibling("Errors.java"),
                        "package mm.oom; class Errors {\n" + "String s() { return 1; }\n".repeat(2000) + "}");
            case "link" -> link(files.resolve("06-oom"), folder.resolve("outside"));
            case "link-file" -> link(source, folder.resolve("outside.java"));
            case "pipe" -> program("mkfifo", source.resolveSibling("Pipe.java").toString());
            case "processor" -> compileInPlace(source.resolveSibling("Processor.java"), files);
            case "service" -> {
                Path services = Files.createDirectories(files.resolve("06-oom/src/main/java/META-INF/services"));
                Files.writeString(services.resolve("org.junit.platform.launcher.TestExecutionListener"), "mm.oom.X");
            }
            default -> {
                return what.isEmpty() ? files : new AttackZip(what, files).write(folder.resolve("submission.zip"));
            }
        }
        return files;
    }

    /** Puts a second class beside the first. */
    private static void further(Path source, String members) throws IOException {
        Files.writeString(
                source.resolveSibling("Further.java"),
                "package mm.oom;\nimport java.util.*;\nclass Further { " + members + " }\n");
    }

    private static String doubling() {
        StringBuilder text = new StringBuilder("static final String S0 = \"" + "x".repeat(1000) + "\";\n");
        for (int i = 1; i < 40; i++) {
            text.append("static final String S%d = S%d + S%d;%n".formatted(i, i - 1, i - 1));
        }
        return text.toString();
    }

    private static String classes() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            text.append("class C").append(i).append(" {}\n");
        }
        return text.toString();
    }

    private static void link(Path place, Path outside) throws IOException {
        Files.move(place, outside);
        Files.createSymbolicLink(place, outside);
    }

    private static void program(String... command) throws IOException {
        try {
            new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** Puts the class beside its source, where a compiler that looks for processors among the sources would find it. */
    private static void compileInPlace(Path source, Path files) {
        Path folder = Exercise.OOM.sources(files);
        int code = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", folder.toString(), source.toString());
        if (code != 0) {
            throw new IllegalStateException(source + " does not compile");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
