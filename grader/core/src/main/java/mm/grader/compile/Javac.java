package mm.grader.compile;
import mm.text.StateError;
import mm.grader.kit.ExplainedIOException;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.ForwardingJavaFileObject;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import mm.grader.child.ClassLoaders;
import mm.grader.kit.BoundedRun;
import mm.grader.kit.NoRoomException;
import mm.grader.submission.Note;
import mm.grader.submission.SourceText;
import mm.machine.Exercise;
import mm.text.Message;

/**
 * One run of Java's compiler on sources that may be made to harm it: there are small ones that keep it busy for years
 * or use up all memory. It runs in a thread of its own; one that is not back in time is left alone, and writes nothing
 * more.
 */
final class Javac {
    private static final List<String> OPTIONS =
            List.of("--release", "17", "-g", "-proc:none", "-implicit:none", "-Xlint:none", "-Xmaxerrs", "1000");

    private static final int STACK_MEGABYTES = 256;
    private static final int MAX_FILES = 2000;
    private static final long MAX_BYTES = 16L << 20;

    /** The compiler's own name for the error that a class cannot be written. */
    private static final String CANNOT_WRITE = "compiler.err.class.cant.write";

    private final Map<SourceText, Path> folders = new LinkedHashMap<>();
    private volatile boolean abandoned;
    private IOException unwritten;
    private int files;
    private long bytes;

    /** Adds sources, whose classes go to a folder. */
    Javac add(List<SourceText> sources, Path classes) {
        sources.forEach(source -> folders.put(source, classes));
        return this;
    }

    /** Compiles, and returns a note for every error. */
    List<Note> errors(Duration limit) {
        try {
            return new BoundedRun("compiler", limit, STACK_MEGABYTES).call(this::errors);
        } catch (BoundedRun.NoResult e) {
            abandoned = true;
            if (e.timedOut()) {
                return List.of(Note.of(Note.Kind.TOO_SLOW, "", "compiler.too-slow", limit.toSeconds()));
            }
            if (e.getCause() instanceof IllegalStateException noCompiler) {
                throw noCompiler;
            }
            if (e.getCause() instanceof NoRoomException full) {
                throw full;
            }
            return List.of(Note.of(Note.Kind.STOPPED, "", "compiler.stopped", e.what()));
        }
    }

    private List<Note> errors() throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        if (javac == null) {
            throw new StateError("compiler.none");
        }
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        StringWriter rest = new StringWriter();
        boolean done;
        try (StandardJavaFileManager files =
                javac.getStandardFileManager(diagnostics, Locale.ENGLISH, StandardCharsets.UTF_8)) {
            for (Path folder : folders.values()) {
                Files.createDirectories(folder);
            }
            files.setLocationFromPaths(StandardLocation.CLASS_PATH, List.of(ClassLoaders.origin(Exercise.class)));
            files.setLocationFromPaths(StandardLocation.SOURCE_PATH, List.of());
            done = javac.getTask(rest, new Output(files), diagnostics, OPTIONS, null, folders.keySet())
                    .call();
        }
        if (unwritten != null) {
            NoRoomException.throwIf(unwritten, "javac", "compiler.not-written");
        }
        List<Note> errors = diagnostics.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(Javac::note)
                .toList();
        return done || !errors.isEmpty()
                ? errors
                : List.of(Note.of(
                        Note.Kind.STOPPED,
                        "",
                        "compiler.stopped",
                        rest.toString().lines().limit(3).toList()));
    }

    private static Note note(Diagnostic<? extends JavaFileObject> diagnostic) {
        String message = diagnostic.getMessage(Locale.ENGLISH).strip().replaceAll("\\R\\s*", "; ");
        Note.Kind kind = CANNOT_WRITE.equals(diagnostic.getCode()) ? Note.Kind.NOT_WRITTEN : Note.Kind.ERROR;
        return diagnostic.getSource() instanceof SourceText source
                ? new Note(kind, source.shown(), diagnostic.getLineNumber(), Message.verbatim(message))
                : new Note(kind, "", 0, Message.verbatim(message));
    }

    /** Where the classes go, as long as somebody waits for them. */
    private final class Output extends ForwardingJavaFileManager<StandardJavaFileManager> {
        Output(StandardJavaFileManager files) {
            super(files);
        }

        /** There is an output folder, though the compiler does not know which. */
        @Override
        public boolean hasLocation(Location location) {
            return location == StandardLocation.CLASS_OUTPUT || super.hasLocation(location);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) throws IOException {
            if (abandoned) {
                throw new ExplainedIOException("javac.nobody-waits-for-this-any");
            }
            if (++files > MAX_FILES) {
                throw new ExplainedIOException("javac.these-are-more-than-classes", MAX_FILES);
            }
            Path file = folders.get((SourceText) sibling).resolve(className.replace('.', '/') + kind.extension);
            return new ForwardingJavaFileObject<>(
                    fileManager.getJavaFileObjects(file).iterator().next()) {
                @Override
                public OutputStream openOutputStream() throws IOException {
                    return new Limited(super.openOutputStream());
                }
            };
        }
    }

    /** Small sources can become large classes, as the compiler copies what is in a {@code finally}. */
    private final class Limited extends FilterOutputStream {
        Limited(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] content, int offset, int length) throws IOException {
            bytes += length;
            if (bytes > MAX_BYTES) {
                throw new ExplainedIOException("javac.these-classes-are-longer-than", MAX_BYTES >> 20);
            }
            try {
                out.write(content, offset, length);
            } catch (IOException e) {
                unwritten = e;
                throw e;
            }
        }
    }
}
