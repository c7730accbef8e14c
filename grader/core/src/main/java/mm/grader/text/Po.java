package mm.grader.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of GNU gettext's PO format that the catalogs use: an entry is comments, {@code msgid "…"} and
 * {@code msgstr "…"}, each text on one line.
 *
 * @see <a href="https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html">PO files</a>
 */
public final class Po {
    /**
     * One entry.
     *
     * @param comment what the translator ought to know; "code" in it says that the text is no message and stays as it is,
     *     "raw" that what stands at the placeholders is not translated, "count" that only numbers may stand there
     * @param id the English text
     * @param text the translation; empty if there is none
     */
    public record Entry(String comment, String id, String text) {
        /** Tells whether the text is no message for people. */
        public boolean isCode() {
            return comment.equals("code");
        }

        /** Tells whether what stands at the placeholders stays as it is. */
        public boolean isRaw() {
            return comment.endsWith("raw");
        }

        /** Tells whether the placeholders stand for numbers only. */
        public boolean isCount() {
            return comment.endsWith("count");
        }
    }

    private Po() {}

    /** Reads a file beside this class. */
    public static List<Entry> read(String name) {
        try (InputStream in = Po.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no catalog " + name);
            }
            return parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads entries.
     *
     * @throws IllegalArgumentException naming the line that is none of a PO file
     */
    public static List<Entry> parse(String name, String text) {
        List<Entry> entries = new ArrayList<>();
        String comment = "";
        String id = null;
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.startsWith("#.")) {
                comment = line.substring(2).strip();
            } else if (line.startsWith("msgid ")) {
                id = unquoted(name, number, line.substring(6));
            } else if (line.startsWith("msgstr ") && id != null) {
                entries.add(new Entry(comment, id, unquoted(name, number, line.substring(7))));
                id = null;
                comment = "";
            } else if (!line.isBlank() && !line.startsWith("#")) {
                throw new IllegalArgumentException(name + ":" + number + ": this is no line of a PO file");
            }
        }
        return entries;
    }

    private static String unquoted(String name, int number, String quoted) {
        if (quoted.length() < 2 || !quoted.startsWith("\"") || !quoted.endsWith("\"")) {
            throw new IllegalArgumentException(name + ":" + number + ": the text has to stand in quotes");
        }
        return quoted.substring(1, quoted.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\");
    }

    /** Writes an entry. */
    public static String print(Entry entry) {
        String comment = entry.comment().isEmpty() ? "" : "#. " + entry.comment() + "\n";
        return comment + "msgid " + quoted(entry.id()) + "\nmsgstr " + quoted(entry.text()) + "\n";
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
