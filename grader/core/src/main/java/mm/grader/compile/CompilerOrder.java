package mm.grader.compile;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What the process of the compiler is to do, as it goes through a pipe.
 *
 * @param what the kind of work
 * @param sources the Java files
 */
record CompilerOrder(What what, List<Source> sources) {
    /** The kinds of work. */
    enum What {
        /** Make classes of the sources. */
        COMPILE,
        /** Find the methods of each source, as {@link Methods} does. */
        METHODS
    }

    /**
     * A Java file.
     *
     * @param uri its name, as the compiler sees it
     * @param text what is in it
     */
    record Source(String uri, String text) {}

    /** Copies the list. */
    CompilerOrder {
        sources = List.copyOf(sources);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(what.ordinal());
        out.writeInt(sources.size());
        for (Source source : sources) {
            writeText(out, source.uri());
            writeText(out, source.text());
        }
        out.flush();
    }

    static CompilerOrder read(DataInputStream in) throws IOException {
        What what = What.values()[in.readInt()];
        List<Source> sources = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            sources.add(new Source(readText(in), readText(in)));
        }
        return new CompilerOrder(what, sources);
    }

    static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static byte[] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        byte[] bytes = in.readNBytes(Math.max(0, length));
        if (bytes.length != length) {
            throw new IOException("half an answer");
        }
        return bytes;
    }

    static void writeText(DataOutputStream out, String text) throws IOException {
        writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
    }

    static String readText(DataInputStream in) throws IOException {
        return new String(readBytes(in), StandardCharsets.UTF_8);
    }
}
