package mm.grader.grade;

import java.util.List;
import java.util.Optional;
import mm.grader.child.Answer;
import mm.grader.compile.Compiled;
import mm.grader.compile.Methods;
import mm.grader.submission.SourceText;

/** Finds the student's file and line that a failure is about. */
final class FailureLocator {
    private static final int MAX_FRAMES = 3;

    private final Compiled compiled;

    FailureLocator(Compiled compiled) {
        this.compiled = compiled;
    }

    /** Returns file and line of the first frame in the sources of the student. */
    Optional<Place> ofFailure(List<Answer.Frame> frames) {
        return frames.stream()
                .filter(frame -> compiled.names().contains(frame.type()) && frame.line() > 0)
                .flatMap(frame ->
                        compiled.sourceOf(frame.type()).stream().map(file -> new Place(file.shown(), frame.line(), "")))
                .findFirst();
    }

    /** Returns the innermost frames in the sources of the student, as method and line. */
    List<String> stack(List<Answer.Frame> frames) {
        return frames.stream()
                .filter(frame -> compiled.names().contains(frame.type()) && frame.line() > 0)
                .map(frame -> simple(frame.type()) + "." + frame.method() + ":" + frame.line())
                .distinct()
                .limit(MAX_FRAMES)
                .toList();
    }

    private static String called(String type, String method) {
        return method.equals("<init>") ? "new " + type : type + "." + method;
    }

    private static String simple(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    /** Returns file and line where the called method is declared. */
    Optional<Place> ofCall(List<Answer.Frame> calls) {
        for (Answer.Frame call : calls) {
            Optional<SourceText> source = compiled.sourceOf(call.type());
            if (source.isPresent()) {
                String simple = simple(call.type());
                String text = source.get().getCharContent(true).toString();
                long line =
                        Methods.of(source.get().shown(), text).declaration(simple, call.method(), call.parameters());
                return Optional.of(new Place(source.get().shown(), Math.max(0, line), called(simple, call.method())));
            }
        }
        return Optional.empty();
    }
}
