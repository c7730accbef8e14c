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
     * @param id the English text
     * @param text the translation; empty if there is none
     */
    public record Entry(String id, String text) {}

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
        String id = null;
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.startsWith("msgid ")) {
                id = unquoted(name, number, line.substring(6));
            } else if (line.startsWith("msgstr ") && id != null) {
                entries.add(new Entry(id, unquoted(name, number, line.substring(7))));
                id = null;
            } else if (!line.isBlank() && !line.startsWith("#")) {
                throw new IllegalArgumentException(name + ":" + number + ": this is not a line of a PO file");
            }
        }
        return entries;
    }

    private static String unquoted(String name, int number, String quoted) {
        if (quoted.length() < 2 || !quoted.startsWith("\"") || !quoted.endsWith("\"")) {
            throw new IllegalArgumentException(name + ":" + number + ": the text has to be in quotes");
        }
        return quoted.substring(1, quoted.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\");
    }
}
