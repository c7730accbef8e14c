package mm.grader.submission;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import mm.grader.kit.Untrusted;
import mm.grader.kit.UserError;
import mm.text.Message;

/**
 * What comes out of a zip, a tar.gz or a repository that a student handed in: Java files only, none outside of the
 * folder, none longer than a source may be. What is left out is said in a sentence.
 */
public final class Unpacked {
    private static final int MAX_ENTRIES = 20_000;
    private static final long MAX_BYTES = 64L << 20;
    /** Each name can have hundreds, of which a disk keeps some kilobytes each, and an archive a few bytes. */
    private static final int MAX_FOLDERS = 2000;

    private static final int MAX_NOTES = 20;
    private static final int MAX_NAME = 200;
    private static final int MAX_PATH = 1000;

    private final String place;
    private final String kind;
    private final Path folder;
    private final List<Message> notes = new ArrayList<>();
    private final Set<Path> folders = new HashSet<>();
    private int left;
    private long bytes;

    /**
     * Starts unpacking.
     *
     * @param place the file that is unpacked, for messages; "" if it is none
     * @param kind what it is, in a word
     * @param folder the folder to unpack into
     */
    public Unpacked(String place, String kind, Path folder) {
        this.place = place;
        this.kind = kind;
        this.folder = folder;
    }

    /**
     * Demands that there are not too many entries.
     *
     * @throws UserError if there are
     */
    public void requireFew(int entries) {
        if (entries > MAX_ENTRIES) {
            throw UserError.at(place, "archive.many", entries, kind, MAX_ENTRIES);
        }
    }

    /** Tells whether a name is that of a source; others are not looked at. */
    public static boolean isSource(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        return last.endsWith(".java") && !last.startsWith("._") && !name.contains("__MACOSX");
    }

    /** Leaves out a symbolic link, and says so. */
    public void link(String name) {
        note(name, "source.link");
    }

    /** There can be as many names as an archive has room for, and each as long: a few tell enough. */
    private void note(String name, String key) {
        left++;
        if (notes.size() < MAX_NOTES) {
            String shown = Untrusted.line(name, MAX_NAME);
            notes.add(Message.of("at", shown, Message.of(key)));
        }
    }

    /**
     * Unpacks one source.
     *
     * @throws UserError if that makes it too much
     */
    public void add(String entry, InputStream in) throws IOException {
        String name = entry.replace('\\', '/');
        if (name.startsWith("/")
                || name.matches("(?s)[A-Za-z]:.*")
                || List.of(name.split("/")).contains("..")) {
            note(name, "archive.leads-out");
            return;
        }
        Path target = target(name);
        if (target == null) {
            note(name, "archive.no-name");
            return;
        }
        // One byte more than a source may have is enough to be refused by name later.
        byte[] content = in.readNBytes(SourceText.MAX_BYTES + 1);
        bytes += content.length;
        if (bytes > MAX_BYTES) {
            throw UserError.at(place, "archive.large", MAX_BYTES >> 20, kind);
        }
        if (!target.startsWith(folder) || Files.exists(target)) {
            note(name, "archive.twice");
            return;
        }
        requireFewFolders(target);
        Files.createDirectories(target.getParent());
        Files.write(target, content);
    }

    private void requireFewFolders(Path target) {
        for (Path each = target.getParent(); each.startsWith(folder) && folders.add(each); each = each.getParent()) {
            if (folders.size() > MAX_FOLDERS) {
                throw UserError.at(place, "archive.folders", MAX_FOLDERS, kind);
            }
        }
    }

    /** Returns null for what cannot be the name of a file here: one with a NUL, or longer than a path may be. */
    private Path target(String name) {
        try {
            return name.length() > MAX_PATH ? null : folder.resolve(name).normalize();
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /** Returns what there is to say. */
    public List<Message> notes() {
        List<Message> all = new ArrayList<>(notes);
        if (left > MAX_NOTES) {
            all.add(Message.of("note.more", left - MAX_NOTES));
        }
        return all;
    }
}
