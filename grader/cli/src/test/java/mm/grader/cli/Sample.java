package mm.grader.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mm.grader.cli.fake.FakeBonusCheck;
import mm.grader.cli.fake.FakeCheck;
import mm.grader.grade.ExerciseResult;
import mm.grader.grade.GradeResult;
import mm.grader.grade.Grader;
import mm.grader.grade.GradingOptions;
import mm.grader.grade.Verdict;
import mm.grader.report.TextReport;
import mm.grader.rubric.Rubric;
import mm.grader.sandbox.Limits;
import mm.grader.sandbox.Sandbox;
import mm.grader.submission.Submission;
import mm.grader.text.Texts;
import mm.machine.Exercise;
import mm.pagetable.PageTable;
import mm.text.Message;

/** Small submissions of exercise 01, made by the tests, and graded by the checks of {@link FakeCheck}. */
public final class Sample {
    public static final Path FILE =
            Exercise.PAGE_TABLE.sources(Path.of("")).resolve("mm/pagetable/RadixPageTable.java");
    public static final Rubric RUBRIC = Rubric.of(List.of(FakeCheck.class, FakeBonusCheck.class));
    public static final Limits LIMITS = limits(60);

    private static final String CLASS = """
            package mm.pagetable;

            import mm.machine.PhysicalMemory;
            import mm.machine.Todo;

            public final class RadixPageTable implements PageTable {
                /*fields*/
                public RadixPageTable(Geometry geometry, PhysicalMemory memory) {}
                @Override public int root() {
                    /*root*/
                }
                @Override public int index(int level, long address) { return 3; }
                @Override public long span(int level) { return 5; }
            """ + rest() + "}\n";

    /** Returns the other methods of the contract, whatever they are at present; they do nothing. */
    private static String rest() {
        return Stream.of(PageTable.class.getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .filter(method -> !Set.of("root", "index", "span").contains(method.getName()))
                .map(method -> "    @Override public " + method.getReturnType().getCanonicalName() + " "
                        + method.getName() + "(" + parameters(method) + ") { throw new Todo(\"x\"); }\n")
                .collect(Collectors.joining());
    }

    private static String parameters(Method method) {
        return Stream.of(method.getParameters())
                .map(parameter -> parameter.getType().getCanonicalName() + " " + parameter.getName())
                .collect(Collectors.joining(", "));
    }

    private Sample() {}

    /** Returns the class with a body for {@code root}. */
    public static String withRoot(String body) {
        return CLASS.replace("/*root*/", body);
    }

    /** Returns the class with a body for {@code root} and some members. */
    public static String with(String members, String body) {
        return withRoot(body).replace("/*fields*/", members);
    }

    /** Returns limits with so many seconds for a check; small ones are for what never ends. */
    public static Limits limits(int seconds) {
        return new Limits(Duration.ofSeconds(seconds), Duration.ofMinutes(5), Duration.ofMinutes(1), 64);
    }

    public static Path write(Path folder, Path file, String text, Charset charset) throws IOException {
        Path target = folder.resolve(file);
        Files.createDirectories(target.getParent());
        return Files.write(target, text.getBytes(charset));
    }

    /** Grades a submission that consists of one class. */
    public static List<Verdict> grade(Path folder, String text) throws IOException {
        write(folder, FILE, text, StandardCharsets.UTF_8);
        return grade(folder).verdicts();
    }

    public static ExerciseResult grade(Path folder) {
        return result(folder, EnumSet.of(Exercise.PAGE_TABLE)).exercises().get(0);
    }

    public static GradeResult result(Path folder, Set<Exercise> exercises) {
        return result(folder, exercises, LIMITS);
    }

    public static GradeResult result(Path folder, Set<Exercise> exercises, Limits limits) {
        // Without the allow-list, so that the tests see what the child withstands by itself.
        GradingOptions terms = GradingOptions.of(limits, Sandbox.off(Message.verbatim("a test")), 42)
                .withoutAllowList()
                .withoutScreens();
        return new Grader(RUBRIC, terms).grade(Submission.open(folder), exercises);
    }

    public static String report(GradeResult result) {
        StringWriter text = new StringWriter();
        new TextReport(new PrintWriter(text), Texts.english()).print(result);
        return text.toString();
    }

    /** Runs {@code mm} and returns its exit code, then all it printed. */
    public static Ran mm(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Mm.execute(new PrintWriter(out), new PrintWriter(err, true), arguments);
        return new Ran(code, out.toString(), err.toString());
    }

    /** What a run of {@code mm} did. */
    public record Ran(int code, String out, String err) {}
}
