package mm.grader.trace;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import mm.script.ByteOrderMark;

/** Opens texts that may be compressed by gzip or zstd, which their first bytes tell. */
public final class Compressed {
    private static final int BUFFER = 1 << 16;
    private static final int GZIP_MAGIC = 0x8b1f;
    private static final int ZSTD_MAGIC = 0xfd2f_b528;

    private Compressed() {}

    /** Returns the text in a file, decompressed and without a byte-order mark. */
    public static InputStream open(Path file) throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        try {
            return ByteOrderMark.skip(decompressed(raw));
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    private static InputStream decompressed(InputStream raw) throws IOException {
        raw.mark(4);
        int magic = magic(raw);
        raw.reset();
        if ((magic & 0xffff) == GZIP_MAGIC) {
            return new GZIPInputStream(raw, BUFFER);
        }
        return magic == ZSTD_MAGIC ? new ZstdInputStream(raw) : raw;
    }

    private static int magic(InputStream raw) throws IOException {
        byte[] bytes = raw.readNBytes(4);
        int magic = 0;
        for (int i = bytes.length - 1; i >= 0; i--) {
            magic = magic << 8 | (bytes[i] & 0xff);
        }
        return magic;
    }
}
