package mm.grader.course.gradebook;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import mm.grader.course.Result;
import mm.grader.course.files.Csv;
import mm.grader.course.roster.Roster;

/**
 * The files that course systems import grades from. Who has no marks, or is not on the
 * roster, is left out: no grade is changed, and no import refused because of a stranger.
 */
public enum Imports {
    /**
     * Moodle: the first line names the columns, which are mapped when the file is uploaded; those named as Moodle's own
     * exports name them are mapped at once. A grade above the maximum of the item is refused, so the bonus ends there.
     */
    MOODLE("moodle.csv") {
        private static final List<String> KNOWN =
                List.of("Username", "ID number", "Email address", "First name", "Last name");

        @Override
        String text(GradebookRows sheet, Roster roster, String assignment) {
            List<String> columns = KNOWN.stream()
                    .filter(column -> roster != null && roster.hasColumn(column.toLowerCase(Locale.ROOT)))
                    .toList();
            if (columns.stream().noneMatch(KNOWN.subList(0, 3)::contains)) {
                columns = List.of("Username");
            }
            List<String> head = new ArrayList<>(columns);
            head.add(assignment);
            StringBuilder text = new StringBuilder(Csv.safeLine(head));
            for (GradebookRows.Line line : known(sheet, roster)) {
                List<String> cells = new ArrayList<>();
                for (String column : columns) {
                    String cell = roster == null ? "" : roster.cell(line.real(), column.toLowerCase(Locale.ROOT));
                    cells.add(cell.isEmpty() && column.equals("Username") ? line.real() : cell);
                }
                BigDecimal maxPoints = BigDecimal.valueOf(line.result().maxPoints());
                cells.add(GradebookRows.plain(line.grade().orElseThrow().min(maxPoints)));
                text.append(Csv.safeLine(cells));
            }
            return text.toString();
        }
    },
    /**
     * Canvas: these five columns in this order, then the assignment, as in "Kit (4711)"; one without a number makes a new
     * assignment. The second line says how many points there are, and begins with four blanks. A student is found by the
     * first of ID, SIS User ID and SIS Login ID that is there.
     */
    CANVAS("canvas.csv") {
        @Override
        String text(GradebookRows sheet, Roster roster, String assignment) {
            StringBuilder text = new StringBuilder(
                    Csv.safeLine(List.of("Student", "ID", "SIS User ID", "SIS Login ID", "Section", assignment)));
            int maxPoints = known(sheet, roster).stream()
                    .mapToInt(line -> line.result().maxPoints())
                    .max()
                    .orElse(0);
            text.append(Csv.line(List.of("    Points Possible", "", "", "", "", "" + maxPoints)));
            for (GradebookRows.Line line : known(sheet, roster)) {
                String login = cell(roster, line.real(), "sis login id");
                boolean known = !(cell(roster, line.real(), "id") + cell(roster, line.real(), "sis user id")).isEmpty();
                String name = cell(roster, line.real(), "student");
                text.append(Csv.safeLine(List.of(
                        name.isEmpty() ? line.real() : name,
                        cell(roster, line.real(), "id"),
                        cell(roster, line.real(), "sis user id"),
                        login.isEmpty() && !known ? line.real() : login,
                        cell(roster, line.real(), "section"),
                        GradebookRows.plain(line.grade().orElseThrow()))));
            }
            return text.toString();
        }
    };

    private final String file;

    Imports(String file) {
        this.file = file;
    }

    String file() {
        return file;
    }

    /** Returns what is in the file. */
    abstract String text(GradebookRows sheet, Roster roster, String assignment);

    private static List<GradebookRows.Line> known(GradebookRows sheet, Roster roster) {
        return sheet.of(Result.Row.GRADED).stream()
                .filter(line -> roster == null || roster.enrolled(line.real()))
                .toList();
    }

    private static String cell(Roster roster, String student, String column) {
        return roster == null ? "" : roster.cell(student, column);
    }
}
