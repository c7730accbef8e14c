package mm.grader.course.gradebook;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mm.grader.course.files.YamlFile;
import mm.grader.kit.UserError;
import mm.text.Message;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads a {@link LatePolicy} from YAML; what is wrong is said with its line. */
public final class LateFile {
    /** The keys that say what lateness costs, whatever the deadline is. */
    public static final Set<String> COSTS = Set.of("commits", "grace", "steps");

    private static final int MAX_STEPS = 10_000;

    private final Path file;
    private final YamlFile yaml;

    private LateFile(Path file, YamlFile yaml) {
        this.file = file;
        this.yaml = yaml;
    }

    /**
     * Reads a policy.
     *
     * @throws UserError if it is broken, naming the line
     */
    public static LatePolicy read(Path file) {
        YamlFile yaml = new YamlFile(file);
        Node root = yaml.root();
        Map<String, Node> keys =
                yaml.mapping(root, Set.of("deadline", "zone", "commits", "extensions", "grace", "steps"));
        if (!keys.containsKey("deadline") || !keys.containsKey("zone")) {
            throw yaml.wrong(root, Message.of("late-file.a-policy-needs-a-deadline"));
        }
        return of(file, yaml, yaml.zone(keys.get("zone")), keys, keys);
    }

    /**
     * Makes a policy of the parts of a file.
     *
     * @param dates the keys with deadline and extensions
     * @param costs the keys of {@link #COSTS}
     */
    public static LatePolicy of(
            Path file, YamlFile yaml, ZoneId zone, Map<String, Node> dates, Map<String, Node> costs) {
        return new LateFile(file, yaml).policy(zone, dates, costs);
    }

    private LatePolicy policy(ZoneId zone, Map<String, Node> dates, Map<String, Node> costs) {
        ZonedDateTime deadline = yaml.time(dates.get("deadline"), zone);
        Map<String, ZonedDateTime> extensions = new LinkedHashMap<>();
        Map<String, Integer> lines = new HashMap<>();
        if (dates.containsKey("extensions")) {
            yaml.mapping(dates.get("extensions"), null).forEach((student, node) -> {
                extensions.put(student, yaml.isLength(node) ? deadline.plus(yaml.length(node)) : yaml.time(node, zone));
                lines.put(student, yaml.line(node));
            });
        }
        TemporalAmount grace = costs.containsKey("grace") ? yaml.length(costs.get("grace")) : Duration.ZERO;
        return new LatePolicy(
                file, deadline, zone, extensions, lines, commits(costs), grace, steps(costs.get("steps")));
    }

    private LatePolicy.Commits commits(Map<String, Node> costs) {
        if (!costs.containsKey("commits")) {
            return LatePolicy.Commits.IN_TIME;
        }
        return switch (yaml.scalar(costs.get("commits"))) {
            case "in time" -> LatePolicy.Commits.IN_TIME;
            case "head" -> LatePolicy.Commits.HEAD;
            case "best" -> LatePolicy.Commits.BEST;
            default -> throw yaml.wrong(costs.get("commits"), Message.of("late-file.commits-is-in-time-or"));
        };
    }

    private LateSteps steps(Node node) {
        if (node == null) {
            return new LateSteps.Listed(List.of());
        }
        if (node instanceof SequenceNode list) {
            List<LateSteps.Step> steps = new ArrayList<>();
            for (Node each : list.getValue()) {
                Map<String, Node> keys = yaml.mapping(each, Set.of("until", "minus"));
                steps.add(new LateSteps.Step(
                        yaml.length(yaml.need(keys, "until", each)), yaml.percent(yaml.need(keys, "minus", each))));
            }
            return new LateSteps.Listed(steps);
        }
        Map<String, Node> keys = yaml.mapping(node, Set.of("each", "minus", "most"));
        int most = MAX_STEPS;
        if (keys.containsKey("most")) {
            String text = yaml.scalar(keys.get("most"));
            if (!text.matches("[1-9][0-9]{0,3}")) {
                throw yaml.wrong(keys.get("most"), Message.of("late-file.most-is-how-many-steps"));
            }
            most = Integer.parseInt(text);
        }
        return new LateSteps.Each(
                yaml.length(yaml.need(keys, "each", node)), yaml.percent(yaml.need(keys, "minus", node)), most);
    }
}
