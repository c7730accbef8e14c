package mm.grader.cli;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import mm.machine.Exercise;

/** Compiles the exercises of a submission, each by itself, against the machine alone. */
public final class Compiler {
    private static final List<String> OPTIONS =
            List.of("--release", "17", "-g", "-proc:none", "-implicit:none", "-Xlint:none", "-Xmaxerrs", "1000");
    private static final int MOST_ERRORS = 10;

    private final Submission submission;
    private final Path work;

    /** Makes a compiler that writes classes below a work folder. */
    public Compiler(Submission submission, Path work) {
        this.submission = submission;
        this.work = work;
    }

    /** Compiles one exercise. */
    public Compiled compile(Exercise exercise) {
        List<String> notes = new ArrayList<>(submission.links(exercise));
        List<String> errors = new ArrayList<>();
        List<SourceText> sources = new ArrayList<>();
        for (Path file : submission.sources(exercise)) {
            if (file.endsWith("module-info.java")) {
                notes.add(submission.shown(file) + " was left out: the kit has no modules");
                continue;
            }
            try {
                sources.add(SourceText.read(file, submission.shown(file)));
            } catch (UserError e) {
                errors.add(e.getMessage());
            }
        }
        boolean handedIn = !sources.isEmpty() || !errors.isEmpty();
        Path classes = work.resolve(exercise.folder());
        if (handedIn && errors.isEmpty()) {
            errors.addAll(javac(sources, classes));
            if (!errors.isEmpty()) {
                errors.addAll(0, new ExpectedClasses(submission).misplaced(exercise, sources));
            }
        }
        if (!handedIn || !errors.isEmpty()) {
            return new Compiled(exercise, handedIn, null, Set.of(), sources, errors, List.of(), notes);
        }
        Set<String> names = House.classNames(classes);
        notes.addAll(new ExpectedClasses(submission).complaints(exercise, names, sources));
        return new Compiled(exercise, true, classes, names, sources, errors, List.of(), notes);
    }

    private static List<String> javac(List<SourceText> sources, Path classes) {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        if (javac == null) {
            throw new IllegalStateException("this Java has no compiler: a JDK is needed, not a JRE");
        }
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        StringWriter rest = new StringWriter();
        boolean done;
        try (StandardJavaFileManager files =
                javac.getStandardFileManager(diagnostics, Locale.ENGLISH, StandardCharsets.UTF_8)) {
            Files.createDirectories(classes);
            files.setLocationFromPaths(StandardLocation.CLASS_PATH, List.of(House.origin(Exercise.class)));
            files.setLocationFromPaths(StandardLocation.SOURCE_PATH, List.of());
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
            done = javac.getTask(rest, files, diagnostics, OPTIONS, null, sources)
                    .call();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException | StackOverflowError e) {
            return List.of("the compiler itself stopped on these sources: " + e);
        }
        List<String> errors = diagnostics.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(Compiler::sentence)
                .collect(Collectors.toCollection(ArrayList::new));
        if (errors.size() > MOST_ERRORS) {
            int more = errors.size() - MOST_ERRORS;
            errors.subList(MOST_ERRORS, errors.size()).clear();
            errors.add("and " + more + " more");
        }
        if (!done && errors.isEmpty()) {
            errors.add("the compiler stopped: " + rest.toString().strip());
        }
        return errors;
    }

    private static String sentence(Diagnostic<? extends JavaFileObject> diagnostic) {
        String message = diagnostic.getMessage(Locale.ENGLISH).strip().replaceAll("\\R\\s*", "; ");
        return diagnostic.getSource() instanceof SourceText source
                ? source.shown() + ":" + diagnostic.getLineNumber() + ": " + message
                : message;
    }
}
