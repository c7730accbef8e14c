package mm.grader.course.files;

import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.grader.kit.InputFile;
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

/** A file of YAML that is read strictly: no key that nobody knows, and what is wrong is said with its line. */
public final class YamlFile {
    private static final Pattern LENGTH = Pattern.compile("([0-9]{1,5}) ?(m|h|d|w)");
    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,6})?) ?%");
    private static final int MAX_MEGABYTES = 4;

    private final Path file;

    /** Names the file, which is not read yet. */
    public YamlFile(Path file) {
        this.file = file;
    }

    /**
     * Reads the file.
     *
     * @throws UserError if it cannot be read, is no YAML, or there is nothing in it
     */
    public Node root() {
        try {
            Node root = new Yaml(new SafeConstructor(new LoaderOptions()))
                    .compose(new StringReader(InputFile.text(file, MAX_MEGABYTES)));
            if (root == null) {
                throw UserError.at(file + ":1", "late-file.there-is-nothing-in-this");
            }
            return root;
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw UserError.at(file, line, "late-file.this-is-no-yaml", String.valueOf(e.getProblem()));
        } catch (YAMLException e) {
            throw UserError.at(file + ":1", "late-file.this-is-no-yaml", String.valueOf(e.getMessage()));
        }
    }

    /** Returns the value of a key that must be there. */
    public Node need(Map<String, Node> keys, String key, Node where) {
        if (!keys.containsKey(key)) {
            throw wrong(where, Message.of("late-file.is-missing-here", key));
        }
        return keys.get(key);
    }

    /**
     * Returns what the keys of a mapping say, in order.
     *
     * @param allowed the keys that there may be; null: any
     */
    public Map<String, Node> mapping(Node node, Set<String> allowed) {
        if (!(node instanceof MappingNode mapping)) {
            throw wrong(node, Message.of("late-file.expected-are-lines-of-the"));
        }
        Map<String, Node> keys = new LinkedHashMap<>();
        for (NodeTuple each : mapping.getValue()) {
            String key = scalar(each.getKeyNode());
            if (allowed != null && !allowed.contains(key)) {
                throw wrong(
                        each.getKeyNode(),
                        Message.of("late-file.there-is-no-key-here", key, String.join(", ", new TreeSet<>(allowed))));
            }
            if (keys.put(key, each.getValueNode()) != null) {
                throw wrong(each.getKeyNode(), Message.of("late-file.is-here-twice", key));
            }
        }
        return keys;
    }

    /** Returns the nodes of a list; of one value, that. */
    public List<Node> list(Node node) {
        return node instanceof SequenceNode list ? List.copyOf(list.getValue()) : List.of(node);
    }

    /** Returns the values of a list; of one value, that. */
    public List<String> scalars(Node node) {
        List<String> all = new ArrayList<>();
        list(node).forEach(each -> all.add(scalar(each)));
        return all;
    }

    /** Returns a single value, without blanks around it; a mistake of the user if it is a list or a mapping. */
    public String scalar(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue().strip();
        }
        throw wrong(node, Message.of("late-file.expected-is-one-value"));
    }

    /** Returns a time zone, such as {@code Europe/Berlin}; a mistake of the user if there is none of that name. */
    public ZoneId zone(Node node) {
        try {
            return ZoneId.of(scalar(node));
        } catch (DateTimeException e) {
            throw wrong(node, Message.of("late-file.there-is-no-time-zone", scalar(node)));
        }
    }

    /** Returns a time; where the clocks change, one that is there twice or never needs an offset. */
    public ZonedDateTime time(Node node, ZoneId zone) {
        String text = scalar(node).replaceFirst("(?<=[0-9]) +(?=[0-9])", "T");
        try {
            if (text.matches(".*T.*(Z|[+-][0-9:]+)")) {
                return OffsetDateTime.parse(text).atZoneSameInstant(zone);
            }
            LocalDateTime local = LocalDateTime.parse(text);
            int offsets = zone.getRules().getValidOffsets(local).size();
            if (offsets != 1) {
                throw wrong(
                        node,
                        offsets == 0
                                ? Message.of("yaml.never", scalar(node), zone)
                                : Message.of("yaml.twice", scalar(node), zone));
            }
            return local.atZone(zone);
        } catch (DateTimeException e) {
            throw wrong(node, Message.of("late-file.is-no-time-of-the", scalar(node)));
        }
    }

    /** Tells whether a value looks like a length of time, such as {@code 90m} or {@code 2d}. */
    public boolean isLength(Node node) {
        return LENGTH.matcher(scalar(node)).matches();
    }

    /** Returns a length of time in minutes, hours, days or weeks; days and weeks are those of the calendar. */
    public TemporalAmount length(Node node) {
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

    /** Returns a share in percent, from 0 to 100. */
    public BigDecimal percent(Node node) {
        Matcher percent = PERCENT.matcher(scalar(node));
        if (!percent.matches() || new BigDecimal(percent.group(1)).compareTo(BigDecimal.valueOf(100)) > 0) {
            throw wrong(node, Message.of("late-file.is-no-share-of-the", scalar(node)));
        }
        return new BigDecimal(percent.group(1));
    }

    /** Returns the error of a node. */
    public UserError wrong(Node node, Message what) {
        return UserError.at(file, line(node), what);
    }

    /** Returns the line of a node, from 1. */
    public int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
