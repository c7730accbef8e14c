package mm.grader.course.gradebook;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import mm.grader.course.Result;
import mm.grader.course.RunInfo;
import mm.grader.course.Store;
import mm.grader.course.files.AtomicFiles;
import mm.grader.course.handin.CommitRule;
import mm.grader.course.handin.HandInTimes;
import mm.grader.course.roster.Names;
import mm.grader.course.roster.Roster;
import mm.grader.course.similarity.Similarity;
import mm.grader.kit.Exit;
import mm.grader.kit.UserError;
import mm.grader.text.Language;
import mm.grader.text.Texts;
import mm.machine.Exercise;
import mm.text.Catalogue;

/**
 * How the gradebook is made of results.
 *
 * @param names how students are called
 * @param roster who is in the class, or null
 * @param policy what lateness costs, or null
 * @param times when students handed in, if a file says so
 * @param terms what a course knows of its students
 * @param back what is written for other systems
 * @param language of the pages that people read
 */
public record Gradebook(
        Names names,
        Roster roster,
        LatePolicy policy,
        HandInTimes times,
        WeekTerms terms,
        GiveBack back,
        Language language) {
    private static final int MAX_NAMES = 10;

    /** Makes a gradebook of no course that gives nothing back but grades. */
    public Gradebook(
            Names names,
            Roster roster,
            LatePolicy policy,
            HandInTimes times,
            Set<Imports> formats,
            String assignment,
            Language language) {
        this(names, roster, policy, times, WeekTerms.NONE, GiveBack.grades(formats, assignment), language);
    }

    /** Gets the names that there are, none of which has a number. */
    public void know(Collection<String> handedIn, PrintWriter err) {
        know(handedIn, Map.of(), err);
    }

    /**
     * Gets the names that there are, before anything is written, and says what the files name that is not there.
     *
     * @param ids the numbers that a course's system gave to students, by the names of their hand-ins
     * @throws UserError if there is a roster, and no hand-in is of anybody on it: it is another class's, or misread
     */
    public void know(Collection<String> handedIn, Map<String, String> ids, PrintWriter err) {
        if (roster != null) {
            roster.match(handedIn, ids);
            if (!handedIn.isEmpty() && handedIn.stream().noneMatch(roster::has)) {
                throw UserError.of(
                        "gradebook.nobody-of-the-roster",
                        handedIn.iterator().next(),
                        roster.students().get(0));
            }
        }
        TreeSet<String> everybody = new TreeSet<>(handedIn);
        everybody.addAll(roster == null ? Set.of() : roster.students());
        names.know(everybody, roster);
        if (policy != null) {
            policy.strangers(everybody)
                    .forEach(name -> err.println(texts().say(
                                    "gradebook.mm-the-extension-of-is",
                                    policy.file() + ":" + policy.lines().get(name),
                                    name)));
        }
        compareTimes(times, handedIn, err);
    }

    /**
     * Says who of a list of times did not hand in, and who handed in and is not on it: a misspelled name would leave
     * somebody with the time of a file, which copying may have set.
     */
    public void compareTimes(HandInTimes list, Collection<String> handedIn, PrintWriter err) {
        if (list.file() == null) {
            return;
        }
        TreeSet<String> known = new TreeSet<>(handedIn);
        List<String> missing = new ArrayList<>();
        for (String handIn : handedIn) {
            List<String> called = new ArrayList<>(List.of(handIn));
            if (roster != null) {
                roster.members(handIn).forEach(member -> called.addAll(roster.aliases(member)));
            }
            known.addAll(called);
            if (called.stream().noneMatch(name -> list.of(name).isPresent())) {
                missing.add(names.of(handIn));
            }
        }
        list.lines().forEach((name, line) -> {
            if (!known.contains(name)) {
                boolean enrolled = roster != null && roster.students().contains(name);
                String key = enrolled ? "gradebook.time-without-hand-in" : "gradebook.time-of-nobody";
                err.println(texts().say(key, list.file() + ":" + line, names.of(name)));
            }
        });
        if (!missing.isEmpty()) {
            err.println(texts().say("gradebook.no-time-of", list.file(), missing.size(), some(missing)));
        }
    }

    private static String some(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(MAX_NAMES, names.size())))
                + (names.size() > MAX_NAMES ? ", …" : "");
    }

    /** Returns when a student handed in, if the list of times says so, by any of the names of the student. */
    public Optional<Instant> told(HandInTimes list, String student, String handIn) {
        List<String> called = new ArrayList<>(List.of(student, handIn));
        if (roster != null) {
            called.addAll(roster.aliases(student));
            roster.members(handIn).forEach(member -> called.addAll(roster.aliases(member)));
        }
        return called.stream().flatMap(name -> list.of(name).stream()).findFirst();
    }

    /** Returns which commit of a repository counts. */
    public CommitRule commits() {
        return commits(Set.of(Exercise.values()));
    }

    /**
     * Returns which commit of a repository counts.
     *
     * @param exercises those that are graded
     */
    public CommitRule commits(Set<Exercise> exercises) {
        return new CommitRule() {
            private Collection<String> called(String handIn) {
                List<String> called = new ArrayList<>(List.of(handIn));
                called.addAll(roster == null ? List.of() : roster.members(handIn));
                return called;
            }

            @Override
            public Instant until(String handIn) {
                return policy == null || policy.commits() == LatePolicy.Commits.HEAD
                        ? null
                        : policy.inTimeUntil(called(handIn));
            }

            @Override
            public boolean best() {
                return policy != null && policy.commits() == LatePolicy.Commits.BEST;
            }

            @Override
            public BigDecimal lost(String handIn, Instant time) {
                return policy == null
                        ? BigDecimal.ZERO
                        : policy.of(called(handIn), time, 0).minus();
            }

            @Override
            public Set<Exercise> exercises() {
                return exercises;
            }
        };
    }

    /** Returns the rows of a run. */
    public GradebookRows rows(Map<String, Result> results, Collection<String> students, Roster known) {
        return GradebookRows.of(results, students, this, known);
    }

    /**
     * Writes all that is computed from the results, and returns the exit code.
     *
     * @param students the names of those who handed in
     */
    public int write(
            Store store,
            Map<String, Result> results,
            Collection<String> students,
            RunInfo info,
            Similarity.Report similar,
            PrintWriter out,
            PrintWriter err) {
        // Who is in no shard is known when all shards are merged.
        Roster known = info.of() == 1 ? roster : null;
        GradebookRows sheet = rows(results, students, known);
        AtomicFiles.write(store.folder().resolve("gradebook.csv"), back.table(sheet.gradebook(back.decimalComma())));
        if (info.of() == 1) {
            new StudentPages(store, sheet, this, info).write();
            back.write(store, sheet, roster, info);
        }
        ClassPage.of(sheet, Statistics.of(sheet, store), similar, language).forEach((file, text) -> {
            AtomicFiles.folder(store.folder().resolve(file).getParent());
            AtomicFiles.write(store.folder().resolve(file), text);
        });
        info.write(store.folder());
        new Summary(sheet, this, known, out, err).print();
        out.println(texts().say(
                        "gradebook.see-and",
                        store.folder().resolve("gradebook.csv"),
                        store.folder().resolve("class.html")));
        sheet.of(Result.Row.NOT_GRADED)
                .forEach(line -> err.println(texts().say(
                                "gradebook.mm-is-not-graded",
                                line.result().student(),
                                line.result().reason(language))));
        return exitCode(results);
    }

    private static int exitCode(Map<String, Result> results) {
        if (results.values().stream().anyMatch(result -> result.status() == Result.Row.NOT_GRADED)) {
            return Exit.FAILED;
        }
        return results.values().stream().allMatch(Result::graded) ? Exit.OK : Exit.LESS;
    }

    Catalogue texts() {
        return Texts.in(language);
    }
}
