package mm.grader.course.roster;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import mm.grader.course.files.Csv;
import mm.grader.kit.UserError;

/**
 * Who is in the class: a name a line, or a table whose first line names its columns. An export of Canvas's gradebook or
 * of Moodle's participants will do. One column says how the student's hand-in is called: the first of {@link #KEYS}
 * that is there. The others are passed on to Canvas and Moodle, which know students by them.
 */
public final class Roster {
    /** The columns that can say how a hand-in is called. */
    static final List<String> KEYS = List.of("submission", "sis login id", "username", "student");

    private static final List<String> OTHERS = List.of(
            "id", "sis user id", "section", "id number", "email address", "first name", "last name", "surname", "name");

    private final Map<String, Map<String, String>> students = new TreeMap<>();

    private Roster() {}

    /**
     * Reads a roster.
     *
     * @throws UserError if a line is broken, naming it
     */
    public static Roster read(Path file) {
        List<List<String>> rows = Csv.read(file);
        Roster roster = new Roster();
        if (rows.isEmpty()) {
            throw UserError.at(file, 1, "roster.there-is-nobody-on-this");
        }
        List<String> columns = rows.get(0).stream()
                .map(cell -> cell.strip().toLowerCase(Locale.ROOT))
                .toList();
        boolean table = columns.stream().anyMatch(column -> KEYS.contains(column) || OTHERS.contains(column));
        String key = KEYS.stream().filter(columns::contains).findFirst().orElse("");
        if (table && key.isEmpty()) {
            throw UserError.at(file, 1, "roster.no-column-says-how", String.join(" or ", KEYS));
        }
        if (!table && columns.size() > 1) {
            throw UserError.at(file, 1, "roster.the-first-line-of", String.join(" or ", KEYS));
        }
        for (int i = table ? 1 : 0; i < rows.size(); i++) {
            roster.add(
                    rows.get(i), table ? columns : List.of("student"), table ? key : "student", file + ":" + (i + 1));
        }
        if (roster.students.isEmpty()) {
            throw UserError.at(file, rows.size(), "roster.there-is-nobody-on-this");
        }
        return roster;
    }

    private void add(List<String> row, List<String> columns, String key, String where) {
        String first = row.get(0).strip();
        // Canvas puts lines between the head and the students that are of no student.
        if (row.stream().allMatch(String::isBlank)
                || first.equals("Points Possible")
                || first.isEmpty() && columns.contains("sis user id")) {
            return;
        }
        if (row.size() > columns.size()) {
            throw UserError.at(where, "roster.there-are-cells-in-this", row.size(), columns.size());
        }
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < row.size(); i++) {
            cells.put(columns.get(i), row.get(i).strip());
        }
        String student = cells.getOrDefault(key, "");
        if (student.isEmpty()) {
            throw UserError.at(where, "roster.there-is-nothing-in-the", key);
        }
        if (students.put(student, cells) != null) {
            throw UserError.at(where, "roster.is-on-the-roster-already", student);
        }
    }

    /** Returns the students, sorted. */
    public List<String> students() {
        return List.copyOf(students.keySet());
    }

    public boolean has(String student) {
        return students.containsKey(student);
    }

    /** Returns what a column says of a student, or nothing. */
    public String cell(String student, String column) {
        return students.getOrDefault(student, Map.of()).getOrDefault(column, "");
    }

    /** Tells whether any student has something in a column. */
    public boolean hasColumn(String column) {
        return students.values().stream()
                .anyMatch(cells -> !cells.getOrDefault(column, "").isEmpty());
    }

    /** Returns all that the roster calls a student. */
    List<String> names(String student) {
        return List.copyOf(students.getOrDefault(student, Map.of()).values());
    }
}
