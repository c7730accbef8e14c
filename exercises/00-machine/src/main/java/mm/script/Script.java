package mm.script;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import mm.machine.Lines;
import mm.text.Message;

/**
 * A script or recording: a name for messages, and its lines.
 *
 * @param name the name of the file
 * @param lines its lines without line ends
 */
public record Script(String name, List<String> lines) {
    private static final int MAX_MEGABYTES = 64;

    /** Copies the list. */
    public Script {
        lines = List.copyOf(lines);
    }

    /**
     * Reads a script from a file.
     *
     * @throws ScriptException if the file cannot be read or is not text in UTF-8
     */
    public static Script read(Path file) {
        try (InputStream in = ByteOrderMark.skip(Files.newInputStream(file))) {
            byte[] bytes = in.readNBytes((MAX_MEGABYTES << 20) + 1);
            if (bytes.length > MAX_MEGABYTES << 20) {
                throw new ScriptException(file.toString(), 0, "script.too-long", MAX_MEGABYTES);
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return of(file.toString(), text);
        } catch (NoSuchFileException e) {
            throw new ScriptException(file.toString(), 0, "script.missing");
        } catch (CharacterCodingException e) {
            throw new ScriptException(file.toString(), 0, "script.not-utf-8");
        } catch (IOException e) {
            throw new ScriptException(file.toString(), 0, "script.unreadable", e.getMessage());
        }
    }

    /** Makes a script of a text. */
    public static Script of(String name, String text) {
        return new Script(name, Lines.of(text));
    }

    /** Returns an operation line without its recorded answer: what is before {@code " -> "}. */
    public static String operation(String line) {
        int arrow = line.indexOf(" ->");
        return arrow < 0 ? line : line.substring(0, arrow);
    }

    /** Returns an exception that names this script and a line of it, counted from 1, and says a sentence of the machine. */
    public ScriptException error(int line, String key, Object... arguments) {
        return error(line, Message.of(key, arguments));
    }

    /** Returns an exception that names this script and a line of it, counted from 1. */
    public ScriptException error(int line, Message sentence) {
        return new ScriptException(name, line, sentence);
    }
}
