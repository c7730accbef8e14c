package mm.grader.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import mm.grader.feedback.ExerciseFeedback;
import mm.grader.grade.ExerciseResult;
import mm.grader.grade.GradeResult;
import mm.grader.grade.NextCheck;
import mm.grader.grade.Verdict;
import mm.grader.kit.Template;
import mm.grader.kit.Untrusted;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.CheckTexts;
import mm.grader.rubric.Status;
import mm.grader.text.Language;
import mm.grader.text.Texts;
import mm.text.Catalogue;

/**
 * The report for a browser: one page that needs nothing else. It says first where to start, then what failed, with the hint,
 * the place and its source, and the smallest script that fails in the same way; what passed is folded.
 */
final class HtmlReport {
    private static final Template TEMPLATE = Template.of(HtmlReport.class, "report.mustache");
    private static final String STYLE = Template.resource(HtmlReport.class, "page.css");
    private static final String SCRIPT = Template.resource(HtmlReport.class, "copy.js");

    private final Report report;
    private final GradeResult result;
    private final Language language;
    private final Catalogue texts;
    private final CheckTexts checks;
    private final SourceLines sources;
    private final FurtherReading reading;

    HtmlReport(Report report) {
        this.report = report;
        result = report.result();
        language = report.language();
        texts = Texts.in(language);
        checks = new CheckTexts(texts);
        sources = new SourceLines(report.root());
        reading = new FurtherReading(language, checks, report.kit());
    }

    String page() {
        Map<String, Object> page = Template.page(language, STYLE, SCRIPT);
        page.put("student", Untrusted.line(report.student()));
        page.put("points", points(result.points(), result.maxPoints(), result.bonus()));
        page.put("setting", result.setting().stream().map(this::said).toList());
        List<Map<String, Object>> exercises =
                result.exercises().stream().map(this::exercise).toList();
        page.put("exercises", exercises);
        page.put("start", start());
        page.put("graderFailed", result.graderFailed());
        return TEMPLATE.fill(page);
    }

    private String said(mm.text.Message message) {
        return Untrusted.text(texts.say(message));
    }

    private String points(int points, int maxPoints, int bonus) {
        if (maxPoints == 0) {
            return texts.say("report.bonus-points", bonus);
        }
        return bonus > 0
                ? texts.say("report.points-bonus", points, maxPoints, bonus)
                : texts.say("report.points", points, maxPoints);
    }

    /** Returns where the student best goes on: a check, or what keeps a whole exercise from running. */
    private Map<String, Object> start() {
        return NextCheck.of(result)
                .map(verdict -> {
                    CheckInfo check = verdict.check();
                    boolean whole = switch (verdict.status()) {
                        case DOES_NOT_COMPILE, FORBIDDEN, MISSING_CLASS -> true;
                        default -> false;
                    };
                    return Map.<String, Object>of(
                            "anchor",
                                    whole
                                            ? "e" + check.exercise().number()
                                            : check.id().replace('/', '-'),
                            "exercise", checks.title(check.exercise()),
                            "sentence", whole ? texts.say(verdict.status().key()) : checks.sentence(check));
                })
                .orElse(null);
    }

    private Map<String, Object> exercise(ExerciseResult exercise) {
        Map<String, Object> map = new HashMap<>();
        map.put("number", exercise.exercise().number());
        map.put("title", checks.title(exercise.exercise()));
        map.put("points", points(exercise.points(), exercise.maxPoints(), exercise.bonus()));
        map.put("reached", exercise.points());
        map.put("most", exercise.maxPoints());
        map.put("released", !exercise.verdicts().isEmpty());
        map.put("steps", steps(exercise));
        map.put(
                "notes",
                exercise.notes().stream().map(note -> said(note.message())).toList());
        List<Verdict> failed = exercise.verdicts().stream()
                .filter(verdict -> verdict.status() != Status.PASSED)
                .toList();
        Map<Status, List<Verdict>> likewise = likewise(failed);
        Stream<Verdict> told = failed.stream()
                .filter(verdict -> verdict.status() != Status.BLOCKED)
                .filter(verdict ->
                        !likewise.getOrDefault(verdict.status(), List.of()).contains(verdict));
        map.put("failed", told.map(this::verdict).toList());
        List<Map<String, Object>> folded = new ArrayList<>();
        likewise.forEach((status, verdicts) -> folded.add(Map.of(
                "title",
                texts.say(
                        isOfAll(status) ? "report.all-of" : "report.more-of", texts.say(status.key()), verdicts.size()),
                "rows",
                verdicts.stream().map(this::verdict).toList())));
        map.put("likewise", folded);
        List<Map<String, Object>> blocked = failed.stream()
                .filter(verdict -> verdict.status() == Status.BLOCKED)
                .map(this::verdict)
                .toList();
        map.put("blocked", group(blocked));
        map.put(
                "passed",
                group(exercise.verdicts().stream()
                        .filter(verdict -> verdict.status() == Status.PASSED)
                        .map(this::verdict)
                        .toList()));
        map.put(
                "lesson",
                report.feedback().stream()
                        .filter(lesson -> lesson.exercise() == exercise.exercise())
                        .map(this::lesson)
                        .toList());
        map.put("chapter", chapter(exercise));
        map.put(
                "contract",
                "exercises/00-machine/src/main/java/"
                        + exercise.exercise().packageName().replace('.', '/'));
        return map;
    }

    /** Tells whether a status is of an exercise, and says all: what keeps it from running stands above its checks. */
    private static boolean isOfAll(Status status) {
        return status == Status.NOT_HANDED_IN || status == Status.DOES_NOT_COMPILE;
    }

    /** Returns the checks which say nothing that the first one of their status, or the exercise, does not say. */
    private static Map<Status, List<Verdict>> likewise(List<Verdict> failed) {
        Map<Status, List<Verdict>> likewise = new EnumMap<>(Status.class);
        Set<Status> seen = EnumSet.noneOf(Status.class);
        for (Verdict verdict : failed) {
            boolean alike = switch (verdict.status()) {
                case NOT_HANDED_IN, DOES_NOT_COMPILE, FORBIDDEN, MISSING_CLASS, NOT_STARTED -> true;
                default -> false;
            };
            if (alike && (!seen.add(verdict.status()) || isOfAll(verdict.status()))) {
                likewise.computeIfAbsent(verdict.status(), unused -> new ArrayList<>())
                        .add(verdict);
            }
        }
        return likewise;
    }

    private String chapter(ExerciseResult exercise) {
        String suffix = language == Language.EN ? ".md" : "." + language.code() + ".md";
        return "docs/" + exercise.exercise().folder() + suffix;
    }

    /** Returns rows with their number, or nothing if there are none: a template cannot count. */
    private static Map<String, Object> group(List<Map<String, Object>> rows) {
        return rows.isEmpty() ? null : Map.of("count", rows.size(), "rows", rows);
    }

    private List<Map<String, Object>> steps(ExerciseResult exercise) {
        Map<Integer, int[]> points = new TreeMap<>();
        Map<Integer, String> titles = new TreeMap<>();
        Set<Integer> less = new HashSet<>(); // points do not tell: a bonus of 0 is 0 of 0
        for (Verdict verdict : exercise.verdicts()) {
            titles.put(verdict.check().step(), checks.title(verdict.check()));
            int[] sums = points.computeIfAbsent(verdict.check().step(), unused -> new int[3]);
            boolean bonus = verdict.check().bonus();
            sums[0] += bonus ? 0 : verdict.points();
            sums[1] += bonus ? 0 : verdict.check().points();
            sums[2] += bonus ? verdict.points() : 0;
            if (verdict.status() != Status.PASSED) {
                less.add(verdict.check().step());
            }
        }
        List<Map<String, Object>> steps = new ArrayList<>();
        points.forEach((step, sums) -> steps.add(Map.of(
                "step",
                step,
                "title",
                titles.get(step),
                "points",
                points(sums[0], sums[1], sums[2]),
                "full",
                !less.contains(step))));
        return steps;
    }

    private Map<String, Object> verdict(Verdict verdict) {
        Map<String, Object> map = new HashMap<>();
        map.put("anchor", verdict.check().id().replace('/', '-'));
        map.put("sentence", checks.sentence(verdict.check()));
        map.put("step", verdict.check().step());
        map.put("bonus", verdict.check().bonus());
        map.put(
                "points",
                texts.say("report.points", verdict.points(), verdict.check().points()));
        map.put("status", texts.say(verdict.status().key()));
        map.put("why", Untrusted.text(ReportText.why(verdict, texts)).strip());
        map.put("place", verdict.place().isEmpty() ? "" : Untrusted.line(ReportText.place(verdict.place(), texts)));
        List<SourceLines.Line> lines = sources.around(verdict.place());
        map.put("source", lines.isEmpty() ? null : Map.of("lines", lines));
        map.put("stack", Untrusted.line(String.join(" < ", verdict.led().stack())));
        map.put("calls", Untrusted.text(String.join("\n", verdict.led().allCalls())));
        map.put("printed", Untrusted.text(verdict.output()).strip());
        boolean helps = verdict.status() == Status.FAILED
                || verdict.status() == Status.TIMED_OUT
                || verdict.status() == Status.STACK_OVERFLOW
                || verdict.status() == Status.OUT_OF_MEMORY;
        boolean hint = helps && !verdict.check().hints().isEmpty();
        map.put("hint", hint ? checks.hint(verdict.check(), 1) : "");
        map.put(
                "reading",
                group(reading.of(verdict.check()).stream()
                        .map(place -> Map.<String, Object>of("text", place.text(), "link", place.link()))
                        .toList()));
        return map;
    }

    private Map<String, Object> lesson(ExerciseFeedback lesson) {
        return new LessonView(lesson, language).map();
    }
}
