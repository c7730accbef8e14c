package mm.grader.course.handin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import mm.grader.course.files.AtomicFiles;
import mm.grader.kit.BoundedRun;
import mm.grader.kit.FileTrees;
import mm.grader.kit.NoRoomException;
import mm.grader.kit.UserError;
import mm.grader.submission.Note;
import mm.grader.submission.SourceText;
import mm.grader.submission.Submission;
import mm.grader.text.Texts;
import mm.machine.Exercise;
import mm.text.Explained;

/**
 * A hand-in that is open for grading.
 *
 * @param submission what the grader reads
 * @param content the sum of all that it reads
 * @param time when it was handed in
 * @param timeFrom where that time is from
 */
public record OpenHandIn(Submission submission, String content, Instant time, String timeFrom)
        implements AutoCloseable {
    /**
     * Opens an attempt.
     *
     * @throws UserError if that cannot be done; the sentence does not name the file
     */
    public static OpenHandIn open(Attempt attempt) {
        OpenHandIn opened = bounded(() -> opened(attempt.handIn(), attempt.commit()));
        Instant told = attempt.handIn().time();
        return told == null ? opened : new OpenHandIn(opened.submission(), opened.content(), told, "times");
    }

    /** Returns what may count of a hand-in, as {@link Attempt#of} does, within the same limits. */
    public static List<Attempt> attempts(HandIn handIn, CommitRule rule) {
        return bounded(() -> Attempt.of(handIn, rule));
    }

    private static <T> T bounded(java.util.concurrent.Callable<T> work) {
        try {
            return new BoundedRun("hand-in", LIMIT, STACK_MEGABYTES).call(work);
        } catch (BoundedRun.NoResult e) {
            if (e.getCause() instanceof UserError said) {
                throw said.withoutPlace(); // the row has the student's name, and an anonymous one must not
            }
            if (e.getCause() instanceof NoRoomException full) {
                throw full;
            }
            throw UserError.of("hand-ins.cannot-be-read", Explained.of(e));
        }
    }

    private static OpenHandIn opened(HandIn handIn, String commit) {
        if (!handIn.problem().isEmpty()) {
            throw UserError.saying(handIn.problem());
        }
        if (handIn.kind() == HandIn.Kind.GIT) {
            return repository(handIn.path(), commit);
        }
        Submission submission = Submission.open(handIn.path());
        try {
            return new OpenHandIn(submission, sum(submission), lastChange(handIn, submission), "file");
        } catch (IOException e) {
            submission.close();
            throw UserError.unreadable("", e);
        } catch (RuntimeException e) {
            submission.close();
            throw e;
        }
    }

    private static OpenHandIn repository(Path path, String commit) {
        Path folder = FileTrees.temporary("commit-");
        boolean open = false;
        try {
            Git.Checkout checkout = Git.checkOut(path, folder, commit);
            Submission submission = Submission.unpacked(folder, checkout.notes());
            open = true;
            return new OpenHandIn(submission, sum(submission), checkout.time(), "commit");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (!open && Files.isDirectory(folder)) {
                FileTrees.delete(folder);
            }
        }
    }

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int STACK_MEGABYTES = 32;

    /** The newest source, or the archive itself: what is in an archive has the clock of the student. */
    private static Instant lastChange(HandIn handIn, Submission submission) throws IOException {
        Instant last = FIRST;
        if (handIn.kind() == HandIn.Kind.ARCHIVE) {
            return changed(handIn.path());
        }
        for (Exercise exercise : Exercise.values()) {
            for (Path file : submission.sources(exercise)) {
                Instant time = changed(file);
                last = time.isAfter(last) ? time : last;
            }
        }
        return last;
    }

    /** Clocks can be set to what no calendar has. */
    private static Instant changed(Path file) throws IOException {
        Instant time = Files.getLastModifiedTime(file).toInstant();
        return time.isBefore(FIRST) ? FIRST : time.isAfter(LAST) ? LAST : time;
    }

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private static String sum(Submission submission) throws IOException {
        MessageDigest digest = AtomicFiles.digest();
        add(digest, submission.notes().stream().map(Texts.english()::say).toList());
        for (Exercise exercise : Exercise.values()) {
            add(digest, submission.links(exercise).stream().map(Note::file).toList());
            for (Path file : submission.sources(exercise)) {
                add(digest, List.of(submission.shown(file)));
                digest.update(
                        AtomicFiles.sum(beginning(file, submission.shown(file))).getBytes(StandardCharsets.US_ASCII));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Of a source that is too long to be one, its length matters, and the grader says so. */
    private static byte[] beginning(Path file, String shown) {
        try {
            long length = Files.size(file);
            return length <= SourceText.MAX_BYTES
                    ? Files.readAllBytes(file)
                    : (length + " bytes").getBytes(StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw UserError.of("at", shown, UserError.unreadable("", e).what());
        }
    }

    private static void add(MessageDigest digest, List<String> lines) {
        digest.update((lines.size() + "\n" + String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        submission.close();
    }
}
