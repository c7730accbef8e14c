package mm.grader.compile;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mm.grader.kit.BoundedRun;
import mm.grader.kit.NoRoomException;
import mm.grader.kit.Untrusted;
import mm.grader.submission.Note;
import mm.grader.submission.SourceText;
import mm.text.Message;

/**
 * One run of Java's compiler on sources that may be made to harm it. It runs in a {@link CompilerProcess}, which is ended
 * if it is not done in time; the classes are written here.
 */
final class Javac {
    private static final int MAX_NAME = 200;

    private final Map<SourceText, Path> folders = new LinkedHashMap<>();

    /** Adds sources, whose classes go to a folder. */
    Javac add(List<SourceText> sources, Path classes) {
        sources.forEach(source -> folders.put(source, classes));
        return this;
    }

    /**
     * Compiles, and returns a note for every error.
     *
     * @throws NoRoomException if the disk is full
     */
    List<Note> errors(Duration limit) {
        List<SourceText> sources = List.copyOf(folders.keySet());
        CompilerOrder order = new CompilerOrder(
                CompilerOrder.What.COMPILE,
                sources.stream()
                        .map(source -> new CompilerOrder.Source(
                                source.toUri().toString(),
                                source.getCharContent(true).toString()))
                        .toList());
        try {
            CompilerAnswer answer = CompilerProcess.ask(order, limit);
            List<Note> errors = answer.problems().stream()
                    .map(problem -> note(problem, sources))
                    .toList();
            return errors.isEmpty() ? written(answer.classes(), sources) : errors;
        } catch (BoundedRun.NoResult e) {
            return List.of(Note.of(Note.Kind.TOO_SLOW, "", "compiler.too-slow", limit.toSeconds()));
        }
    }

    private static Note note(CompilerAnswer.Problem problem, List<SourceText> sources) {
        String file = problem.source() < 0 ? "" : sources.get(problem.source()).shown();
        return switch (problem.kind()) {
            case ERROR -> new Note(Note.Kind.ERROR, file, problem.line(), Message.verbatim(problem.text()));
            case NOT_WRITTEN -> new Note(Note.Kind.NOT_WRITTEN, file, problem.line(), Message.verbatim(problem.text()));
            case STOPPED, ENDED -> Note.of(Note.Kind.STOPPED, file, "compiler.stopped", problem.text());
            case TOO_DEEP -> stopped(file, "bounded-run.it-is-nested-too-deeply");
            case TOO_LARGE -> stopped(file, "bounded-run.it-needs-too-much-memory");
        };
    }

    private static Note stopped(String file, String why) {
        return Note.of(Note.Kind.STOPPED, file, "compiler.stopped", Message.of(why));
    }

    /** Writes the classes, and returns a note for each that has no file: a name can be longer than this system allows. */
    private List<Note> written(List<CompilerAnswer.Produced> classes, List<SourceText> sources) {
        List<Note> notes = new ArrayList<>();
        try {
            for (Path folder : folders.values()) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw NoRoomException.or(e, "javac", "compiler.nothing-written");
        }
        for (CompilerAnswer.Produced each : classes) {
            SourceText source = sources.get(each.source());
            try {
                Path folder = folders.get(source);
                Path file =
                        folder.resolve(each.name().replace('.', '/') + ".class").normalize();
                if (!file.startsWith(folder)) {
                    throw new IOException("it leads out of its folder");
                }
                Files.createDirectories(file.getParent());
                Files.write(file, each.bytes());
            } catch (IOException | InvalidPathException e) {
                if (e instanceof IOException failure) {
                    NoRoomException.throwIf(failure, "javac", "compiler.nothing-written");
                }
                notes.add(Note.of(
                        Note.Kind.NOT_WRITTEN,
                        source.shown(),
                        "compiler.not-written",
                        Untrusted.line(each.name(), MAX_NAME),
                        e instanceof FileSystemException file ? String.valueOf(file.getReason()) : e.getMessage()));
            }
        }
        return notes;
    }
}
