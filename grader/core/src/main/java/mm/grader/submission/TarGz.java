package mm.grader.submission;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import mm.grader.kit.ExplainedIOException;
import mm.grader.kit.NoRoomException;
import mm.grader.kit.UserError;
import mm.text.Explained;
import mm.text.Message;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.io.input.BoundedInputStream;

/** Unpacks a tar.gz that a student handed in, by the rules of {@link Unpacked}. */
final class TarGz {
    /** A tar is read from its beginning, so what is left out costs time, too. */
    private static final long MAX_BYTES = 512L << 20;

    /** For one entry: the longest name that Linux has is 4 kB, and there are records of times and owners beside it. */
    private static final long MAX_HEADERS = 1 << 20;

    private TarGz() {}

    /**
     * Unpacks into a folder, and returns what there is to say.
     *
     * @throws UserError if this is not a tar.gz, or has too much in it
     */
    static List<Message> unpack(Path file, Path folder) {
        Unpacked unpacked = new Unpacked(file + "", "tar.gz", folder);
        try (InputStream gzip = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file)));
                BoundedInputStream bounded = BoundedInputStream.builder()
                        .setInputStream(gzip)
                        .setMaxCount(MAX_BYTES)
                        .setOnMaxCount((most, count) -> {
                            throw new ExplainedIOException("tar-gz.there-is-more-than-mb", MAX_BYTES >> 20);
                        })
                        .get();
                HeaderBudget budget = new HeaderBudget(bounded);
                TarArchiveInputStream tar = new TarArchiveInputStream(budget, "UTF-8")) {
            int entries = 0;
            for (TarArchiveEntry entry = next(tar, budget); entry != null; entry = next(tar, budget)) {
                unpacked.requireFew(++entries);
                if (entry.isSparse()) {
                    throw new ExplainedIOException("tar-gz.there-is-a-sparse-file");
                }
                if (!Unpacked.isSource(entry.getName())) {
                    continue;
                }
                if (entry.isSymbolicLink() || entry.isLink()) {
                    unpacked.link(entry.getName());
                } else if (entry.isFile()) {
                    unpacked.add(entry.getName(), tar);
                }
            }
            if (entries == 0) {
                throw UserError.at(file, "archive.empty", "tar.gz");
            }
            return unpacked.notes();
        } catch (UserError e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            if (e instanceof IOException failure) {
                NoRoomException.throwIf(failure, file, "archive.not-unpacked");
            }
            throw UserError.at(file, "archive.broken", "tar.gz", Explained.of(e));
        }
    }

    /** Reads the rest of an entry, then the next one's headers, of which there can be several, and names as long as you like. */
    private static TarArchiveEntry next(TarArchiveInputStream tar, HeaderBudget budget) throws IOException {
        if (tar.getCurrentEntry() != null) {
            tar.transferTo(OutputStream.nullOutputStream());
        }
        budget.set(MAX_HEADERS);
        TarArchiveEntry entry = tar.getNextEntry();
        budget.set(Long.MAX_VALUE);
        return entry;
    }

    /** Refuses to read more than was granted: headers are kept in memory, however long they say they are. */
    private static final class HeaderBudget extends FilterInputStream {
        private long left = Long.MAX_VALUE;

        HeaderBudget(InputStream in) {
            super(in);
        }

        void set(long bytes) {
            left = bytes;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int n = super.read(bytes, offset, length);
            left -= Math.max(0, n);
            if (left < 0) {
                throw new ExplainedIOException("tar-gz.there-is-a-header-in");
            }
            return n;
        }

        @Override
        public long skip(long count) throws IOException {
            long skipped = super.skip(count);
            left -= skipped;
            return skipped;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
