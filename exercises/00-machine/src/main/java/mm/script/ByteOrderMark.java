package mm.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;

/**
 * The three bytes that some editors put before a text in UTF-8. They are not part of it: every reader of a user's text
 * takes them off here.
 */
public final class ByteOrderMark {
    private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private ByteOrderMark() {}

    /** Returns a stream of the bytes of a text without the mark, if they begin with one. */
    public static InputStream skip(InputStream in) throws IOException {
        PushbackInputStream text = new PushbackInputStream(in, MARK.length);
        byte[] first = text.readNBytes(MARK.length);
        if (!Arrays.equals(first, MARK)) {
            text.unread(first);
        }
        return text;
    }
}
