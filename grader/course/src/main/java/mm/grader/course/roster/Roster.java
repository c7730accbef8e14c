package mm.grader.course.roster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import mm.grader.course.files.Csv;
import mm.grader.kit.UserError;

/**
 * Who is in the class: a name a line, or a table whose first line names its columns. The exports of Canvas's gradebook, of
 * Moodle's participants and grading worksheet, and of GitHub Classroom's roster will do. A student is called by the first
 * of {@link RosterRow#KEYS} that says anything, and is known by all of them, once {@link #match} has seen the hand-ins.
 */
public final class Roster {
    private final Path file;
    private final Map<String, RosterRow> rows = new TreeMap<>();
    /** Names of several students. */
    private final Set<String> alike = new TreeSet<>();
    /** What each student handed in, alone or with a group; once {@link #match} has been called. */
    private Map<String, String> handIns;

    private Map<String, List<String>> members;
    private Set<String> groups;

    private Roster(Path file) {
        this.file = file;
    }

    /**
     * Reads a roster.
     *
     * @throws UserError if a line is broken, naming it
     */
    public static Roster read(Path file) {
        List<List<String>> lines = Csv.read(file);
        Roster roster = new Roster(file);
        if (lines.isEmpty()) {
            throw UserError.at(file, 1, "roster.empty");
        }
        List<String> columns = lines.get(0).stream().map(RosterRow::column).toList();
        boolean table = columns.stream().anyMatch(RosterRow::isKnown);
        if (table && columns.stream().noneMatch(RosterRow.KEYS::contains)) {
            throw UserError.at(file, 1, "roster.no-key", String.join(", ", RosterRow.KEYS));
        }
        if (!table && columns.size() > 1) {
            throw UserError.at(file, 1, "roster.no-head", String.join(", ", RosterRow.KEYS));
        }
        for (int i = table ? 1 : 0; i < lines.size(); i++) {
            roster.add(lines.get(i), table ? columns : List.of("student"), i + 1);
        }
        if (roster.rows.isEmpty()) {
            throw UserError.at(file, lines.size(), "roster.empty");
        }
        return roster;
    }

    private void add(List<String> row, List<String> columns, int line) {
        String first = row.get(0).strip();
        // Canvas puts lines between the head and the students that are of no student.
        if (row.stream().allMatch(String::isBlank)
                || first.equals("Points Possible")
                || (first.isEmpty() && columns.contains("sis user id"))) {
            return;
        }
        if (row.size() > columns.size()) {
            throw UserError.at(file, line, "roster.too-many-cells", row.size(), columns.size());
        }
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < row.size(); i++) {
            cells.put(columns.get(i), row.get(i).strip());
        }
        RosterRow student = RosterRow.of(line, cells);
        if (student.key().isEmpty()) {
            String column = RosterRow.KEYS.stream()
                    .filter(columns::contains)
                    .findFirst()
                    .orElseThrow();
            throw UserError.at(file, line, "roster.no-name", column);
        }
        RosterRow before = rows.put(student.key(), student);
        if (before != null || alike.contains(student.key())) {
            tellApart(before, student);
        }
    }

    /** Two students may have one name, where the system of a course has numbered them. */
    private void tellApart(RosterRow before, RosterRow student) {
        alike.add(student.key());
        rows.remove(student.key());
        for (RosterRow each : before == null ? List.of(student) : List.of(before, student)) {
            if (each.ids().isEmpty() || rows.put(each.numbered().key(), each.numbered()) != null) {
                throw UserError.at(file, student.line(), "roster.twice", student.key());
            }
        }
    }

    /** Returns the file. */
    public Path file() {
        return file;
    }

    /** Returns the students, sorted. */
    public List<String> students() {
        return List.copyOf(rows.keySet());
    }

    /**
     * Finds out whose the hand-ins are: a student's, by any name that the roster has for one, or a group's.
     *
     * @param names the names of the hand-ins
     * @param ids the numbers that a course's system gave the students, by the names of their hand-ins
     * @throws UserError if a student is in two groups that handed in, or a hand-in is of two students
     */
    public void match(Collection<String> names, Map<String, String> ids) {
        Map<String, String> found = new TreeMap<>();
        Map<String, List<RosterRow>> byName = index(RosterRow::names);
        Map<String, List<RosterRow>> byId = index(RosterRow::ids);
        Set<String> handedIn = new TreeSet<>(names);
        Set<String> groups =
                groups().stream().filter(handedIn::contains).collect(Collectors.toCollection(TreeSet::new));
        for (String name : names) {
            if (groups.contains(name)) {
                continue;
            }
            List<RosterRow> numbered = byId.getOrDefault(ids.getOrDefault(name, ""), List.of());
            List<RosterRow> named =
                    rows.containsKey(name) ? List.of(rows.get(name)) : byName.getOrDefault(name, List.of());
            List<RosterRow> whose = numbered.isEmpty() ? named : numbered;
            if (whose.size() > 1) {
                throw UserError.at(
                        file,
                        whose.get(1).line(),
                        "roster.of-two",
                        name,
                        whose.get(0).key(),
                        whose.get(1).key());
            }
            if (!whose.isEmpty()) {
                String before = found.put(whose.get(0).key(), name);
                if (before != null) {
                    throw UserError.at(
                            file,
                            whose.get(0).line(),
                            "roster.two-hand-ins",
                            whose.get(0).key(),
                            before,
                            name);
                }
            }
        }
        for (RosterRow row : rows.values()) {
            List<String> in = row.groups().stream().filter(groups::contains).toList();
            if (in.size() > 1) {
                throw UserError.at(file, row.line(), "roster.two-groups", row.key(), in.get(0), in.get(1));
            }
            if (!in.isEmpty()) {
                found.put(row.key(), in.get(0));
            }
        }
        handIns = found;
        members = new TreeMap<>();
        found.forEach((student, handIn) ->
                members.computeIfAbsent(handIn, key -> new ArrayList<>()).add(student));
    }

    private Map<String, List<RosterRow>> index(Function<RosterRow, Set<String>> names) {
        Map<String, List<RosterRow>> index = new HashMap<>();
        for (RosterRow row : rows.values()) {
            names.apply(row)
                    .forEach(name -> index.computeIfAbsent(name, key -> new ArrayList<>())
                            .add(row));
        }
        return index;
    }

    /** Returns the name of what a student handed in, alone or with a group; "" if nothing. */
    public String handInOf(String student) {
        return handIns == null ? (rows.containsKey(student) ? student : "") : handIns.getOrDefault(student, "");
    }

    /** Tells whether a hand-in is of somebody on the roster. */
    public boolean has(String handIn) {
        return handIns == null ? rows.containsKey(handIn) : members.containsKey(handIn);
    }

    /** Tells whether a student is on the roster. */
    public boolean enrolled(String student) {
        return rows.containsKey(student);
    }

    /** Returns the students who handed in something together. */
    public List<String> members(String handIn) {
        return handIns == null ? List.of() : members.getOrDefault(handIn, List.of());
    }

    /** Tells whether a name is that of a group rather than of a student. */
    public boolean isGroup(String name) {
        return groups().contains(name);
    }

    /**
     * Puts students into a group.
     *
     * @return who of them is not on the roster
     */
    public List<String> group(String name, List<String> students) {
        groups = null;
        List<String> unknown = new ArrayList<>();
        for (String student : students) {
            RosterRow row = rows.get(student);
            if (row == null) {
                unknown.add(student);
            } else {
                rows.put(student, row.in(name));
            }
        }
        return unknown;
    }

    private Set<String> groups() {
        if (groups == null) {
            groups = rows.values().stream()
                    .flatMap(row -> row.groups().stream())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        return groups;
    }

    /** Returns all by which a hand-in of a student may be called. */
    public Set<String> aliases(String student) {
        RosterRow row = rows.get(student);
        return row == null ? Set.of() : row.names();
    }

    /** Returns what a column says of a student, or nothing. */
    public String cell(String student, String column) {
        RosterRow row = rows.get(student);
        return row == null ? "" : row.cell(column);
    }

    /** Tells whether any student has something in a column. */
    public boolean hasColumn(String column) {
        return rows.values().stream().anyMatch(row -> !row.cell(column).isEmpty());
    }

    /** Returns all that the roster calls a student, or those who handed in together. */
    List<String> names(String student) {
        List<String> names = new ArrayList<>();
        if (rows.containsKey(student)) {
            names.addAll(rows.get(student).all());
        }
        members(student).forEach(member -> names.addAll(rows.get(member).all()));
        return names;
    }
}
