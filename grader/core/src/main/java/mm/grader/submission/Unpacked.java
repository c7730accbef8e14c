package mm.grader.submission;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mm.grader.kit.UserError;
import mm.text.Message;

/**
 * What comes out of a zip, a tar.gz or a repository that a student handed in: Java files only, none outside of the
 * folder, none longer than a source may be. What is left out is said in a sentence.
 */
public final class Unpacked {
    private static final int MOST_ENTRIES = 20_000;
    private static final long MOST_BYTES = 64L << 20;

    private final String shown;
    private final String kind;
    private final Path folder;
    private final List<Message> notes = new ArrayList<>();
    private long bytes;

    /**
     * Starts unpacking.
     *
     * @param shown what is unpacked, for messages
     * @param kind what it is, in a word
     * @param folder the folder to unpack into
     */
    public Unpacked(String shown, String kind, Path folder) {
        this.shown = shown;
        this.kind = kind;
        this.folder = folder;
    }

    /**
     * Demands that there are not too many entries.
     *
     * @throws UserError if there are
     */
    public void requireFew(int entries) {
        if (entries > MOST_ENTRIES) {
            throw UserError.at(shown, "archive.many", entries, kind, MOST_ENTRIES);
        }
    }

    /** Tells whether a name is that of a source; others are not looked at. */
    public static boolean isSource(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        return last.endsWith(".java") && !last.startsWith("._") && !name.contains("__MACOSX");
    }

    /** Leaves out a symbolic link, and says so. */
    public void link(String name) {
        notes.add(Message.of("at", name, Message.of("source.link")));
    }

    /**
     * Unpacks one source.
     *
     * @throws UserError if that makes it too much
     */
    public void add(String entry, InputStream in) throws IOException {
        String name = entry.replace('\\', '/');
        if (name.startsWith("/")
                || name.matches("[A-Za-z]:.*")
                || List.of(name.split("/")).contains("..")) {
            notes.add(Message.of("at", name, Message.of("archive.leads-out")));
            return;
        }
        // One byte more than a source may have is enough to be refused by name later.
        byte[] content = in.readNBytes(SourceText.MOST_BYTES + 1);
        bytes += content.length;
        if (bytes > MOST_BYTES) {
            throw UserError.at(shown, "archive.large", MOST_BYTES >> 20, kind);
        }
        Path target = folder.resolve(name).normalize();
        if (!target.startsWith(folder) || Files.exists(target)) {
            notes.add(Message.of("at", name, Message.of("archive.twice")));
            return;
        }
        Files.createDirectories(target.getParent());
        Files.write(target, content);
    }

    /** Returns what there is to say. */
    public List<Message> notes() {
        return List.copyOf(notes);
    }
}
