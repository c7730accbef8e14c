package mm.grader.handout;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Files of a hand-out that are the same for all, or have a few blanks, written as {@code {{name}}}. */
final class StudentFiles {
    private StudentFiles() {}

    /** Returns a file's text. */
    static String text(String name, Map<String, String> blanks) {
        String text = text(name);
        for (Map.Entry<String, String> blank : blanks.entrySet()) {
            text = text.replace("{{" + blank.getKey() + "}}", blank.getValue());
        }
        return text;
    }

    private static String text(String name) {
        try (InputStream in = StudentFiles.class.getResourceAsStream("student/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
