package mm.grader.compile;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Runs of Java's compiler in the compiler's process; nothing is read but the class path, and nothing is written. */
final class CompilerWork {
    private static final List<String> OPTIONS =
            List.of("--release", "17", "-g", "-proc:none", "-implicit:none", "-Xlint:none", "-Xmaxerrs", "1000");

    private static final int MAX_SENTENCE = 1000;

    /** The compiler's own name for the error that a class cannot be written. */
    private static final String CANNOT_WRITE = "compiler.err.class.cant.write";

    private final Path classPath;

    CompilerWork(String classPath) {
        this.classPath = Path.of(classPath);
    }

    CompilerAnswer answer(CompilerOrder order) {
        if (order.what() == CompilerOrder.What.METHODS) {
            List<Methods.Method> methods = order.sources().stream()
                    .flatMap(source -> Methods.parsed(source.uri(), source.text()).stream())
                    .toList();
            return new CompilerAnswer(List.of(), List.of(), methods);
        }
        try {
            return compiled(order);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CompilerAnswer compiled(CompilerOrder order) throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        List<Text> sources = IntStream.range(0, order.sources().size())
                .mapToObj(i -> new Text(order.sources().get(i), i))
                .toList();
        StringWriter rest = new StringWriter();
        List<CompilerAnswer.Produced> classes;
        boolean done;
        try (StandardJavaFileManager files =
                javac.getStandardFileManager(diagnostics, Locale.ENGLISH, StandardCharsets.UTF_8)) {
            files.setLocationFromPaths(StandardLocation.CLASS_PATH, List.of(classPath));
            files.setLocationFromPaths(StandardLocation.SOURCE_PATH, List.of());
            CompilerOutput output = new CompilerOutput(files);
            done = javac.getTask(rest, output, diagnostics, OPTIONS, null, sources)
                    .call();
            classes = output.classes();
        }
        List<CompilerAnswer.Problem> problems = diagnostics.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(CompilerWork::problem)
                .toList();
        if (!done && problems.isEmpty()) {
            return CompilerAnswer.stopped(
                    rest.toString().lines().limit(3).toList().toString());
        }
        return new CompilerAnswer(problems, problems.isEmpty() ? classes : List.of(), List.of());
    }

    private static CompilerAnswer.Problem problem(Diagnostic<? extends JavaFileObject> diagnostic) {
        String message = diagnostic.getMessage(Locale.ENGLISH).strip();
        String sentence =
                message.substring(0, Math.min(message.length(), MAX_SENTENCE)).replaceAll("\\R\\s*+", "; ");
        CompilerAnswer.Kind kind =
                CANNOT_WRITE.equals(diagnostic.getCode()) ? CompilerAnswer.Kind.NOT_WRITTEN : CompilerAnswer.Kind.ERROR;
        return diagnostic.getSource() instanceof Text source
                ? new CompilerAnswer.Problem(kind, source.number, diagnostic.getLineNumber(), sentence)
                : new CompilerAnswer.Problem(kind, -1, 0, sentence);
    }

    /** A source, as the compiler sees it, and its number in the order. */
    static final class Text extends SimpleJavaFileObject {
        final int number;

        private final String text;

        Text(CompilerOrder.Source source, int number) {
            super(URI.create(source.uri()), Kind.SOURCE);
            text = source.text();
            this.number = number;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
