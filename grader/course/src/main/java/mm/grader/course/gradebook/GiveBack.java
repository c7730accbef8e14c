package mm.grader.course.gradebook;

import java.util.List;
import java.util.Set;
import mm.grader.course.RunInfo;
import mm.grader.course.Store;
import mm.grader.course.files.AtomicFiles;
import mm.grader.course.files.Csv;
import mm.grader.course.roster.Roster;

/**
 * What is written for other systems.
 *
 * @param grades the files that grades are imported from
 * @param assignment what other systems call the grades
 * @param feedback the forms that each student's page is given back in
 * @param separator what separates the cells of gradebook.csv, which then begins with a byte-order mark, as spreadsheets like
 *     it; 0: a comma, and no mark
 */
public record GiveBack(Set<Imports> grades, String assignment, Set<FeedbackForm> feedback, char separator) {
    /** Gives nothing back. */
    public static final GiveBack NOTHING = grades(Set.of(), "");

    /** Copies the set. */
    public GiveBack {
        grades = Set.copyOf(grades);
        feedback = Set.copyOf(feedback);
    }

    /** Gives back grades alone. */
    static GiveBack grades(Set<Imports> formats, String assignment) {
        return new GiveBack(formats, assignment, Set.of(), (char) 0);
    }

    /** Tells whether numbers have a comma before their decimals, as where semicolons separate cells. */
    public boolean decimalComma() {
        return separator == ';';
    }

    /** Returns a table as a file. */
    public String table(List<List<String>> rows) {
        StringBuilder text = new StringBuilder(separator == 0 ? "" : "\uFEFF");
        rows.forEach(row -> text.append(Csv.safeLine(row, separator == 0 ? ',' : separator)));
        return text.toString();
    }

    void write(Store store, GradebookRows sheet, Roster roster, RunInfo info) {
        for (Imports each : grades) {
            AtomicFiles.write(store.folder().resolve(each.file()), each.text(sheet, roster, assignment));
        }
        for (FeedbackForm each : feedback) {
            each.write(store, sheet, info);
        }
    }
}
