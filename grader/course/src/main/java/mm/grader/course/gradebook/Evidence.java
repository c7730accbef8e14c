package mm.grader.course.gradebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import mm.grader.course.Result;
import mm.grader.course.RunInfo;
import mm.grader.course.Store;
import mm.grader.kit.ShellWord;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.Rubric;
import mm.grader.text.Language;
import mm.grader.text.Texts;
import mm.text.Message;

/**
 * What a student's mark is made of, as a student can be shown it and anybody can make it again. There is nothing of the
 * present in it, so that the same hand-in gives the same bytes.
 */
final class Evidence {
    private static final int VERSION = 1;
    private static final Map<String, String> STEPS = steps();

    private final GradebookRows.Line line;
    private final Gradebook book;
    private final RunInfo info;
    private final List<String> members;

    Evidence(GradebookRows.Line line, Gradebook book, RunInfo info) {
        this.line = line;
        this.book = book;
        this.info = info;
        String handIn = book.names().real(line.handIn());
        members = book.roster() == null || !book.roster().isGroup(handIn)
                ? List.of()
                : book.roster().members(handIn).stream().map(book.names()::of).toList();
    }

    private static Map<String, String> steps() {
        Map<String, String> steps = new TreeMap<>();
        for (CheckInfo check : Rubric.shipped().checks()) {
            steps.putIfAbsent(check.exercise().number() + "." + check.step(), check.title());
        }
        return steps;
    }

    private Result result() {
        return line.result();
    }

    /** Returns the exercises as {@code --only} has them. */
    private String only() {
        return result().key().terms().replaceFirst(" with cases .*", "");
    }

    /** Returns the command that gives the same report. */
    String command() {
        String commit = result().origin().commit();
        String file = result().origin().handIn().isEmpty()
                ? "HAND-IN"
                : result().origin().handIn();
        String before = commit.isEmpty()
                ? ""
                : "git clone " + ShellWord.of(file) + " work && git -C work checkout " + commit + " && ";
        String cases = result().key().terms().contains(" with cases ") ? " --cases CASES" : "";
        return before + "./mm grade " + (commit.isEmpty() ? ShellWord.of(file) : "work") + " --only " + only() + cases
                + " --id " + ShellWord.of(line.handIn());
    }

    /** Returns the sentence with which the points become the grade. */
    Message arithmetic() {
        LatePenalty penalty = line.penalty();
        BigDecimal minus = penalty == null ? BigDecimal.ZERO : penalty.minus();
        int points = result().total() + result().bonus();
        String grade = GradebookRows.plain(penalty == null ? BigDecimal.valueOf(points) : penalty.of(points));
        return minus.signum() == 0
                ? Message.of("evidence.sum", "" + result().total(), "" + result().bonus(), grade)
                : Message.of(
                        "evidence.less",
                        "" + result().total(),
                        "" + result().bonus(),
                        GradebookRows.plain(minus),
                        grade);
    }

    /** Returns how late it was and what that costs. */
    Message lateness() {
        LatePenalty penalty = line.penalty();
        if (penalty == null) {
            return Message.of(book.policy() == null ? "evidence.no-policy" : "evidence.no-time");
        }
        if (!penalty.late()) {
            return Message.of("evidence.in-time");
        }
        Message how = penalty.how() == null ? Message.of("evidence.free-of-charge") : penalty.how();
        return penalty.freeDays() == 0
                ? Message.of("evidence.late", penalty.length(), how)
                : Message.of("evidence.late-with-days", penalty.length(), penalty.freeDays(), how);
    }

    /** Returns the rows of a page: a word and what it is. */
    List<Map<String, String>> rows(Language language) {
        Map<String, Message> rows = new java.util.LinkedHashMap<>();
        rows.put("evidence.student", Message.verbatim(result().student()));
        if (!members.isEmpty()) {
            rows.put("evidence.group", Message.of("evidence.group-of", line.handIn(), String.join(", ", members)));
        }
        if (result().graded()) {
            rows.put(
                    "evidence.final",
                    Message.verbatim(GradebookRows.plain(line.grade().orElseThrow())));
            rows.put("evidence.computed", arithmetic());
        } else {
            rows.put("evidence.status", Message.of(result().status().key()));
        }
        if (!line.adjustments().isEmpty()) {
            rows.put(
                    "evidence.adjusted",
                    Message.verbatim(line.adjustments().stream()
                            .map(each -> each.shown() + ": " + each.reason() + " (" + each.by() + ")")
                            .collect(Collectors.joining("; "))));
        }
        if (result().handedIn() != null) {
            Message from = from(result());
            rows.put("evidence.handed-in", Message.of("evidence.time", time(), from));
        }
        if (line.penalty() != null) {
            rows.put(
                    "evidence.deadline",
                    Message.verbatim(GradebookRows.shown(line.penalty().due())));
        }
        if (result().graded()) {
            rows.put("evidence.lateness", lateness());
        }
        if (!result().origin().commit().isEmpty()) {
            rows.put("evidence.commit", Message.verbatim(result().origin().commit()));
        }
        if (!result().key().content().isEmpty()) {
            rows.put("evidence.checksum", Message.verbatim(result().key().content()));
        }
        if (result().graded()) {
            rows.put("evidence.seed", Message.of("evidence.seed-of", "" + result().seed(), line.handIn()));
            rows.put("evidence.kit", Message.verbatim(result().key().kit()));
            rows.put("evidence.terms", Message.verbatim(result().key().terms()));
        }
        if (!result().reason(language).isEmpty()) {
            rows.put("evidence.reason", Message.verbatim(result().reason(language)));
        }
        return rows.entrySet().stream()
                .map(each -> Map.of(
                        "word", Texts.in(language).say(each.getKey()),
                        "what", Texts.in(language).say(each.getValue())))
                .toList();
    }

    /** Returns where the time of a hand-in is from. */
    static Message from(Result result) {
        return Message.of(
                switch (result.timeFrom()) {
                    case "times" -> "evidence.from-times";
                    case "commit" -> "evidence.from-commit";
                    default -> "evidence.from-file";
                });
    }

    private String time() {
        return line.penalty() != null
                ? GradebookRows.shown(line.penalty().time())
                : Instant.ofEpochSecond(result().handedIn()).toString();
    }

    /**
     * Returns all of it for programs.
     *
     * @param report what {@code mm grade} says; null if there are no marks
     */
    ObjectNode json(JsonNode report) {
        ObjectNode all = Store.JSON.createObjectNode();
        all.put("version", VERSION).put("student", result().student());
        all.put("status", result().status().title()).put("reason", result().reason());
        ObjectNode handIn = all.putObject("handIn");
        handIn.put("name", line.handIn()).put("file", result().origin().handIn());
        handIn.put("checksum", result().key().content())
                .put("commit", result().origin().commit());
        ArrayNode together = handIn.putArray("members");
        members.forEach(together::add);
        ObjectNode times = all.putObject("times");
        times.put("handedIn", result().handedIn() == null ? null : time()).put("from", result().timeFrom());
        LatePenalty penalty = line.penalty();
        times.put("deadline", penalty == null ? null : GradebookRows.shown(penalty.due()));
        times.put("late", penalty == null ? "" : penalty.length());
        times.put("lateDaysUsed", penalty == null ? 0 : penalty.freeDays());
        times.put("arithmetic", Texts.english().say(lateness()));
        if (result().graded()) {
            ObjectNode mark = all.putObject("mark");
            mark.put("points", result().total())
                    .put("most", result().maxPoints())
                    .put("bonus", result().bonus());
            mark.put("minusPercent", penalty == null ? "0" : GradebookRows.plain(penalty.minus()));
            mark.put("final", GradebookRows.plain(line.grade().orElseThrow()));
            ArrayNode byHand = mark.putArray("adjustments");
            line.adjustments()
                    .forEach(each -> byHand.addObject()
                            .put("points", GradebookRows.plain(each.points()))
                            .put("reason", each.reason())
                            .put("by", each.by()));
            mark.put("arithmetic", Texts.english().say(arithmetic()));
            ObjectNode kit = all.putObject("kit");
            kit.put("version", result().key().kit()).put("terms", result().key().terms());
            kit.put("seed", result().seed()).put("repeat", command());
            kit.set("setting", report.get("setting"));
            all.set("steps", steps(report));
            all.set("report", report);
        }
        return all;
    }

    private static ArrayNode steps(JsonNode report) {
        Map<String, int[]> sums = new TreeMap<>();
        report.get("exercises")
                .forEach(exercise -> exercise.get("checks").forEach(check -> {
                    String step = exercise.get("number").asText() + "."
                            + check.get("step").asInt();
                    int[] sum = sums.computeIfAbsent(step, key -> new int[4]);
                    boolean bonus = check.get("bonus").asBoolean();
                    sum[bonus ? 2 : 0] += check.get("points").asInt();
                    sum[1] += bonus ? 0 : check.get("most").asInt();
                }));
        ArrayNode steps = Store.JSON.createArrayNode();
        sums.forEach((step, sum) -> steps.addObject()
                .put("step", step)
                .put("title", STEPS.getOrDefault(step, ""))
                .put("points", sum[0])
                .put("most", sum[1])
                .put("bonus", sum[2]));
        return steps;
    }
}
