package mm.grader.course.gradebook;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import mm.grader.course.Course;
import mm.grader.course.Result;
import mm.grader.course.RunInfo;
import mm.grader.course.Store;
import mm.grader.course.files.AtomicFiles;
import mm.grader.course.handin.HandInTimes;
import mm.grader.course.roster.Names;
import mm.grader.course.roster.Roster;
import mm.grader.course.similarity.Similarity;
import mm.grader.kit.Exit;
import mm.grader.kit.UserError;
import mm.grader.text.Language;
import mm.grader.text.Texts;
import mm.text.Catalogue;

/**
 * How the gradebook is made of results.
 *
 * @param names how students are called
 * @param roster who is in the class, or null
 * @param policy what lateness costs, or null
 * @param times when students handed in, if a file says so
 * @param formats the files for other systems
 * @param assignment what other systems call the grades
 * @param language of the pages that people read
 */
public record Gradebook(
        Names names,
        Roster roster,
        LatePolicy policy,
        HandInTimes times,
        Set<Imports> formats,
        String assignment,
        Language language) {
    /**
     * Gets the names that there are, before anything is written.
     *
     * @throws UserError if there is a roster, and no hand-in is of anybody on it: it is another class's, or misread
     */
    public void know(Collection<String> handedIn, PrintWriter err) {
        if (roster != null && !handedIn.isEmpty() && handedIn.stream().noneMatch(roster::has)) {
            throw UserError.of(
                    "gradebook.nobody-of-the-roster",
                    handedIn.iterator().next(),
                    roster.students().get(0));
        }
        TreeSet<String> everybody = new TreeSet<>(handedIn);
        everybody.addAll(roster == null ? Set.of() : roster.students());
        names.know(everybody, roster);
        if (policy != null) {
            policy.strangers(everybody)
                    .forEach(name -> err.println(texts().say("gradebook.mm-the-extension-of-is", policy.file(), name)));
        }
    }

    /** Returns until when a repository's commits count. */
    public Course.Deadlines deadlines() {
        return policy == null || policy.headCounts() ? student -> null : policy::deadlineOf;
    }

    /**
     * Writes all that is computed from the results, and returns the exit code.
     *
     * @param students the names of those who handed in
     */
    public int write(
            Store store,
            Map<String, Result> results,
            Collection<String> students,
            RunInfo info,
            Similarity.Report similar,
            PrintWriter out,
            PrintWriter err) {
        // Who is in no shard is known when all shards are merged.
        Roster known = info.of() == 1 ? roster : null;
        GradebookRows sheet = GradebookRows.of(results, students, names, known, policy, times);
        AtomicFiles.write(store.folder().resolve("gradebook.csv"), sheet.gradebook());
        for (Imports each : formats) {
            AtomicFiles.write(store.folder().resolve(each.file()), each.text(sheet, roster, assignment));
        }
        ClassPage.of(sheet, Statistics.of(sheet, store), similar, language).forEach((file, text) -> {
            AtomicFiles.folder(store.folder().resolve(file).getParent());
            AtomicFiles.write(store.folder().resolve(file), text);
        });
        info.write(store.folder());
        new Summary(sheet, known, out, texts()).print();
        out.println(texts().say(
                        "gradebook.see-and",
                        store.folder().resolve("gradebook.csv"),
                        store.folder().resolve("class.html")));
        sheet.of(Result.Row.NOT_GRADED)
                .forEach(line -> err.println(texts().say(
                                "gradebook.mm-is-not-graded",
                                line.result().student(),
                                line.result().reason(language))));
        return exitCode(results);
    }

    private static int exitCode(Map<String, Result> results) {
        if (results.values().stream().anyMatch(result -> result.status() == Result.Row.NOT_GRADED)) {
            return Exit.FAILED;
        }
        return results.values().stream().allMatch(Result::graded) ? Exit.OK : Exit.LESS;
    }

    private Catalogue texts() {
        return Texts.in(language);
    }
}
