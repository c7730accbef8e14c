package mm.grader.kit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Folders for what a run needs while it lasts.
 *
 * <pre>
 *  all of them are in one folder of the run, which nobody else may enter, and whose name cannot be foreseen
 *  each is removed by whoever made it
 *  the run's folder is removed when the program ends, by itself or by SIGTERM
 *  what a run has left that was killed is removed by the next run of the same user
 * </pre>
 *
 * <p>The run holds a lock on a file in its folder, which the kernel gives back however the run ends. The file is locked
 * before it has its name, so a folder with a file of that name whose lock is free belongs to nobody any more.
 */
public final class TemporaryFolders {
    private static final String NAME = "mm-run-";
    private static final String LOCK = ".lock";
    private static final int MAX_ATTEMPTS = 20;

    /** They are held as long as this program lives. */
    private static final List<FileChannel> LOCKS = new ArrayList<>();

    private static Path run;

    private TemporaryFolders() {}

    /**
     * Makes a folder.
     *
     * @param prefix the beginning of its name, for people who look
     * @throws NoRoomException if the disk is full
     */
    public static Path create(String prefix) {
        try {
            return Files.createTempDirectory(ofThisRun(), prefix);
        } catch (IOException e) {
            throw NoRoomException.or(e, place(), "temporary-folders.no-folder-can-be-made");
        }
    }

    /** Returns the folder in which this system keeps temporary files. */
    public static Path place() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    private static synchronized Path ofThisRun() throws IOException {
        if (run == null || !Files.isDirectory(run)) {
            if (run == null) {
                Runtime.getRuntime().addShutdownHook(new Thread(TemporaryFolders::removeOwn, "temporary folders"));
            }
            run = in(place(), NAME);
        }
        return run;
    }

    /**
     * Makes a folder elsewhere, for what is to be moved from it to its neighbours, and removes those that killed runs of this
     * user have left there.
     *
     * @param name the beginning of its name, by which others find it
     */
    public static synchronized Path in(Path place, String name) throws IOException {
        Path made = Files.createTempDirectory(place, name); // rwx for the owner alone
        Path unnamed = made.resolve(LOCK + ".new");
        FileChannel lock = FileChannel.open(unnamed, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        LOCKS.add(lock);
        lock.lock();
        Files.move(unnamed, made.resolve(LOCK), StandardCopyOption.ATOMIC_MOVE);
        removeThoseOfDeadRuns(made, name);
        return made;
    }

    /** Children that have not ended yet may still be writing, so it is tried more than once. */
    private static synchronized void removeOwn() {
        for (int i = 0; i < MAX_ATTEMPTS && run != null && Files.exists(run); i++) {
            try {
                FileTrees.delete(run);
            } catch (RuntimeException e) {
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void removeThoseOfDeadRuns(Path own, String name) {
        try (Stream<Path> all = Files.list(own.getParent())) {
            List<Path> others = all.filter(
                            path -> path.getFileName().toString().matches(Pattern.quote(name) + "[0-9]+"))
                    .filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && !path.equals(own))
                    .toList();
            others.forEach(folder -> removeIfDead(folder, own));
        } catch (IOException e) {
            return; // some other run will do it
        }
    }

    private static void removeIfDead(Path folder, Path own) {
        try {
            if (!Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(own))) {
                return;
            }
            try (FileChannel file =
                    FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
                if (file.tryLock() != null) {
                    FileTrees.delete(folder);
                }
            }
        } catch (IOException | RuntimeException e) {
            return; // it is alive, or just being made, or another run is removing it
        }
    }
}
