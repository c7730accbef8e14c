package mm.grader.cli.grading;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import mm.grader.cli.options.Languages;
import mm.grader.course.KitDigest;
import mm.grader.course.Result;
import mm.grader.course.RunInfo;
import mm.grader.course.Store;
import mm.grader.course.files.RunStoppedException;
import mm.grader.course.gradebook.Gradebook;
import mm.grader.course.handin.CommitRule;
import mm.grader.course.similarity.Similarity;
import mm.grader.kit.Exit;
import mm.grader.kit.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mm merge}: lays the shards of a class together. */
@Command(
        name = "merge",
        mixinStandardHelpOptions = true,
        description = "Lays the results of all shards of a class together, as if one run had made them.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every submission is graded",
            "1:some could not be read",
            "2:wrong usage, a shard is missing, or the shards do not belong together",
            "3:some could not be graded"
        })
public final class MergeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", arity = "1..*", description = "the shards: what mm class --shard had as --out")
    private List<Path> folders;

    @Mixin
    private ClassOptions options;

    @Mixin
    private CourseOptions course;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            return merge(spec.commandLine().getOut(), spec.commandLine().getErr());
        } catch (RunStoppedException e) {
            spec.commandLine().getErr().println(Languages.texts(spec).say("mm.mm", e.getMessage()));
            return Exit.FAILED;
        }
    }

    private int merge(PrintWriter out, PrintWriter err) {
        if (course.given()) {
            CourseOptions.refuse(options.ofACourse());
        }
        Gradebook book = course.given()
                ? course.run(options.back(), Languages.of(spec), err).book()
                : options.book(Languages.of(spec));
        Path place = course.given() ? options.out(course.plan().out(course.week())) : options.out();
        Map<Path, RunInfo> shards = shards();
        Map<String, Result> results = new TreeMap<>();
        Result.Key kit = shards.values().iterator().next().kit();
        if (course.given()) {
            String terms =
                    KitDigest.terms(course.week().selection(), course.plan().cases());
            if (!kit.terms().equals(terms)) {
                throw UserError.at(folders.get(0), "plan.other-terms", kit.terms(), terms);
            }
        }
        Map<String, String> ids = new TreeMap<>();
        Map<String, String> given = new TreeMap<>();
        for (Map.Entry<Path, RunInfo> shard : shards.entrySet()) {
            ids.putAll(shard.getValue().ids());
            given.putAll(shard.getValue().given());
            if (!shard.getValue().names().equals(book.names().key())) {
                throw UserError.at(shard.getKey(), "merge.other-names");
            }
        }
        List<String> students = shards.values().stream()
                .flatMap(shard -> shard.students().stream())
                .map(book.names()::real)
                .toList();
        book.know(students, ids, err);
        CommitRule rule = book.commits();
        try (Store store = Store.open(place)) {
            for (Map.Entry<Path, RunInfo> shard : shards.entrySet()) {
                Store from = Store.of(shard.getKey());
                for (String student : shard.getValue().students()) {
                    Result result = from.read(student)
                            .orElseThrow(() -> UserError.at(shard.getKey(), "merge.the-result-of-is-missing", student));
                    requireSameRule(
                            shard.getKey(), result, rule.name(book.names().real(student)));
                    store.write(result, from.reports(result));
                    results.put(student, result);
                }
            }
            RunInfo info = new RunInfo(
                    1,
                    1,
                    kit,
                    List.copyOf(results.keySet()),
                    ids,
                    given,
                    book.names().key());
            return book.write(store, results, students, info, Similarity.Report.NONE, out, err);
        }
    }

    /** Of a repository, a deadline decides which commit was graded: another one would be another mark. */
    private static void requireSameRule(Path shard, Result result, String rule) {
        String made = result.origin().rule();
        if (!made.isEmpty() && !made.equals(rule)) {
            throw UserError.at(shard, "merge.other-commit", result.student(), made, rule);
        }
    }

    private Map<Path, RunInfo> shards() {
        Map<Path, RunInfo> shards = new TreeMap<>();
        Map<Integer, Path> numbers = new HashMap<>();
        Map<String, Path> students = new HashMap<>();
        RunInfo first = null;
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                throw UserError.at(folder, "class-options.there-is-no-such-folder");
            }
            RunInfo info = RunInfo.read(folder).orElseThrow(() -> UserError.at(folder, "merge.no-run-of-mm-class"));
            first = first == null ? info : first;
            if (!info.kit().sameKit(first.kit())) {
                throw UserError.at(folder, "merge.this-shard-was-graded-by", folders.get(0));
            }
            if (info.of() != first.of()) {
                throw UserError.at(folder, "merge.this-is-one-of-shards", info.of(), folders.get(0), first.of());
            }
            Path same = numbers.put(info.shard(), folder);
            if (same != null) {
                throw UserError.at(folder, "merge.this-is-shard-and-so", info.shard(), same);
            }
            for (String student : info.students()) {
                Path other = students.put(student, folder);
                if (other != null) {
                    throw UserError.at(folder, "merge.is-here-and-in", student, other);
                }
            }
            shards.put(folder, info);
        }
        requireAll(first.of(), new TreeSet<>(numbers.keySet()));
        return shards;
    }

    private static void requireAll(int of, TreeSet<Integer> numbers) {
        List<String> missing = new ArrayList<>();
        for (int i = 1; i <= of; i++) {
            if (!numbers.contains(i)) {
                missing.add(i + "/" + of);
            }
        }
        if (!missing.isEmpty()) {
            throw UserError.of("merge.shards-are-missing", String.join(", ", missing));
        }
    }
}
