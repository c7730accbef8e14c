package mm.grader.course;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.grader.course.files.Csv;
import mm.grader.course.gradebook.GiveBack;
import mm.grader.course.handin.HandIn;
import mm.grader.course.handin.Shard;
import mm.grader.course.plan.CourseBook;
import mm.grader.course.plan.CoursePlan;
import mm.grader.course.plan.PlanFile;
import mm.grader.course.plan.PlanWeek;
import mm.grader.course.plan.WeekRun;
import mm.grader.course.similarity.Similarity;
import mm.grader.grade.ExerciseResult;
import mm.grader.grade.GradeResult;
import mm.grader.grade.Verdict;
import mm.grader.kit.KitHome;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.Rubric;
import mm.grader.rubric.Status;
import mm.grader.submission.Submission;
import mm.grader.text.Language;
import mm.grader.text.Texts;
import mm.machine.Exercise;
import mm.text.Message;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The guide's course: students over seven weeks with late ones, resubmissions, teams, one who leaves, hand-ins of the
 * wrong week, and each shape that Moodle and GitHub Classroom give. The checks are made up; every mark is computed a second
 * way by {@link SemesterWork}. {@code -Dmm.semester=60} makes them sixty, as CI does at night; a build has fewer.
 */
@Tag("slow")
final class SemesterTest {
    private static final int STUDENTS = Integer.getInteger("mm.semester", 24) / 3 * 3;
    private static final String LEAVES = user(STUDENTS - 1);
    private static final int BUDGET = 3;
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final Pattern POINTS = Pattern.compile("points ([0-9]+)");

    /** A week of the guide: what it sets, the shape of its hand-ins, and until when. */
    private enum Week {
        MOODLE_FOLDERS("01", "2026-10-17T23:59", 1),
        CLASSROOM("02", "2026-10-24T23:59", 1), // the clocks are put back in the night after
        MOODLE_FILES("03.1-5", "2026-10-31T23:59", 2),
        TEAMS("03.6-8", "2026-11-07T23:59", 1),
        TWICE("04", "2026-11-14T23:59", 1),
        ZIPS("05,06", "2026-11-21T23:59", 2),
        BARE("07", "2026-11-28T23:59", 1);

        private final String only;
        private final LocalDateTime due;
        private final int weight;

        Week(String only, String due, int weight) {
            this.only = only;
            this.due = LocalDateTime.parse(due);
            this.weight = weight;
        }

        String title() {
            return "" + (ordinal() + 1);
        }
    }

    @TempDir
    private Path folder;

    private final Random random = new Random(23);
    private final StringWriter said = new StringWriter();
    /** What each did, by week and student. */
    private final Map<Week, Map<String, SemesterWork>> works = new LinkedHashMap<>();

    private final Map<Week, StringBuilder> times = new LinkedHashMap<>();

    private static String user(int i) {
        return "u%02d".formatted(i);
    }

    /** Two students have one name; Moodle's numbers tell them apart. */
    private static String fullName(int i) {
        return i == 8 ? "Kim 7" : "Kim " + i;
    }

    private LocalDateTime someTime(LocalDateTime due) {
        int kind = random.nextInt(6);
        return switch (kind) {
            case 0 -> due.plusMinutes(random.nextInt(2 * SemesterWork.GRACE_MINUTES));
            case 1 -> due.plusSeconds(86_400L * random.nextInt(7) + random.nextInt(3));
            case 2 -> due.plusMinutes(random.nextInt(7 * 24 * 60));
            default -> due.minusMinutes(random.nextInt(6 * 24 * 60));
        };
    }

    /** The sources of all exercises of a week; the points are divided among them. */
    private static Map<String, String> sources(String only, int points) {
        Map<String, String> sources = new TreeMap<>();
        String[] numbers = only.split(",");
        int rest = points;
        for (int i = 0; i < numbers.length; i++) {
            Exercise exercise = Exercise.of(numbers[i].substring(0, 2));
            int own = i == numbers.length - 1 ? rest : Math.min(rest, 100);
            rest -= own;
            sources.put(
                    exercise.sources(Path.of("")) + "/" + exercise.packageName().replace('.', '/') + "/Own.java",
                    "package " + exercise.packageName() + "; // points " + own + "\n");
        }
        return sources;
    }

    private static void write(Path own, Map<String, String> sources) throws IOException {
        for (Map.Entry<String, String> each : sources.entrySet()) {
            Path file = own.resolve(each.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, each.getValue());
        }
    }

    private static void zip(Path file, Map<String, String> sources) throws IOException {
        Files.createDirectories(file.getParent());
        Map<String, byte[]> entries = new TreeMap<>();
        sources.forEach((name, text) -> entries.put(name, text.getBytes(StandardCharsets.UTF_8)));
        SampleClass.zip(file, entries);
    }

    private static String utc(LocalDateTime time) {
        return time.atZone(ZONE).toInstant().toString();
    }

    private int most(Week week) {
        return mm.grader.rubric.Selection.named(List.of(week.only.split(","))).of(Rubric.shipped()).checks().stream()
                .filter(check -> !check.bonus())
                .mapToInt(CheckInfo::points)
                .sum();
    }

    /** Repositories have a starter commit; what was pushed by the deadline counts, else what was pushed at last. */
    private SemesterWork repository(Path own, Week week, boolean bare) throws Exception {
        Exercise exercise = Exercise.of(week.only.substring(0, 2));
        SampleClass.copy(own, KitHome.exercises(), exercise);
        SampleClass.git(own, "init", "-q", ".");
        SampleClass.commitAll(own, utc(week.due.minusDays(20)));
        SemesterWork.Try counted = null;
        LocalDateTime time = week.due.minusDays(1);
        for (int i = random.nextInt(3); i >= 0; i--) {
            time = time.plusMinutes(1 + random.nextInt(48 * 60));
            int points = random.nextInt(most(week) + 1);
            write(own, sources(week.only, points));
            Files.writeString(own.resolve("n"), "" + time);
            SampleClass.commitAll(own, utc(time));
            boolean inTime = !time.isAfter(week.due.plusMinutes(SemesterWork.GRACE_MINUTES));
            boolean before =
                    counted == null || !counted.time().isAfter(week.due.plusMinutes(SemesterWork.GRACE_MINUTES));
            counted = inTime || counted == null || !before ? new SemesterWork.Try(time, points) : counted;
        }
        if (bare) {
            Path work = folder.resolve("work-" + own.getFileName());
            Files.move(own, work);
            SampleClass.git(own.getParent(), "clone", "-q", "--bare", work.toString(), own.getFileName() + ".git");
        }
        return new SemesterWork(List.of(counted), week.due, most(week));
    }

    private void handIn(Week week, int i) throws Exception {
        String user = user(i);
        Path place = folder.resolve(week == Week.CLASSROOM ? "week-2-submissions" : "w" + week.title());
        int id = 1000 * (week.ordinal() + 1) + i;
        int points = random.nextInt(most(week) + 1);
        LocalDateTime time = someTime(week.due);
        Map<String, String> sources = sources(week.only, points);
        SemesterWork work = new SemesterWork(List.of(new SemesterWork.Try(time, points)), week.due, most(week));
        String moodle = fullName(i) + "_" + id + "_assignsubmission_file";
        String called = i == 7 || i == 8 ? fullName(i) + "_" + id : fullName(i);
        switch (week) {
            case MOODLE_FOLDERS -> {
                zip(place.resolve(moodle + "/my work.zip"), sources);
                Files.writeString(place.resolve(moodle + "/report.pdf"), "%PDF");
            }
            case MOODLE_FILES -> {
                if (i == 13) { // the wrong week's
                    sources = sources("01", 90);
                    work = new SemesterWork(List.of(new SemesterWork.Try(time, 0)), week.due, most(week));
                }
                zip(place.resolve(moodle + "_work.zip"), sources);
            }
            case CLASSROOM -> work = repository(place.resolve("week-2-hub-" + user), week, false);
            case BARE -> work = repository(place.resolve(user), week, true);
            case TEAMS -> {
                called = "team" + i / 3;
                write(place.resolve(called), sources);
            }
            case TWICE -> {
                zip(place.resolve(user + ".zip"), sources);
                if (i % 2 == 0) {
                    LocalDateTime again = time.plusMinutes(random.nextInt(5 * 24 * 60));
                    int better = random.nextInt(most(week) + 1);
                    zip(folder.resolve("w5-again").resolve(user + ".zip"), sources(week.only, better));
                    again(user, again);
                    work = new SemesterWork(
                            List.of(new SemesterWork.Try(time, points), new SemesterWork.Try(again, better)),
                            week.due,
                            most(week));
                }
                called = user;
            }
            default -> {
                zip(place.resolve(user + ".zip"), sources);
                called = user;
            }
        }
        if (week != Week.CLASSROOM && week != Week.BARE) {
            times.computeIfAbsent(week, key -> new StringBuilder())
                    .append(called + "," + SemesterWork.seconds(time, ZONE) + "\n");
        }
        works.computeIfAbsent(week, key -> new TreeMap<>()).put(user, work);
    }

    private final StringBuilder again = new StringBuilder();

    private void again(String user, LocalDateTime time) {
        again.append(user + "," + SemesterWork.seconds(time, ZONE) + "\n");
    }

    private Path courseFile() throws Exception {
        StringBuilder roster = new StringBuilder("Username;First name;Last name;github_username;Identifier\n");
        for (int i = 0; i < STUDENTS; i++) {
            // The worksheet's numbers are of the first week; both of one name are told apart by those of each week.
            roster.append("%s;%s;;hub-%s;%s\n".formatted(user(i), fullName(i), user(i), "Participant " + (1000 + i)));
        }
        Files.writeString(folder.resolve("roster.csv"), roster);
        StringBuilder text = new StringBuilder("course: The guide's course\nzone: Europe/Berlin\nroster: roster.csv\n"
                + "attempts: best\nlate: {grace: 10m, budget: " + BUDGET
                + "d, steps: {each: 1d, minus: 10%, most: 5}}\n"
                + "withdrawn: {" + LEAVES + ": 2026-11-10}\nweeks:\n");
        for (Week week : Week.values()) {
            String place = week == Week.CLASSROOM ? "week-2-submissions" : "w" + week.title();
            boolean twice = week == Week.TWICE;
            text.append("  " + week.title() + ":\n    only: " + week.only + "\n    submissions: "
                    + (twice ? "[w5, w5-again]" : place) + "\n    deadline: "
                    + week.due.toString().replace('T', ' ') + "\n    weight: " + week.weight + "\n");
            if (times.containsKey(week)) {
                Files.writeString(folder.resolve("t" + week.title() + ".csv"), times.get(week));
                text.append("    times: " + (twice ? "[t5.csv, t5-again.csv]" : "t" + week.title() + ".csv") + "\n");
            }
            if (week == Week.TEAMS) {
                text.append("    groups:\n");
                for (int i = 0; i < STUDENTS; i += 3) {
                    text.append("      team%d: [%s, %s, %s]\n".formatted(i / 3, user(i), user(i + 1), user(i + 2)));
                }
            }
            if (week == Week.ZIPS) {
                text.append("    extensions: {u20: 2d, u21: 2026-11-25 12:00}\n");
            }
        }
        text.append("adjustments:\n- {student: u22, week: 6, points: 7.5, reason: r, by: k}\n"
                + "- {student: u19, points: -1.25, reason: r, by: k}\n");
        Files.writeString(folder.resolve("t5-again.csv"), again);
        return Files.writeString(folder.resolve("course.yml"), text);
    }

    /** Half of the points of a week are of one check that passes, by what the source says. */
    private static GradeResult mark(PlanWeek week, Submission submission, long seed) {
        List<ExerciseResult> results = new ArrayList<>();
        for (Exercise exercise : week.selection().exercises()) {
            int most = week.selection().of(Rubric.shipped()).of(exercise).stream()
                    .filter(check -> !check.bonus())
                    .mapToInt(CheckInfo::points)
                    .sum();
            int points = 0;
            for (Path source : submission.sources(exercise)) {
                Matcher says = POINTS.matcher(text(source));
                points += says.find() ? Integer.parseInt(says.group(1)) : 0;
            }
            boolean there = submission.handedIn(exercise);
            results.add(new ExerciseResult(
                    exercise,
                    List.of(),
                    there
                            ? List.of(
                                    verdict(exercise, "reached", points, Status.PASSED),
                                    verdict(exercise, "not_reached", most - points, Status.FAILED))
                            : List.of(verdict(exercise, "all", most, Status.NOT_HANDED_IN))));
        }
        return new GradeResult(seed, results, Message.verbatim(""), List.of(), true);
    }

    private static Verdict verdict(Exercise exercise, String method, int points, Status status) {
        CheckInfo check = new CheckInfo(exercise, 1, "title", "Check", method, points, false, List.of(), List.of());
        return Verdict.without(check, status, Message.verbatim(""));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code mm class --course --week} does, with made-up checks. */
    private void grade(CoursePlan plan, PlanWeek week) {
        PrintWriter out = new PrintWriter(said, true);
        Map<String, Integer> left = WeekRun.left(plan, week, Language.EN, out);
        WeekRun run = WeekRun.of(plan, week, left, GiveBack.NOTHING, Language.EN, out);
        List<HandIn> handIns = run.handIns(out);
        Result.Key kit = new Result.Key("", "kit", run.terms());
        try (Store store = Store.open(plan.out(week));
                Progress progress = Progress.of(new PrintWriter(new StringWriter()), Texts.english(), handIns.size())) {
            Course course = new Course(
                    (submission, seed) -> mark(week, submission, seed),
                    kit,
                    run.book().names(),
                    run.book().commits(week.selection().exercises()),
                    Language.EN);
            Map<String, Result> results = course.run(store, handIns, 2, progress);
            RunInfo info = RunInfo.of(
                    new Shard(1, 1), kit, results.keySet(), handIns, run.book().names());
            List<String> students = handIns.stream().map(HandIn::student).toList();
            run.book().write(store, results, students, info, Similarity.Report.NONE, out, out);
        }
    }

    private static BigDecimal hundredths(long n) {
        return new BigDecimal(BigInteger.valueOf(n), 2);
    }

    @Test
    void every_mark_of_a_semester_is_what_a_second_way_of_computing_gives() throws Exception {
        for (Week week : Week.values()) {
            for (int i = 0; i < STUDENTS; i += week == Week.TEAMS ? 3 : 1) {
                boolean gone = user(i).equals(LEAVES) && week.due.isAfter(LocalDateTime.parse("2026-11-10T00:00"));
                boolean lazy = i % 17 == week.ordinal() + 1;
                boolean alike =
                        (i == 7 || i == 8) && week == Week.MOODLE_FILES; // whose is whose, only the week 1 list says
                if (!gone && !lazy && !alike) {
                    handIn(week, i);
                }
            }
        }
        for (int i = 0; i < STUDENTS; i++) {
            SemesterWork team = works.get(Week.TEAMS).get(user(i / 3 * 3));
            if (team != null) {
                works.get(Week.TEAMS).put(user(i), team);
            }
        }
        CoursePlan plan = PlanFile.read(courseFile());
        for (PlanWeek week : plan.weeks().values()) {
            grade(plan, week);
        }
        PrintWriter out = new PrintWriter(said, true);
        assertThat(new CourseBook(plan, GiveBack.NOTHING, Language.EN).write(out, out))
                .isEqualTo(Week.values().length);
        compare();
        traced();
        String once = Files.readString(folder.resolve("out/course.csv"));
        new CourseBook(plan, GiveBack.NOTHING, Language.EN).write(out, out);
        assertThat(folder.resolve("out/course.csv")).as("again").hasContent(once);
        assertThat(said.toString()).doesNotContain("there is a time for", "no time here");
    }

    private LocalDateTime due(Week week, String user) {
        return week != Week.ZIPS
                ? week.due
                : switch (user) {
                    case "u20" -> week.due.plusDays(2);
                    case "u21" -> LocalDateTime.parse("2026-11-25T12:00");
                    default -> week.due;
                };
    }

    private void compare() {
        List<List<String>> table = Csv.read(folder.resolve("out/course.csv"));
        assertThat(table).hasSize(STUDENTS + 1);
        int late = 0;
        for (List<String> row : table.subList(1, table.size())) {
            String user = row.get(0);
            Map<String, String> cells = new TreeMap<>();
            for (int i = 0; i < row.size(); i++) {
                cells.put(table.get(0).get(i), row.get(i));
            }
            int left = BUDGET;
            // A common denominator of all weeks' points, so that nothing is rounded but the total.
            BigInteger sum = BigInteger.ZERO;
            BigInteger all = BigInteger.ONE;
            int weights = 0;
            for (Week week : Week.values()) {
                all = all.multiply(BigInteger.valueOf(most(week)));
                weights += week.weight;
            }
            for (Week week : Week.values()) {
                SemesterWork given = works.get(week).get(user);
                SemesterWork work = given == null
                        ? new SemesterWork(List.of(), week.due, most(week))
                        : new SemesterWork(given.tries(), due(week, user), given.most());
                SemesterWork.Mark mark = work.mark(left);
                left -= mark.daysUsed();
                late += mark.daysUsed() > 0 ? 1 : 0;
                long expected = mark.hundredths() + (user.equals("u22") && week == Week.ZIPS ? 750 : 0);
                assertThat(new BigDecimal(cells.get(week.title() + " final")))
                        .as(user + " in " + week + " " + work + " " + row)
                        .isEqualByComparingTo(hundredths(expected));
                assertThat(cells.get(week.title() + " late days"))
                        .as(user + " in " + week + " " + work)
                        .isEqualTo(mark.daysUsed() == 0 ? "" : "" + mark.daysUsed());
                assertThat(cells.get(week.title() + " status"))
                        .as(user + " in " + week)
                        .isEqualTo(given == null ? "not handed in" : "graded");
                sum = sum.add(BigInteger.valueOf(expected * week.weight)
                        .multiply(all.divide(BigInteger.valueOf(most(week)))));
            }
            BigDecimal total = new BigDecimal(sum)
                    .divide(new BigDecimal(all.multiply(BigInteger.valueOf(weights))), 20, RoundingMode.HALF_UP)
                    .add(user.equals("u19") ? new BigDecimal("-1.25") : BigDecimal.ZERO)
                    .max(BigDecimal.ZERO)
                    .setScale(2, RoundingMode.HALF_UP);
            if (user.equals(LEAVES)) {
                assertThat(cells.get("status")).isEqualTo("withdrawn 2026-11-10");
                assertThat(cells.get("total %")).isEmpty();
            } else {
                assertThat(new BigDecimal(cells.get("total %"))).as(user).isEqualByComparingTo(total);
            }
        }
        assertThat(late).as("enough were late for this to say anything").isGreaterThan(STUDENTS / 2);
    }

    /** Each number leads to a page that has it, and the wrong week's hand-in says what it is. */
    private void traced() throws IOException {
        JsonNode book = Store.JSON.readTree(folder.resolve("out/course.json").toFile());
        int traced = 0;
        for (JsonNode student : book.get("students")) {
            for (JsonNode week : student.get("weeks")) {
                JsonNode page = Store.JSON.readTree(
                        folder.resolve("out/" + week.get("from").asText()).toFile());
                String shown = page.has("mark") ? page.get("mark").get("final").asText() : "0";
                assertThat(shown).isEqualTo(week.get("final").asText());
                traced++;
            }
        }
        assertThat(traced).isEqualTo(STUDENTS * Week.values().length);
        assertThat(Files.readString(folder.resolve("out/week-3/gradebook.csv")))
                .containsPattern(
                        "u13,Kim 13,not handed in,0,0,.*handed in is 01, which is not what was to be handed in");
    }
}
