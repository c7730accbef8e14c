package mm.grader.submission;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import mm.grader.kit.ExplainedIOException;
import mm.grader.kit.FileTrees;
import mm.grader.kit.NoRoomException;
import mm.grader.kit.UserError;
import mm.text.Explained;
import mm.text.Message;

/** Unpacks a zip that a student handed in, by the rules of {@link Unpacked}. */
final class Zip {
    /** Java keeps the directory at the end of a zip in memory, which can be nearly all of the file. */
    private static final long MAX_BYTES = 256L << 20;

    private Zip() {}

    /**
     * Unpacks into a folder, and returns what there is to say.
     *
     * @throws UserError if this is not a zip, or has too much in it
     */
    static List<Message> unpack(Path file, Path folder) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new ExplainedIOException("zip.it-is-longer-than-mb", MAX_BYTES >> 20);
            }
            try {
                return unpack(file, folder, StandardCharsets.UTF_8);
            } catch (ZipException | IllegalArgumentException e) {
                // Names in another encoding, as some systems write them: the names may look odd, the texts do not.
                FileTrees.clear(folder);
                return unpack(file, folder, StandardCharsets.ISO_8859_1);
            }
        } catch (IllegalArgumentException e) {
            throw UserError.at(file, "archive.broken", "zip", Explained.of(e));
        } catch (IOException e) {
            NoRoomException.throwIf(e, file, "archive.not-unpacked");
            throw UserError.at(file, "archive.broken", "zip", Explained.of(e));
        }
    }

    private static List<Message> unpack(Path file, Path folder, Charset names) throws IOException {
        Unpacked unpacked = new Unpacked(file + "", "zip", folder);
        try (ZipFile zip = new ZipFile(file.toFile(), names)) {
            unpacked.requireFew(zip.size());
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                if (!entry.isDirectory() && Unpacked.isSource(entry.getName())) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        unpacked.add(entry.getName(), in);
                    }
                }
            }
        }
        return unpacked.notes();
    }
}
