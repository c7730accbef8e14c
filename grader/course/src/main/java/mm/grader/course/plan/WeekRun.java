package mm.grader.course.plan;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import mm.grader.course.KitDigest;
import mm.grader.course.Result;
import mm.grader.course.RunInfo;
import mm.grader.course.Store;
import mm.grader.course.gradebook.Adjustment;
import mm.grader.course.gradebook.GiveBack;
import mm.grader.course.gradebook.Gradebook;
import mm.grader.course.gradebook.GradebookRows;
import mm.grader.course.gradebook.WeekTerms;
import mm.grader.course.handin.CommitRule;
import mm.grader.course.handin.HandIn;
import mm.grader.course.handin.HandInTimes;
import mm.grader.course.handin.HandIns;
import mm.grader.course.roster.Names;
import mm.grader.course.roster.Pseudonyms;
import mm.grader.course.roster.Roster;
import mm.grader.kit.UserError;
import mm.grader.text.Language;
import mm.grader.text.Texts;

/** One week of a course: its gradebook, and the hand-ins with their times. */
public final class WeekRun {
    private final CoursePlan plan;
    private final PlanWeek week;
    private final Gradebook book;

    private WeekRun(CoursePlan plan, PlanWeek week, Gradebook book) {
        this.plan = plan;
        this.week = week;
        this.book = book;
    }

    /**
     * Makes the run of a week.
     *
     * @param left how many late days each student has left, before this week
     * @param err is told of members of groups who are not on the roster
     * @throws UserError if the roster cannot be read
     */
    public static WeekRun of(
            CoursePlan plan,
            PlanWeek week,
            Map<String, Integer> left,
            GiveBack back,
            Language language,
            PrintWriter err) {
        Roster roster = plan.roster() == null ? null : Roster.read(plan.roster());
        week.groups()
                .forEach((name, group) -> roster.group(name, group.members())
                        .forEach(unknown -> err.println(Texts.in(language)
                                .say("plan.member-unknown", plan.file() + ":" + group.line(), unknown, name))));
        Names names = plan.keyFile() == null ? Names.PLAIN : Pseudonyms.in(plan.keyFile());
        WeekTerms terms = new WeekTerms(left, adjustments(plan, week.name()));
        return new WeekRun(
                plan, week, new Gradebook(names, roster, week.policy(), HandInTimes.NONE, terms, back, language));
    }

    static Map<String, List<Adjustment>> adjustments(CoursePlan plan, String week) {
        Map<String, List<Adjustment>> adjustments = new TreeMap<>();
        for (PlanAdjustment each : plan.adjustments()) {
            if (each.week().equals(week)) {
                adjustments
                        .computeIfAbsent(each.student(), student -> new ArrayList<>())
                        .add(each.what());
            }
        }
        return adjustments;
    }

    /** Returns the late days that students have left before a week, as far as the weeks before it are graded. */
    public static Map<String, Integer> left(CoursePlan plan, PlanWeek before, Language language, PrintWriter err) {
        Left left = new Left(plan.budget());
        for (PlanWeek week : plan.weeks().values()) {
            if (week == before) {
                break;
            }
            Optional<RunInfo> info = RunInfo.read(plan.out(week));
            if (info.isPresent() && plan.budget() > 0) {
                WeekRun run = of(plan, week, left.days(), GiveBack.NOTHING, language, err);
                left.use(run.rows(Store.of(plan.out(week)), info.get(), err));
            }
        }
        return left.days();
    }

    /** The late days of all students: each has the budget until some are used. */
    static final class Left {
        private final int budget;
        private final Map<String, Integer> used = new HashMap<>();

        Left(int budget) {
            this.budget = budget;
        }

        void use(GradebookRows rows) {
            rows.lines().forEach(line -> {
                if (line.penalty() != null) {
                    used.merge(line.real(), line.penalty().freeDays(), Integer::sum);
                }
            });
        }

        /** Whoever is not among these has the whole budget, under the name "". */
        Map<String, Integer> days() {
            Map<String, Integer> days = new HashMap<>();
            days.put(WeekTerms.EVERYBODY_ELSE, budget);
            used.forEach((student, n) -> days.put(student, budget - n));
            return days;
        }
    }

    /** Returns the gradebook of the week. */
    public Gradebook book() {
        return book;
    }

    /** Returns the week of the plan that this is a run of. */
    public PlanWeek week() {
        return week;
    }

    /** Returns what results of this week must be made of. */
    public String terms() {
        return KitDigest.terms(week.selection(), plan.cases());
    }

    /**
     * Lists what was handed in, each with its time if a list has it. Of several times that students could hand in, the last
     * one counts, or with {@code attempts: best} all are tried.
     *
     * @throws UserError if a folder or a list cannot be read
     */
    public List<HandIn> handIns(PrintWriter err) {
        Map<String, HandIn> all = new TreeMap<>();
        List<List<HandIn>> rounds = new ArrayList<>();
        Map<String, String> ids = new TreeMap<>();
        for (Path folder : week.submissions()) {
            List<HandIn> round = HandIns.in(folder, week.prefix());
            rounds.add(round);
            ids.putAll(HandIns.ids(round));
        }
        List<String> names = rounds.stream()
                .flatMap(List::stream)
                .map(HandIn::student)
                .distinct()
                .sorted()
                .toList();
        book.know(names, ids, err);
        for (int i = 0; i < rounds.size(); i++) {
            HandInTimes times = week.times().isEmpty()
                    ? HandInTimes.NONE
                    : HandInTimes.read(week.times().get(i), week.policy().zone());
            List<HandIn> round = rounds.get(i);
            book.compareTimes(times, round.stream().map(HandIn::student).toList(), err);
            for (HandIn each : round) {
                Instant time = book.told(times, each.student(), each.student()).orElse(null);
                HandIn earlier = all.get(each.student());
                all.put(each.student(), each.at(time, plan.best() ? earlier : null));
            }
        }
        return List.copyOf(all.values());
    }

    /**
     * Returns the rows of a week that is graded.
     *
     * @throws UserError if it was graded on other terms
     */
    GradebookRows rows(Store store, RunInfo info, PrintWriter err) {
        Map<String, Result> results = results(store, info);
        List<String> students = students(info);
        book.know(students, info.ids(), err);
        requireSameTerms(info, results);
        return book.rows(results, students, book.roster());
    }

    List<String> students(RunInfo info) {
        return info.students().stream().map(book.names()::real).toList();
    }

    static Map<String, Result> results(Store store, RunInfo info) {
        Map<String, Result> results = new TreeMap<>();
        for (String student : info.students()) {
            results.put(
                    student,
                    store.read(student)
                            .orElseThrow(
                                    () -> UserError.at(store.folder(), "merge.the-result-of-is-missing", student)));
        }
        return results;
    }

    private void requireSameTerms(RunInfo info, Map<String, Result> results) {
        Path folder = plan.out(week);
        String made = info.kit().terms();
        if (info.of() != 1) {
            throw UserError.at(folder, "plan.a-shard");
        }
        boolean cases = plan.cases() != null && Files.isDirectory(plan.cases());
        if ((plan.cases() == null || cases) ? !made.equals(terms()) : !made.startsWith(week.selection() + " with")) {
            throw UserError.at(folder, "plan.other-terms", made, terms());
        }
        CommitRule rule = book.commits(week.selection().exercises());
        results.forEach((student, result) -> {
            String chosen = result.origin().rule();
            String wanted = rule.name(book.names().real(student));
            if (!chosen.isEmpty() && !chosen.equals(wanted)) {
                throw UserError.at(folder, "merge.other-commit", student, chosen, wanted);
            }
        });
    }
}
