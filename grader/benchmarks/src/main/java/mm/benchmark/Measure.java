package mm.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures everything, and writes {@code docs/performance.md}: {@code run.sh} prepares what it needs.
 *
 * <pre>
 *  for each round:
 *      each Java benchmark in a JVM of its own, by JMH
 *      each C program, where it was compiled; the first pass of each is warm-up
 *      the reader and wc
 * </pre>
 *
 * <p>Rounds, instead of all forks of one benchmark and then all of the next: what is compared is measured within the same
 * minutes.
 */
public final class Measure {
    private static final int FRAMES = 10_000;

    private final Path folder = Traces.folder();
    private final Scores scores = new Scores();

    private Measure() {}

    /** Measures; arguments: the number of rounds, that of pages to map, and the file to write. */
    public static void main(String[] args) throws IOException, InterruptedException, RunnerException {
        int rounds = Integer.parseInt(args[0]);
        Measure measure = new Measure();
        measure.pageMemory(args[1]);
        for (int round = 1; round <= rounds; round++) {
            System.err.printf("round %d of %d%n", round, rounds);
            measure.java();
            measure.c();
            measure.reader();
        }
        new Table(measure.scores, rounds).write(Path.of(args[2]));
    }

    private void java() throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("mm[.]benchmark[.](Policy|Translate|MapCalls|Machine)Benchmark[.]")
                .forks(1)
                .addProfiler(GCProfiler.class)
                .jvmArgsAppend("-Xms3g", "-Xmx3g", "-Dmm.benchmark.folder=" + folder.toAbsolutePath())
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        if (!Traces.exists("lackey")) {
            options.param("trace", "uniform");
        }
        for (RunResult result : new Runner(options.build()).run()) {
            String benchmark = result.getParams().getBenchmark();
            StringBuilder name = new StringBuilder(benchmark.substring(benchmark.lastIndexOf('.') + 1));
            result.getParams()
                    .getParamsKeys()
                    .forEach(key -> name.append('-').append(result.getParams().getParam(key)));
            double score = result.getPrimaryResult().getScore();
            double garbage = garbage(result.getSecondaryResults());
            score(name.toString(), score);
            scores.add(name + "-garbage", garbage);
        }
    }

    @SuppressWarnings("rawtypes") // as JMH declares them
    private static double garbage(Map<String, Result> results) {
        return results.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("gc.alloc.rate.norm"))
                .mapToDouble(entry -> entry.getValue().getScore())
                .findFirst()
                .orElse(Double.NaN);
    }

    private void c() throws IOException, InterruptedException {
        program("policies", folder.resolve("zipf.bin"));
        for (String trace : List.of("lackey", "uniform")) {
            if (Traces.exists(trace)) {
                program("translate", trace, folder.resolve(trace + ".bin"));
            }
        }
        program("vmas", "array", 1_000); // 65,000 would move a megabyte at each call
        program("vmas", "kernel", 1_000);
        program("vmas", "kernel", 65_000);
    }

    /** Runs a C program if it is there. Its lines are "score NAME NUMBER", and "count NAME NUMBER" to agree with. */
    private void program(String program, Object... arguments) throws IOException, InterruptedException {
        Path executable = folder.resolve("c").resolve(program);
        if (Files.isExecutable(executable)) {
            List<String> command = new ArrayList<>(List.of(executable.toString()));
            Stream.of(arguments).map(Object::toString).forEach(command::add);
            for (String line : output(command)) {
                String[] words = line.split(" ");
                if (words[0].equals("count")) {
                    Counts.agree(words[1], Long.parseLong(words[2]));
                } else {
                    score(words[1], Double.parseDouble(words[2]));
                }
            }
        }
    }

    private void score(String name, double score) {
        System.err.printf("  %-28s %12.3f%n", name, score);
        scores.add(name, score);
    }

    /** Lets {@code mm trace}, {@code wc -l} and the same in C read the long trace, if it is there. */
    private void reader() throws IOException, InterruptedException {
        Path lines = folder.resolve("lackey-lines.txt");
        if (Files.exists(lines)) {
            String mm = System.getProperty("mm.home") + "/mm";
            score("wc", seconds(List.of("wc", "-l", lines.toString()), new ArrayList<>()));
            List<String> told = new ArrayList<>();
            score(
                    "reader",
                    seconds(List.of(mm, "trace", "--policy=lru", "--frames=" + FRAMES, lines.toString()), told));
            Counts.agree("reader-references", Long.parseLong(told.get(0).split(" ")[0]));
            Counts.agree("reader-faults", Long.parseLong(told.get(2).strip().split(" +")[2]));
            Path peer = folder.resolve("c/lackey");
            if (Files.isExecutable(peer)) {
                long start = System.nanoTime();
                program("lackey", FRAMES, lines);
                score("c-reader", (System.nanoTime() - start) / 1e9);
            }
        }
    }

    private static double seconds(List<String> command, List<String> lines) throws IOException, InterruptedException {
        long start = System.nanoTime();
        lines.addAll(output(command));
        return (System.nanoTime() - start) / 1e9;
    }

    /** Measures the bytes of heap that a mapped page costs, once: they are counted, and do not vary. */
    private void pageMemory(String pages) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        for (String line : output(List.of(
                java, "-Xmx8g", "-cp", System.getProperty("java.class.path"), PageMemory.class.getName(), pages))) {
            String[] words = line.strip().split(" {2,}");
            if (words.length == 5 && words[0].equals("dense")) {
                score(
                        words[1].startsWith("Radix") ? "page-table-bytes" : "hash-map-bytes",
                        Double.parseDouble(words[4]));
            }
        }
    }

    private static List<String> output(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines;
        try (BufferedReader reader = process.inputReader()) {
            lines = reader.lines().toList();
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed");
        }
        return lines;
    }
}
