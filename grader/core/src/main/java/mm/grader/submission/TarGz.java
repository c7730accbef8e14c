package mm.grader.submission;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import mm.grader.kit.UserError;
import mm.text.Message;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.io.input.BoundedInputStream;

/** Unpacks a tar.gz that a student handed in, by the rules of {@link Unpacked}. */
final class TarGz {
    /** A tar is read from its beginning, so what is left out costs time, too. */
    private static final long MOST_BYTES = 512L << 20;

    private TarGz() {}

    /**
     * Unpacks into a folder, and returns what there is to say.
     *
     * @throws UserError if this is no tar.gz, or has too much in it
     */
    static List<Message> unpack(Path file, Path folder) {
        Unpacked unpacked = new Unpacked(file + "", "tar.gz", folder);
        try (InputStream gzip = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file)));
                BoundedInputStream bounded = BoundedInputStream.builder()
                        .setInputStream(gzip)
                        .setMaxCount(MOST_BYTES)
                        .setOnMaxCount((most, count) -> {
                            throw new IOException("there is more than " + (MOST_BYTES >> 20) + " MB in it");
                        })
                        .get();
                TarArchiveInputStream tar = new TarArchiveInputStream(bounded, "UTF-8")) {
            int entries = 0;
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpacked.requireFew(++entries);
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
            throw UserError.at(file, "archive.broken", "tar.gz", String.valueOf(e.getMessage()));
        }
    }
}
