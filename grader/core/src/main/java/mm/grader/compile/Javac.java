package mm.grader.compile;

import java.io.IOException;
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
import mm.grader.submission.Note;
import mm.grader.submission.SourceText;
import mm.text.Message;

/**
 * One run of Java's compiler on sources that may be made to harm it. It runs in a {@link CompilerProcess}, which is ended
 * if it is not done in time; the classes are written here.
 */
final class Javac {
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
            case STOPPED -> Note.of(Note.Kind.STOPPED, file, "compiler.stopped", problem.text());
        };
    }

    /** Writes the classes, and returns a note for each that has no file: a name can be longer than this system allows. */
    private List<Note> written(List<CompilerAnswer.Produced> classes, List<SourceText> sources) {
        List<Note> notes = new ArrayList<>();
        try {
            for (Path folder : folders.values()) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw NoRoomException.or(e, "compiling");
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
                    NoRoomException.throwIf(failure, "compiling");
                }
                notes.add(Note.of(
                        Note.Kind.NOT_WRITTEN, source.shown(), "compiler.not-written", each.name(), e.getMessage()));
            }
        }
        return notes;
    }
}
