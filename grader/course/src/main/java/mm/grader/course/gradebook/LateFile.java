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
import mm.text.Message;
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
    private static final int MAX_STEPS = 10_000;

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
                throw UserError.at(file + ":1", "late-file.there-is-nothing-in-this");
            }
            return late.policy(late.mapping(root, Set.of("deadline", "zone", "commits", "extensions", "steps")), root);
        } catch (MarkedYAMLException e) {
            throw UserError.at(file, (e.getProblemMark().getLine() + 1), "late-file.this-is-no-yaml", e.getProblem());
        } catch (YAMLException e) {
            throw UserError.at(file + ":1", "late-file.this-is-no-yaml", e.getMessage());
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        }
    }

    private LatePolicy policy(Map<String, Node> keys, Node root) {
        if (!keys.containsKey("deadline") || !keys.containsKey("zone")) {
            throw wrong(root, Message.of("late-file.a-policy-needs-a-deadline"));
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
                    default -> throw wrong(keys.get("commits"), Message.of("late-file.commits-is-in-time-or"));
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
        int most = MAX_STEPS;
        if (keys.containsKey("most")) {
            String text = scalar(keys.get("most"));
            if (!text.matches("[1-9][0-9]{0,3}")) {
                throw wrong(keys.get("most"), Message.of("late-file.most-is-how-many-steps"));
            }
            most = Integer.parseInt(text);
        }
        return new LatePolicy.Each(length(need(keys, "each", node)), percent(need(keys, "minus", node)), most);
    }

    private Node need(Map<String, Node> keys, String key, Node where) {
        if (!keys.containsKey(key)) {
            throw wrong(where, Message.of("late-file.is-missing-here", key));
        }
        return keys.get(key);
    }

    private Map<String, Node> mapping(Node node, Set<String> allowed) {
        if (!(node instanceof MappingNode mapping)) {
            throw wrong(node, Message.of("late-file.expected-are-lines-of-the"));
        }
        Map<String, Node> keys = new LinkedHashMap<>();
        for (NodeTuple each : mapping.getValue()) {
            String key = scalar(each.getKeyNode());
            if (allowed != null && !allowed.contains(key)) {
                throw wrong(
                        each.getKeyNode(),
                        Message.of(
                                "late-file.there-is-no-key-here",
                                key,
                                String.join(", ", new java.util.TreeSet<>(allowed))));
            }
            if (keys.put(key, each.getValueNode()) != null) {
                throw wrong(each.getKeyNode(), Message.of("late-file.is-here-twice", key));
            }
        }
        return keys;
    }

    private String scalar(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue().strip();
        }
        throw wrong(node, Message.of("late-file.expected-is-one-value"));
    }

    private ZoneId zone(Node node) {
        try {
            return ZoneId.of(scalar(node));
        } catch (DateTimeException e) {
            throw wrong(node, Message.of("late-file.there-is-no-time-zone", scalar(node)));
        }
    }

    private ZonedDateTime time(Node node, ZoneId zone) {
        try {
            return LocalDateTime.parse(scalar(node).replaceFirst("(?<=[0-9]) +(?=[0-9])", "T"))
                    .atZone(zone);
        } catch (DateTimeException e) {
            throw wrong(node, Message.of("late-file.is-no-time-of-the", scalar(node)));
        }
    }

    private TemporalAmount length(Node node) {
        Matcher length = LENGTH.matcher(scalar(node));
        if (!length.matches() || Integer.parseInt(length.group(1)) == 0) {
            throw wrong(node, Message.of("late-file.is-no-length-of-time", scalar(node)));
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
            throw wrong(node, Message.of("late-file.is-no-share-of-the", scalar(node)));
        }
        return new BigDecimal(percent.group(1));
    }

    private UserError wrong(Node node, Message what) {
        return UserError.at(file, node.getStartMark().getLine() + 1, what);
    }
}
