package mm.grader.handout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.grader.kit.NoRoomException;
import mm.grader.kit.TemporaryFolders;
import mm.grader.kit.UserError;

/**
 * The folder of a hand-out. A new one is there whole or not at all. An update brings in what is new, and replaces what is
 * as it was handed out:
 *
 * <pre>
 *  a file below src of an exercise   is the student's: never touched; written if its exercise is new
 *  a file that is as handed out      replaced, or removed if there is none any more
 *  a file that was changed           left, and named
 *  a file of nobody's hand-out       left
 * </pre>
 */
public final class HandoutFolder {
    /** The list of what was handed out, with sums. */
    static final String LIST = "lib/files";

    private static final String HALF = ".handout-";

    private final Path folder;

    /** Names a folder. */
    public HandoutFolder(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /**
     * Makes the hand-out.
     *
     * @return how many files it has
     * @throws UserError if the folder exists and is not empty
     */
    public int make(Handout handout) {
        if (Files.exists(folder) && !isEmpty()) {
            throw UserError.at(folder, "handout.not-empty");
        }
        try {
            Files.createDirectories(folder.getParent());
            Path half = TemporaryFolders.in(folder.getParent(), HALF);
            try {
                // Rights of a temporary folder are the owner's alone, those of one in it are as usual.
                Path made = Files.createDirectory(half.resolve("made"));
                handout.fill(made);
                Map<String, String> sums = Handout.sums(made);
                Handout.list(made, sums);
                Files.deleteIfExists(folder);
                Files.move(made, folder, StandardCopyOption.ATOMIC_MOVE);
                return sums.size() + 1;
            } finally {
                FileTrees.delete(half);
            }
        } catch (IOException e) {
            throw unwritten(e);
        }
    }

    private RuntimeException unwritten(IOException e) {
        NoRoomException.throwIf(e, folder, "output-file.not-written");
        return UserError.at(folder, "store.this-folder-cannot-be-written", String.valueOf(e.getMessage()));
    }

    private boolean isEmpty() {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            throw UserError.unreadable(folder, e);
        }
    }

    /** What an update did: how many files it wrote, and which it left because they were changed. */
    public record Update(int written, List<String> left) {}

    /** Demands that there is a hand-out in the folder. */
    public HandoutFolder requireHandout() {
        if (!Files.isRegularFile(folder.resolve(LIST))) {
            throw UserError.at(folder, "handout.is-none");
        }
        return this;
    }

    /** Returns what its properties say, for example of {@code only}; empty if nothing. */
    public String property(String key) {
        try (Stream<String> lines = Files.lines(folder.resolve(KitHome.LIB).resolve("kit.properties"))) {
            return lines.filter(line -> line.startsWith(key + "="))
                    .map(line -> line.substring(key.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException | UncheckedIOException e) {
            throw UserError.at(folder, "handout.is-none");
        }
    }

    /** Brings a hand-out that is there up to date. */
    public Update update(Handout handout) {
        Path made = FileTrees.temporary("handout-").resolve("made");
        try {
            handout.fill(made);
            return bringIn(made);
        } catch (IOException e) {
            throw unwritten(e);
        } finally {
            FileTrees.delete(made.getParent());
        }
    }

    private Update bringIn(Path made) throws IOException {
        Map<String, String> before = listed();
        Map<String, String> now = Handout.sums(made);
        List<String> left = new ArrayList<>();
        Map<String, String> kept = new TreeMap<>();
        int written = 0;
        for (String name : now.keySet()) {
            Path file = folder.resolve(name);
            String sum = Files.exists(file) ? mm.grader.kit.Reference.sum(file) : "";
            boolean isNew = sum.isEmpty() && !before.containsKey(name);
            boolean isMissing = sum.isEmpty() && !isStudents(name);
            boolean isOld = sum.equals(before.get(name)) && !isStudents(name);
            if (sum.equals(now.get(name)) || isNew || isMissing || isOld) {
                kept.put(name, now.get(name));
            } else if (before.containsKey(name)) {
                kept.put(name, before.get(name));
            }
            if (!sum.equals(now.get(name)) && (isNew || isMissing || isOld)) {
                replace(made.resolve(name), file);
                written++;
            } else if (!sum.equals(now.get(name)) && !isStudents(name)) {
                left.add(name);
            }
        }
        for (String name : before.keySet()) {
            Path file = folder.resolve(name);
            boolean isOld =
                    Files.exists(file) && mm.grader.kit.Reference.sum(file).equals(before.get(name));
            if (!now.containsKey(name) && isOld && !isStudents(name)) {
                Files.delete(file);
            }
        }
        Handout.list(folder, kept);
        return new Update(written, left);
    }

    private static boolean isStudents(String name) {
        return name.matches("exercises/0[1-7][^/]*/src/.*");
    }

    private static void replace(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Path half = to.resolveSibling("." + to.getFileName() + ".half");
        Files.copy(from, half, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        Files.move(half, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private Map<String, String> listed() throws IOException {
        Map<String, String> sums = new TreeMap<>();
        for (String line : Files.readAllLines(folder.resolve(LIST))) {
            int blank = line.indexOf("  ");
            if (blank < 0) {
                throw UserError.at(folder.resolve(LIST), "handout.no-list");
            }
            sums.put(line.substring(blank + 2), line.substring(0, blank));
        }
        return sums;
    }
}
