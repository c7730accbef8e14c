package mm.grader.course;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import mm.grader.course.files.AtomicFiles;
import mm.grader.course.files.RunStoppedException;
import mm.grader.kit.UserError;
import mm.text.Message;

/**
 * The memory of a class: {@code results/NAME.json}, and {@code reports/NAME.json} and {@code .html} beside it. What is
 * replaced is kept in {@code old/1}, {@code old/2} and so on, a folder for each run that replaced anything.
 */
public final class Store implements AutoCloseable {
    /** Reads and writes all JSON files of a class, indented for people. */
    public static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path folder;
    private final FileChannel lock;
    private Path old;

    private Store(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Opens a folder for writing, and keeps others from doing so.
     *
     * @throws UserError if another run is at work in it
     */
    public static Store open(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw UserError.at("--out " + folder, "store.this-folder-cannot-be-made", e.getMessage());
        }
        AtomicFiles.folder(folder.resolve("results"));
        AtomicFiles.folder(folder.resolve("reports"));
        FileChannel lock = lock(folder);
        Store store = new Store(folder, lock);
        Stream.of(folder, store.folder("results"), store.folder("reports")).forEach(AtomicFiles::tidy);
        return store;
    }

    /** The kernel gives it back when the process ends, however that happens. */
    private static FileChannel lock(Path folder) {
        try {
            FileChannel lock =
                    FileChannel.open(folder.resolve(".lock"), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
            try {
                if (lock.tryLock() != null) {
                    return lock;
                }
            } catch (OverlappingFileLockException e) {
                // the same answer as below
            }
            lock.close();
            throw UserError.at("--out " + folder, "store.another-run-of-mm-class");
        } catch (IOException e) {
            throw UserError.at("--out " + folder, "store.this-folder-cannot-be-written", e.getMessage());
        }
    }

    /** Opens a folder for reading, as another run left it. */
    public static Store of(Path folder) {
        return new Store(folder, null);
    }

    /** Returns the place of one attempt of several, of which the best counts. */
    Store attempt(int number) {
        Store place = new Store(folder("attempts").resolve("" + number), null);
        AtomicFiles.folder(place.folder("results"));
        AtomicFiles.folder(place.folder("reports"));
        return place;
    }

    private Path folder(String name) {
        return folder.resolve(name);
    }

    /** Returns the folder that was opened. */
    public Path folder() {
        return folder;
    }

    /** Returns the file of a student's report of one kind, {@code json} or {@code html}, whether or not it is there. */
    public Path report(String student, String ending) {
        return folder("reports").resolve(student + "." + ending);
    }

    private Path result(String student) {
        return folder("results").resolve(student + ".json");
    }

    /** Returns the result of a student, if it is there, whole, and its reports with it. */
    public Optional<Result> read(String student) {
        try {
            Result result = JSON.readValue(Files.readAllBytes(result(student)), Result.class);
            for (Map.Entry<String, String> sum : result.sums().entrySet()) {
                byte[] report = Files.readAllBytes(report(student, sum.getKey()));
                if (!AtomicFiles.sum(report).equals(sum.getValue())) {
                    return Optional.empty();
                }
            }
            return Optional.of(result);
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // not there, or damaged: then it is graded again
        }
    }

    /** Keeps a result; the reports first, since the result says that they are there. */
    public void write(Result result, Map<String, byte[]> reports) {
        read(result.student())
                .filter(before -> !before.key().equals(result.key()))
                .ifPresent(this::keep);
        reports.forEach((ending, content) -> AtomicFiles.write(report(result.student(), ending), content));
        AtomicFiles.write(result(result.student()), json(result));
    }

    static byte[] json(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the reports of a student by their endings. */
    public Map<String, byte[]> reports(Result result) {
        Map<String, byte[]> reports = new TreeMap<>();
        try {
            for (String ending : result.sums().keySet()) {
                reports.put(ending, Files.readAllBytes(report(result.student(), ending)));
            }
        } catch (IOException e) {
            throw new RunStoppedException(Message.of("store.a-report-of-cannot-be", folder, result.student()), e);
        }
        return reports;
    }

    /** Copies a result to {@code old/}. */
    synchronized void keep(Result before) {
        if (old == null) {
            int number = 1;
            while (Files.exists(folder("old").resolve("" + number))) {
                number++;
            }
            old = folder("old").resolve("" + number);
        }
        AtomicFiles.folder(old.resolve("results"));
        AtomicFiles.folder(old.resolve("reports"));
        Store keeper = new Store(old, null);
        reports(before)
                .forEach((ending, content) -> AtomicFiles.write(keeper.report(before.student(), ending), content));
        AtomicFiles.write(keeper.result(before.student()), json(before));
    }

    /** Returns where this run keeps what it replaced, if it replaced anything. */
    Optional<Path> old() {
        return Optional.ofNullable(old);
    }

    @Override
    public void close() {
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            throw new RunStoppedException(Message.of("store.cannot-be-closed", folder), e);
        }
    }
}
