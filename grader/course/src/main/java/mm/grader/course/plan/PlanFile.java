package mm.grader.course.plan;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import mm.grader.course.files.YamlFile;
import mm.grader.course.gradebook.Adjustment;
import mm.grader.course.gradebook.LateFile;
import mm.grader.course.gradebook.LatePolicy;
import mm.grader.kit.UserError;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.Rubric;
import mm.grader.rubric.Selection;
import mm.text.Message;
import org.yaml.snakeyaml.nodes.Node;

/** Reads a {@link CoursePlan}; what is wrong is said with its line. */
public final class PlanFile {
    private static final Set<String> KEYS = Set.of(
            "course",
            "zone",
            "roster",
            "out",
            "cases",
            "anonymous",
            "attempts",
            "late",
            "groups",
            "withdrawn",
            "weeks",
            "adjustments");
    private static final Set<String> WEEK =
            Set.of("only", "submissions", "times", "prefix", "deadline", "extensions", "weight", "groups");
    private static final String NUMBER = "[+-]?[0-9]{1,6}(\\.[0-9]{1,4})?";
    private static final int MAX_BUDGET = 1000;

    private final Path file;
    private final YamlFile yaml;
    private Map<String, Node> keys;
    private ZoneId zone;

    private PlanFile(Path file) {
        this.file = file;
        yaml = new YamlFile(file);
    }

    /**
     * Reads a course file.
     *
     * @throws UserError if it is broken, naming the line
     */
    public static CoursePlan read(Path file) {
        return new PlanFile(file).plan();
    }

    private CoursePlan plan() {
        Node root = yaml.root();
        keys = yaml.mapping(root, KEYS);
        zone = yaml.zone(yaml.need(keys, "zone", root));
        Map<String, Node> late =
                keys.containsKey("late") ? yaml.mapping(keys.get("late"), with(LateFile.COSTS, "budget")) : Map.of();
        Map<String, PlanWeek> weeks = new LinkedHashMap<>();
        yaml.mapping(yaml.need(keys, "weeks", root), null)
                .forEach((name, node) -> weeks.put(name, week(name, node, late)));
        if (weeks.isEmpty()) {
            throw yaml.wrong(keys.get("weeks"), Message.of("late-file.is-missing-here", "1"));
        }
        return new CoursePlan(
                file,
                keys.containsKey("course") ? yaml.scalar(keys.get("course")) : "",
                path("roster"),
                keys.containsKey("out") ? path("out") : path(file, "out"),
                path("cases"),
                path("anonymous"),
                best(),
                budget(late),
                withdrawn(),
                weeks,
                adjustments(weeks));
    }

    private static Set<String> with(Set<String> some, String more) {
        Set<String> all = new HashSet<>(some);
        all.add(more);
        return all;
    }

    private Path path(String key) {
        return keys.containsKey(key) ? path(file, yaml.scalar(keys.get(key))) : null;
    }

    /** Names of files are meant from the course file's folder. */
    private static Path path(Path file, String name) {
        Path folder = file.getParent();
        return folder == null ? Path.of(name) : folder.resolve(name);
    }

    private boolean best() {
        return keys.containsKey("attempts")
                && switch (yaml.scalar(keys.get("attempts"))) {
                    case "best" -> true;
                    case "last" -> false;
                    default -> throw yaml.wrong(keys.get("attempts"), Message.of("plan.attempts"));
                };
    }

    private int budget(Map<String, Node> late) {
        if (!late.containsKey("budget")) {
            return 0;
        }
        TemporalAmount length = yaml.length(late.get("budget"));
        if (length instanceof Period days && days.getDays() <= MAX_BUDGET) {
            return days.getDays();
        }
        throw yaml.wrong(late.get("budget"), Message.of("plan.budget"));
    }

    private Map<String, ZonedDateTime> withdrawn() {
        Map<String, ZonedDateTime> withdrawn = new LinkedHashMap<>();
        if (keys.containsKey("withdrawn")) {
            yaml.mapping(keys.get("withdrawn"), null).forEach((student, node) -> withdrawn.put(student, day(node)));
        }
        return withdrawn;
    }

    private ZonedDateTime day(Node node) {
        try {
            return LocalDate.parse(yaml.scalar(node)).atStartOfDay(zone);
        } catch (DateTimeException e) {
            return yaml.time(node, zone);
        }
    }

    private PlanWeek week(String name, Node node, Map<String, Node> late) {
        if (!name.matches("[\\p{L}\\p{N}_-]{1,30}")) {
            throw yaml.wrong(node, Message.of("plan.name-of-week", name));
        }
        Map<String, Node> week = yaml.mapping(node, WEEK);
        yaml.need(week, "deadline", node);
        LatePolicy policy = LateFile.of(file, yaml, zone, week, late);
        List<Path> submissions = paths(yaml.need(week, "submissions", node));
        List<Path> times = week.containsKey("times") ? paths(week.get("times")) : List.of();
        if (!times.isEmpty() && times.size() != submissions.size()) {
            throw yaml.wrong(week.get("times"), Message.of("plan.times", submissions.size(), times.size()));
        }
        Map<String, PlanGroup> groups = new LinkedHashMap<>();
        Map<String, PlanGroup> members = new HashMap<>();
        // A week's own groups come instead of those of the course.
        Node given = week.getOrDefault("groups", keys.get("groups"));
        if (given != null && !keys.containsKey("roster")) {
            throw yaml.wrong(given, Message.of("plan.groups-without-roster"));
        }
        if (given != null) {
            yaml.mapping(given, null).forEach((group, each) -> groups.put(group, group(each, members)));
        }
        Selection selection = selection(yaml.need(week, "only", node));
        int most = selection.of(Rubric.shipped()).checks().stream()
                .filter(check -> !check.bonus())
                .mapToInt(CheckInfo::points)
                .sum();
        if (most == 0) {
            throw yaml.wrong(week.get("only"), Message.of("plan.no-points"));
        }
        return new PlanWeek(
                name,
                selection,
                most,
                submissions,
                times,
                week.containsKey("prefix") ? yaml.scalar(week.get("prefix")) : "",
                policy,
                week.containsKey("weight") ? weight(week.get("weight")) : BigDecimal.ONE,
                groups);
    }

    private PlanGroup group(Node node, Map<String, PlanGroup> all) {
        PlanGroup group = new PlanGroup(yaml.line(node), yaml.scalars(node));
        for (String member : group.members()) {
            PlanGroup before = all.put(member, group);
            if (before != null) {
                throw yaml.wrong(node, Message.of("plan.in-two-groups", member, before.line()));
            }
        }
        return group;
    }

    private List<Path> paths(Node node) {
        List<Path> paths = new ArrayList<>();
        yaml.scalars(node).forEach(name -> paths.add(path(file, name)));
        return paths;
    }

    private Selection selection(Node node) {
        List<String> words = yaml.scalars(node).stream()
                .flatMap(each -> Stream.of(each.split(",")))
                .map(String::strip)
                .toList();
        try {
            Selection selection = Selection.named(words);
            selection.of(Rubric.shipped());
            return selection;
        } catch (UserError e) {
            throw yaml.wrong(node, e.what());
        }
    }

    private BigDecimal number(Node node) {
        String text = yaml.scalar(node);
        if (!text.matches(NUMBER)) {
            throw yaml.wrong(node, Message.of("plan.number", text));
        }
        return new BigDecimal(text);
    }

    private BigDecimal weight(Node node) {
        BigDecimal weight = number(node);
        if (weight.signum() < 0) {
            throw yaml.wrong(node, Message.of("plan.weight"));
        }
        return weight;
    }

    private List<PlanAdjustment> adjustments(Map<String, PlanWeek> weeks) {
        List<PlanAdjustment> all = new ArrayList<>();
        if (!keys.containsKey("adjustments")) {
            return all;
        }
        for (Node node : yaml.list(keys.get("adjustments"))) {
            Map<String, Node> each = yaml.mapping(node, Set.of("student", "week", "points", "reason", "by"));
            String week = each.containsKey("week") ? yaml.scalar(each.get("week")) : "";
            if (!week.isEmpty() && !weeks.containsKey(week)) {
                throw yaml.wrong(each.get("week"), Message.of("plan.unknown-week", week));
            }
            all.add(new PlanAdjustment(
                    yaml.line(node),
                    yaml.scalar(yaml.need(each, "student", node)),
                    week,
                    new Adjustment(
                            number(yaml.need(each, "points", node)),
                            said(yaml.need(each, "reason", node)),
                            said(yaml.need(each, "by", node)))));
        }
        return all;
    }

    /** A change by hand needs somebody who answers for it, and a reason that a student can be told. */
    private String said(Node node) {
        String text = yaml.scalar(node);
        if (text.isEmpty()) {
            throw yaml.wrong(node, Message.of("plan.nothing-said"));
        }
        return text;
    }
}
