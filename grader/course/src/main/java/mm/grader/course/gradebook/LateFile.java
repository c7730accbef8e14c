package mm.grader.course.gradebook;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.grader.kit.UserError;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads a {@link LatePolicy} from YAML; what is wrong is said with its line. */
public final class LateFile {
    private static final Pattern LENGTH = Pattern.compile("([0-9]{1,5}) ?(m|h|d|w)");
    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]+)?) ?%");
    private static final int MOST_STEPS = 10_000;

    private final Path file;

    private LateFile(Path file) {
        this.file = file;
    }

    /**
     * Reads a policy.
     *
     * @throws UserError if it is broken, naming the line
     */
    public static LatePolicy read(Path file) {
        LateFile late = new LateFile(file);
        try {
            Node root = new Yaml(new SafeConstructor(new LoaderOptions()))
                    .compose(new java.io.StringReader(Files.readString(file)));
            if (root == null) {
                throw new UserError(file + ":1: there is nothing in this policy");
            }
            return late.policy(late.mapping(root, Set.of("deadline", "zone", "commits", "extensions", "steps")), root);
        } catch (MarkedYAMLException e) {
            throw new UserError(
                    file + ":" + (e.getProblemMark().getLine() + 1) + ": this is no YAML: " + e.getProblem());
        } catch (YAMLException e) {
            throw new UserError(file + ":1: this is no YAML: " + e.getMessage());
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        }
    }

    private LatePolicy policy(Map<String, Node> keys, Node root) {
        if (!keys.containsKey("deadline") || !keys.containsKey("zone")) {
            throw wrong(
                    root,
                    "a policy needs a deadline and a zone, as in 'deadline: 2026-11-30 23:59' and"
                            + " 'zone: Europe/Berlin'");
        }
        ZoneId zone = zone(keys.get("zone"));
        ZonedDateTime deadline = time(keys.get("deadline"), zone);
        Map<String, ZonedDateTime> extensions = new LinkedHashMap<>();
        if (keys.containsKey("extensions")) {
            mapping(keys.get("extensions"), null).forEach((student, node) -> {
                String text = scalar(node);
                extensions.put(
                        student, LENGTH.matcher(text).matches() ? deadline.plus(length(node)) : time(node, zone));
            });
        }
        boolean head = keys.containsKey("commits")
                && switch (scalar(keys.get("commits"))) {
                    case "in time" -> false;
                    case "head" -> true;
                    default -> throw wrong(keys.get("commits"), "commits is 'in time' or 'head'");
                };
        return new LatePolicy(file, deadline, zone, extensions, head, steps(keys.get("steps")));
    }

    private LatePolicy.Steps steps(Node node) {
        if (node == null) {
            return new LatePolicy.Listed(List.of());
        }
        if (node instanceof SequenceNode list) {
            List<LatePolicy.Step> steps = new ArrayList<>();
            for (Node each : list.getValue()) {
                Map<String, Node> keys = mapping(each, Set.of("until", "minus"));
                steps.add(new LatePolicy.Step(length(need(keys, "until", each)), percent(need(keys, "minus", each))));
            }
            return new LatePolicy.Listed(steps);
        }
        Map<String, Node> keys = mapping(node, Set.of("each", "minus", "most"));
        int most = MOST_STEPS;
        if (keys.containsKey("most")) {
            String text = scalar(keys.get("most"));
            if (!text.matches("[1-9][0-9]{0,3}")) {
                throw wrong(keys.get("most"), "most is how many steps there are, as in 'most: 5'");
            }
            most = Integer.parseInt(text);
        }
        return new LatePolicy.Each(length(need(keys, "each", node)), percent(need(keys, "minus", node)), most);
    }

    private Node need(Map<String, Node> keys, String key, Node where) {
        if (!keys.containsKey(key)) {
            throw wrong(where, "'" + key + "' is missing here");
        }
        return keys.get(key);
    }

    private Map<String, Node> mapping(Node node, Set<String> allowed) {
        if (!(node instanceof MappingNode mapping)) {
            throw wrong(node, "expected are lines of the form 'key: value'");
        }
        Map<String, Node> keys = new LinkedHashMap<>();
        for (NodeTuple each : mapping.getValue()) {
            String key = scalar(each.getKeyNode());
            if (allowed != null && !allowed.contains(key)) {
                throw wrong(
                        each.getKeyNode(),
                        "there is no key '" + key + "' here; there are "
                                + String.join(", ", new java.util.TreeSet<>(allowed)));
            }
            if (keys.put(key, each.getValueNode()) != null) {
                throw wrong(each.getKeyNode(), "'" + key + "' is here twice");
            }
        }
        return keys;
    }

    private String scalar(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue().strip();
        }
        throw wrong(node, "expected is one value");
    }

    private ZoneId zone(Node node) {
        try {
            return ZoneId.of(scalar(node));
        } catch (DateTimeException e) {
            throw wrong(node, "there is no time zone '" + scalar(node) + "'; one is Europe/Berlin");
        }
    }

    private ZonedDateTime time(Node node, ZoneId zone) {
        try {
            return LocalDateTime.parse(scalar(node).replaceFirst("(?<=[0-9]) +(?=[0-9])", "T"))
                    .atZone(zone);
        } catch (DateTimeException e) {
            throw wrong(node, "'" + scalar(node) + "' is no time of the form 2026-11-30 23:59");
        }
    }

    private TemporalAmount length(Node node) {
        Matcher length = LENGTH.matcher(scalar(node));
        if (!length.matches() || Integer.parseInt(length.group(1)) == 0) {
            throw wrong(node, "'" + scalar(node) + "' is no length of time, as 30m, 12h, 1d and 2w are");
        }
        int n = Integer.parseInt(length.group(1));
        return switch (length.group(2)) {
            case "m" -> Duration.ofMinutes(n);
            case "h" -> Duration.ofHours(n);
            case "d" -> Period.ofDays(n);
            default -> Period.ofWeeks(n);
        };
    }

    private BigDecimal percent(Node node) {
        Matcher percent = PERCENT.matcher(scalar(node));
        if (!percent.matches() || new BigDecimal(percent.group(1)).compareTo(BigDecimal.valueOf(100)) > 0) {
            throw wrong(node, "'" + scalar(node) + "' is no share of the points, as 10% is");
        }
        return new BigDecimal(percent.group(1));
    }

    private UserError wrong(Node node, String sentence) {
        return new UserError(file + ":" + (node.getStartMark().getLine() + 1) + ": " + sentence);
    }
}
