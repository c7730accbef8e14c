package mm.grader.grade;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import mm.grader.child.ClassFiles;
import mm.grader.compile.Compiled;
import mm.grader.compile.Compiler;
import mm.grader.compile.ForbiddenUses;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.Rubric;
import mm.grader.rubric.Status;
import mm.grader.sandbox.ChildPool;
import mm.grader.sandbox.Limits;
import mm.grader.sandbox.Sandbox;
import mm.grader.submission.Note;
import mm.grader.submission.Submission;
import mm.machine.Exercise;
import mm.text.Message;

/**
 * Grades one submission.
 *
 * <pre>
 * the rubric is fixed already
 * compile each exercise by itself
 * for each check: no classes? say why.  a check it needs did not pass? blocked.  else let a child run it
 * one verdict for each check of the rubric
 * </pre>
 */
public final class Grader {
    private final Rubric rubric;
    private final GradingOptions terms;
    private final ChildPool workers;
    private final Timings timings;

    /** Makes a grader with the usual terms. */
    public Grader(Rubric rubric, Limits limits, long seed) {
        this(rubric, GradingOptions.of(limits, Sandbox.of(Sandbox.Wish.AUTO), seed));
    }

    /** Makes a grader that starts children as it needs them. */
    public Grader(Rubric rubric, GradingOptions terms) {
        this(rubric, terms, null, new Timings());
    }

    /**
     * Makes a grader of which many may share workers, each with a seed of its own.
     *
     * @param workers the children that run the checks; closed by whoever made them
     * @param timings where to add how long everything took
     */
    public Grader(Rubric rubric, GradingOptions terms, ChildPool workers, Timings timings) {
        this.rubric = rubric;
        this.terms = terms;
        this.workers = workers;
        this.timings = timings;
    }

    /** Grades the given exercises of a submission. Several threads may do so at once. */
    public GradeResult grade(Submission submission, Set<Exercise> exercises) {
        if (workers != null) {
            return grade(submission, exercises, workers, made -> {});
        }
        try (ChildPool own = ChildPool.fresh(rubric, terms.limits(), terms.sandbox())) {
            return grade(submission, exercises, own, made -> {});
        }
    }

    /** Grades as well, and hands the classes on that may be run. This grader must have workers. */
    public GradeResult grade(
            Submission submission, Set<Exercise> exercises, Consumer<Map<Exercise, ClassFiles>> classes) {
        return grade(submission, exercises, workers, classes);
    }

    private GradeResult grade(
            Submission submission,
            Set<Exercise> exercises,
            ChildPool children,
            Consumer<Map<Exercise, ClassFiles>> made) {
        Path work = FileTrees.temporary("grade-");
        Map<Exercise, Compiled> compiled = new EnumMap<>(Exercise.class);
        Map<Exercise, Path> classes = new EnumMap<>(Exercise.class);
        try (SubmissionRun runner = new SubmissionRun(children, terms, timings)) {
            long since = System.nanoTime();
            compiled.putAll(new Compiler(submission, work, terms.limits().compile()).compileAll(exercises));
            timings.add(Timings.Phase.COMPILE, since);
            compiled.replaceAll((exercise, result) -> inspected(result));
            compiled.forEach((exercise, result) -> {
                if (result.classes() != null) {
                    classes.put(exercise, result.classes());
                }
            });
            runner.begin(classes);
            made.accept(runner.classes());
            List<ExerciseResult> results = new ArrayList<>();
            for (Exercise exercise : exercises) {
                results.add(grade(compiled.get(exercise), runner, null, verdict -> {}));
            }
            return new GradeResult(
                    terms.seed(),
                    results,
                    terms.screens() ? runner.screens(results) : Message.verbatim(""),
                    setting(submission),
                    terms.sandbox().on());
        } finally {
            FileTrees.delete(work);
        }
    }

    /**
     * Grades one exercise, and nothing else is compiled. This grader must have workers.
     *
     * @param first the check to begin with (after those that it requires), or null
     * @param heard is told of each verdict at once
     */
    public ExerciseResult grade(Submission submission, Exercise exercise, String first, Consumer<Verdict> heard) {
        Path work = FileTrees.temporary("grade-");
        try (SubmissionRun runner = new SubmissionRun(workers, terms, timings)) {
            Compiled compiled = inspected(new Compiler(submission, work).compile(exercise));
            runner.begin(compiled.classes() == null ? Map.of() : Map.of(exercise, compiled.classes()));
            return grade(compiled, runner, first, heard);
        } finally {
            FileTrees.delete(work);
        }
    }

    /**
     * Grades the reference, of which there are class files alone, as if somebody had handed it in. This grader must have
     * workers.
     */
    public GradeResult reference(Set<Exercise> exercises) {
        Map<Exercise, Path> classes = new EnumMap<>(Exercise.class);
        exercises.forEach(exercise -> classes.put(exercise, KitHome.referenceClasses(exercise)));
        try (SubmissionRun runner = new SubmissionRun(workers, terms, timings)) {
            runner.begin(classes);
            List<ExerciseResult> results = new ArrayList<>();
            for (Exercise exercise : exercises) {
                Compiled compiled = new Compiled(
                        exercise, true, classes.get(exercise), Set.of(), List.of(), List.of(), List.of(), List.of());
                results.add(grade(compiled, runner, null, verdict -> {}));
            }
            return new GradeResult(
                    terms.seed(),
                    results,
                    Message.verbatim(""),
                    List.of(),
                    terms.sandbox().on());
        }
    }

    /** What all exercises have in common. */
    private List<Message> setting(Submission submission) {
        List<Message> setting = new ArrayList<>(submission.notes());
        setting.add(terms.sandbox().description());
        setting.add(Message.of("setting.java", System.getProperty("java.version")));
        terms.cases().description().ifPresent(setting::add);
        return setting;
    }

    /** Forbidden code is never loaded: it has no classes any more. */
    private Compiled inspected(Compiled compiled) {
        long since = System.nanoTime();
        List<Note> violations =
                compiled.classes() == null || !terms.allowList() ? List.of() : ForbiddenUses.violations(compiled);
        timings.add(Timings.Phase.ALLOW_LIST, since);
        return violations.isEmpty() ? compiled : compiled.forbidden(violations);
    }

    private ExerciseResult grade(Compiled compiled, SubmissionRun runner, String first, Consumer<Verdict> heard) {
        List<Note> notes = new ArrayList<>(compiled.errors());
        notes.addAll(compiled.violations());
        notes.addAll(compiled.notes());
        Map<String, Verdict> verdicts = new java.util.LinkedHashMap<>();
        for (CheckInfo check : inOrderOfNeed(inFront(first, rubric.of(compiled.exercise())))) {
            Verdict verdict = verdict(check, compiled, verdicts, runner);
            verdicts.put(check.method(), verdict);
            heard.accept(verdict);
        }
        List<Verdict> inOrder = rubric.of(compiled.exercise()).stream()
                .map(check -> verdicts.get(check.method()))
                .toList();
        return new ExerciseResult(compiled.exercise(), notes, inOrder);
    }

    /** Puts one check in front of the others, with those that it needs. */
    private static List<CheckInfo> inFront(String first, List<CheckInfo> checks) {
        Set<String> wanted = new HashSet<>();
        wanted.add(first);
        int before;
        do {
            before = wanted.size();
            checks.stream()
                    .filter(check -> wanted.contains(check.method()))
                    .forEach(check -> wanted.addAll(check.requires()));
        } while (wanted.size() > before);
        List<CheckInfo> order = new ArrayList<>(checks);
        order.sort(Comparator.comparing(check -> !wanted.contains(check.method())));
        return order;
    }

    /** A check may need one that comes later; each is run after those that it needs. */
    private static List<CheckInfo> inOrderOfNeed(List<CheckInfo> checks) {
        List<CheckInfo> order = new ArrayList<>();
        List<CheckInfo> left = new ArrayList<>(checks);
        while (!left.isEmpty()) {
            CheckInfo next = left.stream()
                    .filter(check ->
                            left.stream().noneMatch(other -> check.requires().contains(other.method())))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("these checks require each other: " + left));
            left.remove(next);
            order.add(next);
        }
        return order;
    }

    private Verdict verdict(CheckInfo check, Compiled compiled, Map<String, Verdict> earlier, SubmissionRun runner) {
        if (!compiled.handedIn()) {
            return Verdict.without(check, Status.NOT_HANDED_IN);
        }
        if (!compiled.errors().isEmpty()) {
            return Verdict.without(check, Status.DOES_NOT_COMPILE);
        }
        if (!compiled.violations().isEmpty()) {
            return Verdict.without(
                    check, Status.FORBIDDEN, compiled.violations().get(0).placed());
        }
        for (String required : check.requires()) {
            Verdict verdict = earlier.get(required);
            if (verdict == null || verdict.status() != Status.PASSED) {
                boolean unwritten = verdict != null && verdict.status() == Status.NOT_STARTED;
                Status status = unwritten ? Status.NOT_STARTED : Status.BLOCKED;
                return Verdict.without(check, status, Message.of("verdict.first", required.replace('_', ' ')));
            }
        }
        return runner.run(check, new FailureLocator(compiled));
    }
}
