package mm.grader.grade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import mm.grader.cli.Sample;
import mm.grader.report.Report;
import mm.grader.report.ReportFormat;
import mm.grader.rubric.Status;
import mm.grader.sandbox.ChildPool;
import mm.grader.sandbox.Limits;
import mm.grader.sandbox.Sandbox;
import mm.grader.submission.Submission;
import mm.grader.text.Language;
import mm.machine.Exercise;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Honest students, each after the worst that one of us can write: first with the allow-list off, so that it really does
 * what it wants within the child; then the worst of what the allow-list lets through. The report of each honest one is,
 * byte for byte, that from a class without the others. {@code -Dmm.honest=100} is what CI runs at night.
 */
@Tag("slow")
final class WorstNeighbourTest {
    private static final int HONEST = Integer.getInteger("mm.honest", 3);
    private static final Limits LIMITS =
            new Limits(Duration.ofSeconds(20), Duration.ofMinutes(5), Duration.ofMinutes(2), 64);
    private static final String TEXT =
            Sample.withRoot("return 7;").replace("return 3;", "System.out.println(\"three\"); return 3;");

    @TempDir
    private Path folder;

    private int submissions;

    /** Each statement does harm of its own, whatever becomes of those in front of it. */
    private static final List<String> HARM = List.of(
            // Every 3 and 7 of this virtual machine is another number.
            "var f = sun.misc.Unsafe.class.getDeclaredField(\"theUnsafe\"); f.setAccessible(true);"
                    + " var u = (sun.misc.Unsafe) f.get(null);"
                    + " long at = u.objectFieldOffset(Integer.class.getDeclaredField(\"value\"));"
                    + " u.putInt((Object) Integer.valueOf(3), at, 4); u.putInt((Object) Integer.valueOf(7), at, 8);",
            // What the kit itself keeps: whose parts the checks get, and with which seed.
            "for (var m : Class.forName(\"mm.grader.Kit\").getDeclaredMethods()) if (m.getName().equals(\"use\"))"
                    + " { m.setAccessible(true); m.invoke(null, null, 1L); }",
            "for (var m : Class.forName(\"mm.grader.Recordings\").getDeclaredMethods()) if (m.getName().equals(\"use\"))"
                    + " { m.setAccessible(true); m.invoke(null, java.util.Map.of(\"rmap-1.txt\", \"forged\")); }",
            // How assertions are made, and what they say.
            "Class.forName(\"org.assertj.core.api.Assertions\").getMethod(\"setMaxElementsForPrinting\", int.class)"
                    + ".invoke(null, 1);",
            "Class.forName(\"org.assertj.core.api.Assertions\").getMethod(\"setDescriptionConsumer\","
                    + " java.util.function.Consumer.class).invoke(null,"
                    + " (java.util.function.Consumer<Object>) d -> { throw new Error(); });",
            // The rest of the virtual machine.
            "System.setProperty(\"java.home\", \"/nowhere\"); System.setProperty(\"line.separator\", \"!\");",
            "java.util.Locale.setDefault(new java.util.Locale(\"ar\"));",
            "java.util.TimeZone.setDefault(java.util.TimeZone.getTimeZone(\"CET\"));",
            "Thread.setDefaultUncaughtExceptionHandler((t, e) -> Runtime.getRuntime().halt(0));",
            "ClassLoader.getSystemClassLoader().setDefaultAssertionStatus(true);",
            // What comes back later: when the child ends, and while the next one is graded.
            "Runtime.getRuntime().addShutdownHook(new Thread(() -> { while (true) {} }));",
            "java.util.concurrent.ForkJoinPool.commonPool().execute(() -> { while (true) {} });",
            "var t = new Thread(() -> { try { new java.io.FileInputStream(java.io.FileDescriptor.in).readAllBytes(); }"
                    + " catch (Exception e) { System.out.println(e); } }); t.setDaemon(true); t.start();",
            "new java.util.Timer(true).schedule(new java.util.TimerTask() { public void run() {"
                    + " Runtime.getRuntime().halt(0); } }, 300);",
            "System.out.println(done + \" harms\"); var t = new Thread(() -> { while (true) {"
                    + " System.out.println(\"forged\"); Thread.yield(); } });"
                    + " t.setDaemon(true); t.setPriority(10); t.start();"
                    + " System.setOut(new java.io.PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out)));");

    /** Everything of it, each in a class of its own, since a class that cannot be initialised ends what comes after it. */
    private static String worst() {
        StringBuilder members = new StringBuilder();
        StringBuilder calls = new StringBuilder();
        for (int i = 0; i < HARM.size(); i++) {
            members.append("static final class Harm")
                    .append(i)
                    .append(" { static void doIt() throws Exception { ")
                    .append(HARM.get(i))
                    .append(" } }\n");
            calls.append("try { Harm")
                    .append(i)
                    .append(".doIt(); done++; } catch (Throwable e) { System.out.println(\"")
                    .append(i)
                    .append(" \" + e); }\n");
        }
        return Sample.with("static int done; " + members, calls + "return 7;");
    }

    /** What the allow-list has nothing against. */
    private static final List<String> ALLOWED = List.of(
            Sample.with(
                    "private static final java.util.List<long[]> ALL = new java.util.ArrayList<>();",
                    "for (int i = 0; i < 20; i++) ALL.add(new long[100_000]); return 7;"),
            Sample.withRoot("System.out.print('\\ud83d'); System.out.printf(\"%n%s\", \"\\u001b[2J\"); return 7;"),
            Sample.withRoot("var e = new IllegalStateException(\"x\".repeat(100_000)); e.addSuppressed("
                    + "new RuntimeException(e)); throw e;"),
            Sample.withRoot("var r = new java.util.Random(); java.util.Collections.shuffle(new java.util.ArrayList<>("
                    + "java.util.List.of(1, 2, 3)), r); return 7;"),
            Sample.with(
                    "static class Lazy { static final int X = Integer.parseInt(\"no number\"); }", "return Lazy.X;"),
            Sample.withRoot("return root() + 1;"));

    private GradeResult grade(String text, Sandbox sandbox, boolean allowList, ChildPool workers) throws IOException {
        Path submission = folder.resolve("submission-" + submissions++);
        Sample.write(submission, Sample.FILE, text, StandardCharsets.UTF_8);
        GradingOptions terms = GradingOptions.of(LIMITS, sandbox, 42).withoutScreens();
        return new Grader(Sample.RUBRIC, allowList ? terms : terms.withoutAllowList(), workers, new Timings())
                .grade(Submission.open(submission), EnumSet.of(Exercise.PAGE_TABLE));
    }

    private String honest(Sandbox sandbox, ChildPool workers) throws IOException {
        GradeResult result = grade(TEXT, sandbox, true, workers);
        return ReportFormat.JSON.text(new Report(result, List.of(), "", Language.EN))
                + result.exercises().get(0).verdicts().stream()
                        .map(Verdict::output)
                        .toList();
    }

    @ParameterizedTest(name = "bubblewrap: {0}")
    @ValueSource(booleans = {true, false})
    void every_honest_report_is_that_of_a_class_without_the_worst(boolean walls) throws IOException {
        Sandbox sandbox = Sandbox.of(walls ? Sandbox.Wish.AUTO : Sandbox.Wish.OFF);
        String expected;
        try (ChildPool workers = ChildPool.reused(Sample.RUBRIC, LIMITS, sandbox)) {
            expected = honest(sandbox, workers);
        }
        assertThat(expected).contains("three").contains("\"points\":100,\"most\":100");
        String worst = worst();
        try (ChildPool workers = ChildPool.reused(Sample.RUBRIC, LIMITS, sandbox)) {
            for (int i = 0; i < HONEST; i++) {
                Verdict harm = grade(worst, sandbox, false, workers)
                        .exercises()
                        .get(0)
                        .verdicts()
                        .get(0);
                assertThat(harm.output())
                        .as(harm.status() + " " + harm.message())
                        .contains((HARM.size() - 1) + " harms");
                assertThat(honest(sandbox, workers))
                        .as("number " + i + ", without the allow-list")
                        .isEqualTo(expected);
                GradeResult allowed = grade(ALLOWED.get(i % ALLOWED.size()), sandbox, true, workers);
                assertThat(allowed.exercises().get(0).verdicts())
                        .as("the allow-list lets it through")
                        .extracting(Verdict::status)
                        .doesNotContain(Status.FORBIDDEN, Status.DOES_NOT_COMPILE);
                assertThat(honest(sandbox, workers)).as("number " + i).isEqualTo(expected);
            }
        }
    }
}
