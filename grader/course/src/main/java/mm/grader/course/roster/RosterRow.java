package mm.grader.course.roster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A line of a roster.
 *
 * @param line its number, from 1
 * @param key what the student is called
 * @param cells what the columns say, by their names in small letters
 */
record RosterRow(int line, String key, Map<String, String> cells) {
    /** The columns that say what a student is called, the surest first. */
    static final List<String> KEYS = List.of(
            "submission",
            "sis login id",
            "username",
            "github_username",
            "student",
            "full name",
            "first name",
            "email address",
            "identifier");

    private static final List<String> OTHERS =
            List.of("id", "sis user id", "section", "id number", "last name", "surname", "name", "group", "groups");
    private static final List<String> GROUPS = List.of("group", "groups");
    /** Moodle's grading worksheet numbers its participants; the folders of what they handed in have the same number. */
    private static final Pattern PARTICIPANT = Pattern.compile("\\D*?(\\d{1,18})");

    /** Returns the name of a column as it is compared. */
    static String column(String cell) {
        return cell.strip().toLowerCase(Locale.ROOT);
    }

    static boolean isKnown(String column) {
        return KEYS.contains(column) || OTHERS.contains(column);
    }

    String cell(String column) {
        return cells.getOrDefault(column, "");
    }

    /** Makes a row that is called by the first of its keys; "" if it has none. */
    static RosterRow of(int line, Map<String, String> cells) {
        RosterRow row = new RosterRow(line, "", cells);
        return row.called(KEYS.stream()
                .map(row::known)
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse(""));
    }

    /** Returns the same row under another name. */
    RosterRow called(String name) {
        return new RosterRow(line, name, cells);
    }

    /** Returns the same row under a name that its number makes unlike that of a student who is called the same. */
    RosterRow numbered() {
        return ids().isEmpty() ? this : called(key + "_" + ids().iterator().next());
    }

    /** Returns what a key column says; first name and last name are one. */
    private String known(String column) {
        return column.equals("first name") ? fullName() : cell(column);
    }

    private String fullName() {
        String last = cell("last name").isEmpty() ? cell("surname") : cell("last name");
        return (cell("first name") + " " + last).strip();
    }

    /** Returns all by which a hand-in of the student may be called. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        KEYS.forEach(column -> names.add(known(column)));
        names.add(cell("id number"));
        names.add(cell("name"));
        names.add(cell("email address").replaceFirst("@.*", ""));
        names.remove("");
        return names;
    }

    /** Returns the numbers by which a course's system names the files of the student. */
    Set<String> ids() {
        Set<String> ids = new LinkedHashSet<>();
        Matcher participant = PARTICIPANT.matcher(cell("identifier"));
        if (participant.matches()) {
            ids.add(participant.group(1));
        }
        if (!cell("id").isEmpty()) {
            ids.add(cell("id"));
        }
        return ids;
    }

    /** Returns the groups that the student is in. */
    List<String> groups() {
        return GROUPS.stream()
                .flatMap(column -> Stream.of(cell(column).split("[,;|]")))
                .map(String::strip)
                .filter(group -> !group.isEmpty())
                .distinct()
                .toList();
    }

    /** Returns the same row, in one more group. */
    RosterRow in(String group) {
        Map<String, String> more = new LinkedHashMap<>(cells);
        more.merge("group", group, (all, another) -> all + "," + another);
        return new RosterRow(line, key, more);
    }

    /** Returns all that the line says, and the name that two of its cells make. */
    List<String> all() {
        List<String> all = new ArrayList<>(cells.values());
        all.add(fullName());
        return all;
    }
}
