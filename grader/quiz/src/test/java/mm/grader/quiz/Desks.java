package mm.grader.quiz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import mm.grader.LoadedParts;
import mm.grader.quiz.model.Desk;

/** The desk of the tests: the reference, and the recordings. */
final class Desks {
    /** Answers from the reference. */
    static final Desk REFERENCE = new Desk(new LoadedParts(Desks.class.getClassLoader()), Desks::recording);

    static final Questions QUESTIONS = new Questions(REFERENCE);

    private Desks() {}

    static String recording(String name) {
        try (InputStream in = Desks.class.getResourceAsStream("/mm/grader/recordings/" + name + ".txt")) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
