package mm.grader.submission;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.SimpleJavaFileObject;
import mm.grader.kit.UserError;

/** A student's Java file as the compiler sees it: the text that was read once, whatever happens to the file later. */
public final class SourceText extends SimpleJavaFileObject {
    /** How long a source may be: the longest of the reference has not a hundredth of it. */
    public static final int MAX_BYTES = 1 << 20;

    private final String shown;
    private final String text;

    private SourceText(URI uri, String shown, String text) {
        super(uri, Kind.SOURCE);
        this.shown = shown;
        this.text = text;
    }

    /**
     * Reads a file, which must be UTF-8; a byte-order mark is taken off.
     *
     * @throws UserError naming file and line if it is not
     */
    public static SourceText read(Path file, String shown) {
        byte[] bytes;
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw UserError.at(shown, "source.too-long");
            }
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw UserError.unreadable(shown, e);
        }
        if (looksLikeUtf16(bytes)) {
            throw UserError.at(shown, 1, "source.utf-16");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            long line = text.chars().filter(c -> c == '\n').count() + 1;
            throw UserError.at(shown, line, "source.not-utf-8");
        }
        return new SourceText(file.toUri(), shown, text.startsWith("\ufeff") ? text.substring(1) : text);
    }

    private static boolean looksLikeUtf16(byte[] bytes) {
        if (bytes.length < 2) {
            return false;
        }
        int first = (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
        return first == 0xfeff || first == 0xfffe || bytes[0] == 0 || bytes[1] == 0;
    }

    /** Returns how reports call the file: its path in the submission. */
    public String shown() {
        return shown;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
    }
}
