package mm.grader.course;

import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mm.grader.course.files.AtomicFiles;
import mm.grader.course.files.RunStoppedException;
import mm.grader.course.handin.Attempt;
import mm.grader.course.handin.CommitRule;
import mm.grader.course.handin.HandIn;
import mm.grader.course.handin.OpenHandIn;
import mm.grader.course.roster.Names;
import mm.grader.grade.GradeResult;
import mm.grader.grade.Verdict;
import mm.grader.kit.NoRoomException;
import mm.grader.kit.TemporaryFolders;
import mm.grader.kit.Untrusted;
import mm.grader.kit.UserError;
import mm.grader.report.GradingService;
import mm.grader.rubric.Seeds;
import mm.grader.rubric.Status;
import mm.grader.submission.Note;
import mm.grader.submission.Submission;
import mm.grader.text.Language;
import mm.grader.text.Texts;
import mm.machine.Exercise;
import mm.text.Message;

/**
 * Grades hand-ins side by side, and remembers each as soon as it is done.
 *
 * <pre>
 * each thread: take the next hand-in
 *   is its result there already, made of the same sources by the same kit? then it stays
 *   else grade it, write its reports, write its result
 *   what only this machine can have spoiled is graded once more, at the end and alone
 * the disk is full? all threads stop; what is written is whole
 * </pre>
 */
public final class Course {
    /** Marks one submission; {@link GradingService#mark}, or a test's. */
    public interface Marker {
        /** Returns the marks of a submission, whose random cases come from a seed. */
        GradeResult mark(Submission submission, long seed);
    }

    /** How many programs that want to run there are for each processor before time says nothing any more. */
    private static final int BUSY = 2;

    private final Marker marker;
    private final Result.Key kit;
    private final Names names;
    private final CommitRule rule;
    private final Language language;
    private final Map<String, Result> results = new TreeMap<>();
    private Store store;
    private final ConcurrentLinkedQueue<HandIn> again = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Throwable> stop = new AtomicReference<>();

    /**
     * Makes a course.
     *
     * @param kit the kit and the terms, with no content
     * @param language of the reports that people read
     */
    public Course(Marker marker, Result.Key kit, Names names, CommitRule rule, Language language) {
        this.marker = marker;
        this.kit = kit;
        this.names = names;
        this.rule = rule;
        this.language = language;
    }

    /**
     * Demands that the results that are there were made by the same kit on the same terms.
     *
     * @throws UserError if they were not
     */
    public void requireSameKit(Store place, List<HandIn> handIns) {
        long others = handIns.stream()
                .flatMap(handIn -> place.read(names.of(handIn.student())).stream())
                .filter(result -> !result.key().sameKit(kit))
                .count();
        if (others > 0) {
            throw UserError.at("--out " + place.folder(), "course.out-of-the-results-here", others);
        }
    }

    /**
     * Grades what is not graded yet, and returns all results by the students' names or pseudonyms.
     *
     * @throws RunStoppedException if the run has to stop
     */
    public Map<String, Result> run(Store place, List<HandIn> handIns, int cores, Progress progress) {
        store = place;
        ConcurrentLinkedQueue<HandIn> queue = new ConcurrentLinkedQueue<>(handIns);
        CountDownLatch ended = new CountDownLatch(cores);
        for (int i = 0; i < cores; i++) {
            Thread thread = new Thread(
                    () -> {
                        try {
                            work(queue, progress, true);
                        } finally {
                            ended.countDown();
                        }
                    },
                    "mm-class-" + (i + 1));
            thread.setDaemon(true);
            thread.start();
        }
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunStoppedException(Message.of("course.interrupted"), e);
        }
        work(again, progress, false);
        if (stop.get() != null) {
            Throwable cause = stop.get();
            Message why = cause instanceof RunStoppedException stopped
                    ? stopped.what()
                    : Message.verbatim(String.valueOf(cause.getMessage()));
            throw new RunStoppedException(
                    Message.of("course.done-and-kept", why, results.size(), handIns.size()), cause);
        }
        return results;
    }

    private void work(ConcurrentLinkedQueue<HandIn> queue, Progress progress, boolean first) {
        for (HandIn handIn = queue.poll(); handIn != null && stop.get() == null; handIn = queue.poll()) {
            try {
                Result result = result(handIn, first);
                if (result == null) {
                    again.add(handIn);
                } else {
                    synchronized (results) {
                        results.put(result.student(), result);
                    }
                    progress.done(result);
                }
            } catch (RunStoppedException e) {
                stop.compareAndSet(null, e);
            } catch (NoRoomException e) {
                stop.compareAndSet(null, new RunStoppedException(Message.verbatim(e.getMessage()), e));
            } catch (Throwable e) { // an Error, too: one hand-in must not stop the others
                giveUp(handIn, e, first, progress);
            }
        }
    }

    private void giveUp(HandIn handIn, Throwable failure, boolean first, Progress progress) {
        if (first) {
            again.add(handIn);
            return;
        }
        try {
            String student = names.of(handIn.student());
            Result.Key key = new Result.Key("", kit.kit(), kit.terms());
            Result result = failed(student, key, Message.of("course.failed-on-it", "" + failure));
            synchronized (results) {
                results.put(student, result);
            }
            progress.done(result);
        } catch (Throwable e) {
            stop.compareAndSet(
                    null,
                    e instanceof RunStoppedException
                            ? e
                            : new RunStoppedException(Message.of("course.the-grader-failed", e.toString()), e));
        }
    }

    /** Returns null if it must be graded again. */
    private Result result(HandIn handIn, boolean first) {
        String student = names.of(handIn.student());
        try {
            List<Attempt> attempts = OpenHandIn.attempts(handIn, rule);
            return attempts.size() == 1
                    ? result(attempts.get(0), student, store, first)
                    : bestOf(attempts, student, first);
        } catch (RunStoppedException | NoRoomException e) {
            throw e;
        } catch (UserError e) {
            Result.Key key = new Result.Key("", kit.kit(), kit.terms());
            Result result = Result.without(student, Result.Row.UNREADABLE, key)
                    .because(spoken -> names.scrubbed(
                            handIn.student(), Untrusted.line(Texts.in(spoken).say(e.what()))));
            store.write(result, Map.of());
            return result;
        }
    }

    /** Each attempt has a place of its own, where it is remembered; the best one is the student's. */
    private Result bestOf(List<Attempt> attempts, String student, boolean first) {
        Result best = null;
        Store from = null;
        BigDecimal most = null;
        UserError unreadable = null;
        for (int i = 0; i < attempts.size(); i++) {
            Store place = store.attempt(i + 1);
            Result each;
            try {
                each = result(attempts.get(i), student, place, first);
            } catch (UserError e) {
                unreadable = e;
                continue;
            }
            if (each == null || each.status() == Result.Row.NOT_GRADED) {
                return each; // it might have been the best one
            }
            BigDecimal left = each.handedIn() == null ? BigDecimal.ZERO : left(attempts.get(i), each);
            if (best == null || left.compareTo(most) > 0) {
                best = each;
                from = place;
                most = left;
            }
        }
        if (best == null) {
            throw unreadable;
        }
        Result before = store.read(student).orElse(null);
        if (!best.equals(before)) {
            store.write(best, from.reports(best));
        }
        return best;
    }

    private BigDecimal left(Attempt attempt, Result result) {
        BigDecimal lost = rule.lost(attempt.handIn().student(), Instant.ofEpochSecond(result.handedIn()));
        return CommitRule.ALL.subtract(lost).multiply(BigDecimal.valueOf(result.total() + result.bonus()));
    }

    private Result result(Attempt attempt, String student, Store place, boolean first) {
        try (OpenHandIn opened = OpenHandIn.open(attempt)) {
            Result.Key key = new Result.Key(opened.content(), kit.kit(), kit.terms());
            long seed = Seeds.of(student);
            Result before = place.read(student).orElse(null);
            if (before != null && before.graded() && before.key().equals(key) && before.seed() == seed) {
                Result now = told(before, attempt, opened, student);
                if (!now.equals(before)) {
                    place.write(now, Map.of());
                }
                return now;
            }
            return graded(attempt, student, key, opened, seed, place, first);
        }
    }

    /** Adds what is known of the hand-in, rather than of what is in it. */
    private Result told(Result result, Attempt attempt, OpenHandIn opened, String student) {
        HandIn handIn = attempt.handIn();
        boolean named = student.equals(handIn.student());
        String file = named ? handIn.shown() : "";
        String chosen = attempt.commit().isEmpty() ? "" : rule.name(handIn.student());
        Result told = result.at(opened.time().getEpochSecond(), opened.timeFrom())
                .of(new Origin(file, attempt.commit(), chosen))
                .because(spoken -> "");
        String others = Stream.of(Exercise.values())
                .filter(opened.submission()::handedIn)
                .map(Exercise::number)
                .collect(Collectors.joining(", "));
        boolean none = rule.exercises().stream().noneMatch(opened.submission()::handedIn);
        if (none && !others.isEmpty()) {
            told = told.alsoBecause(spoken -> Texts.in(spoken).say("attempt.other-exercises", others));
        }
        for (Message remark : attempt.remarks()) {
            told = told.alsoBecause(spoken -> Texts.in(spoken).say(remark));
        }
        return told;
    }

    private Result graded(
            Attempt attempt, String student, Result.Key key, OpenHandIn opened, long seed, Store place, boolean first) {
        HandIn handIn = attempt.handIn();
        GradeResult marks;
        try {
            marks = names.scrubbed(handIn.student(), marker.mark(opened.submission(), seed));
        } catch (Throwable e) { // an Error, too: one submission must not stop the others
            requireRoom();
            if (first) {
                return null;
            }
            return failed(student, key, Message.of("course.failed-on-it", "" + e));
        }
        if (isDoubtful(marks)) {
            requireRoom();
            if (first) {
                return null;
            }
        }
        if (marks.graderFailed()) {
            return failed(student, key, Message.of("course.failed-on-it", notRun(marks)));
        }
        Map<String, byte[]> reports = new LinkedHashMap<>();
        try {
            // Sources may name their author: a report under a pseudonym quotes none.
            Path quoted = student.equals(handIn.student()) ? opened.submission().root() : null;
            reports.put("html", GradingService.html(marks, quoted, student, language));
            reports.put("json", GradingService.json(marks));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return first ? null : failed(student, key, Message.of("course.failed-on-its-report", "" + e));
        }
        Map<String, String> sums = new TreeMap<>();
        reports.forEach((ending, content) -> sums.put(ending, AtomicFiles.sum(content)));
        Result graded = Result.of(student, key, marks, GradingService.beliefs(marks), sums);
        Result result = told(graded, attempt, opened, student);
        place.write(result, reports);
        return result;
    }

    private static Message notRun(GradeResult marks) {
        return marks.exercises().stream()
                .flatMap(exercise -> exercise.verdicts().stream())
                .filter(verdict -> verdict.status() == Status.NOT_RUN)
                .map(Verdict::why)
                .findFirst()
                .orElse(Message.verbatim(""));
    }

    /** It is not remembered as done, so the next run tries again. */
    private Result failed(String student, Result.Key key, Message why) {
        Result result = Result.without(student, Result.Row.NOT_GRADED, key)
                .because(spoken -> onOneLine(Texts.in(spoken).say(why)));
        store.write(result, Map.of());
        return result;
    }

    private static String onOneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }

    /** A full disk looks like the mistake of a student: classes cannot be written, the child does not start. */
    private void requireRoom() {
        AtomicFiles.requireRoom(store.folder());
        AtomicFiles.requireRoom(TemporaryFolders.place());
    }

    /**
     * What may be this machine's doing: a child that was killed from outside, classes that could not be written, a check
     * that ran out of time while others kept the processors busy.
     */
    private static boolean isDoubtful(GradeResult marks) {
        boolean busy = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()
                > BUSY * Runtime.getRuntime().availableProcessors();
        return marks.exercises().stream()
                .anyMatch(exercise -> exercise.verdicts().stream().anyMatch(verdict -> isDoubtful(verdict, busy))
                        || exercise.notes().stream().anyMatch(note -> isDoubtful(note, busy)));
    }

    private static boolean isDoubtful(Verdict verdict, boolean busy) {
        return verdict.doubtful()
                || verdict.status() == Status.NOT_RUN
                || (busy && verdict.status() == Status.TIMED_OUT);
    }

    private static boolean isDoubtful(Note note, boolean busy) {
        return note.kind() == Note.Kind.NOT_WRITTEN
                || note.kind() == Note.Kind.STOPPED
                || (busy && note.kind() == Note.Kind.TOO_SLOW);
    }
}
