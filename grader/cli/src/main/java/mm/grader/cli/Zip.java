package mm.grader.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Unpacks a zip that a student handed in: its Java files only, none outside of the folder, none longer than a source may
 * be. What is left out is said in a sentence.
 */
final class Zip {
    private static final int MOST_ENTRIES = 20_000;
    private static final long MOST_BYTES = 64L << 20;

    private final Path file;
    private final Path folder;
    private final List<String> notes = new ArrayList<>();
    private long bytes;

    private Zip(Path file, Path folder) {
        this.file = file;
        this.folder = folder;
    }

    /**
     * Unpacks into a folder, and returns what there is to say.
     *
     * @throws UserError if this is no zip, or has too much in it
     */
    static List<String> unpack(Path file, Path folder) {
        Zip zip = new Zip(file, folder);
        try {
            try {
                zip.unpack(StandardCharsets.UTF_8);
            } catch (ZipException | IllegalArgumentException e) {
                // Names in another encoding, as some systems write them: the names may look odd, the texts do not.
                House.clear(folder);
                zip.notes.clear();
                zip.bytes = 0;
                zip.unpack(StandardCharsets.ISO_8859_1);
            }
        } catch (IOException e) {
            throw new UserError(file + ": this is no zip that can be read: " + e.getMessage());
        }
        return List.copyOf(zip.notes);
    }

    private void unpack(Charset names) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile(), names)) {
            if (zip.size() > MOST_ENTRIES) {
                throw new UserError(file + ": there are " + zip.size() + " files in this zip, and at most "
                        + MOST_ENTRIES + " are allowed");
            }
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                if (!entry.isDirectory() && isSource(entry.getName())) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        unpack(entry.getName().replace('\\', '/'), in);
                    }
                }
            }
        }
    }

    private static boolean isSource(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        return last.endsWith(".java") && !last.startsWith("._") && !name.contains("__MACOSX");
    }

    private void unpack(String name, InputStream in) throws IOException {
        if (name.startsWith("/")
                || name.matches("[A-Za-z]:.*")
                || List.of(name.split("/")).contains("..")) {
            notes.add(name + " was left out: this name leads out of the submission");
            return;
        }
        // One byte more than a source may have is enough to be refused by name later.
        byte[] content = in.readNBytes(SourceText.MOST_BYTES + 1);
        bytes += content.length;
        if (bytes > MOST_BYTES) {
            throw new UserError(file + ": there is more than " + (MOST_BYTES >> 20) + " MB of sources in this zip");
        }
        Path target = folder.resolve(name).normalize();
        if (!target.startsWith(folder) || Files.exists(target)) {
            notes.add(name + " was left out: there is a file of this name already");
            return;
        }
        Files.createDirectories(target.getParent());
        Files.write(target, content);
    }
}
