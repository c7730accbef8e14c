import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.pitest.mutationtest.commandline.MutationCoverageReport;

/**
 * Mutates one solution, with the graded checks as its tests: {@code mvn -Pmutation verify} runs this for each.
 *
 * <p>Fails if fewer than 90 of 100 mutants are killed, or if one survives that the instructor guide does not explain. A
 * mutant is named by its method, its line of code (whatever the line's number is today) and PIT's mutator, as in a row of
 * the guide's table: {@code | Tlb.<init> | `clear();` | VoidMethodCall | why it changes nothing |}.
 */
final class Mutation {
    private static final int LEAST_PERCENT = 90;
    private static final Set<String> DEAD = Set.of("KILLED", "TIMED_OUT", "MEMORY_ERROR", "RUN_ERROR", "NON_VIABLE");

    private final Path kit;
    private final Path solution;
    private final Path report;

    private Mutation(Path kit, Path solution) {
        this.kit = kit;
        this.solution = solution;
        report = solution.resolve("target/mutation");
    }

    /**
     * Runs with the kit's folder, the solution's, the name of its package, how many threads to use, and of which package
     * alone the solution is wanted ({@code all} for any).
     */
    public static void main(String[] arguments) throws IOException {
        Mutation mutation = new Mutation(Path.of(arguments[0]), Path.of(arguments[1]));
        String name = arguments[2];
        if (!name.equals("none") && Set.of("all", name).contains(arguments[4])) {
            mutation.run(name, arguments[3]);
            System.exit(mutation.isWell() ? 0 : 1);
        }
    }

    /** PIT looks for tests in no jar, so that it gets folders. Only what hangs takes longer than the time it gets. */
    private void run(String name, String threads) throws IOException {
        Files.createDirectories(report);
        PrintStream out = System.out;
        System.setOut(new PrintStream(report.resolve("pit.log").toFile()));
        String classes = solution.resolve("target/classes").toString();
        MutationCoverageReport.main(new String[] {
            "--targetClasses", "mm." + name + ".*",
            "--targetTests", "mm.grader.checks." + name + ".*Check",
            "--classPath", classes + "," + kit.resolve("grader/checks/target/classes"),
            "--mutableCodePaths", classes,
            "--sourceDirs", solution.resolve("src/main/java").toString(),
            "--reportDir", report.toString(),
            "--timestampedReports=false",
            "--outputFormats", "CSV,HTML",
            "--mutators", "DEFAULTS",
            "--threads", threads,
            "--timeoutConst", "20000",
            "--timeoutFactor", "3",
        });
        System.setOut(out);
    }

    private boolean isWell() throws IOException {
        String guide = Files.readString(kit.resolve("docs/instructor-guide.md"));
        List<String> mutants = Files.readAllLines(report.resolve("mutations.csv"));
        List<String> survivors = new ArrayList<>();
        for (String mutant : mutants) {
            String[] columns = mutant.split(",");
            if (!DEAD.contains(columns[5])) {
                survivors.add(row(columns));
            }
        }
        Files.write(report.resolve("survivors.md"), survivors);
        List<String> unexplained =
                survivors.stream().filter(row -> !guide.contains(row)).toList();
        int killed = mutants.size() - survivors.size();
        System.out.println(solution.getFileName() + ": " + killed + " of " + mutants.size() + " mutants killed");
        unexplained.forEach(row -> System.out.println("survives, and is not explained in docs/instructor-guide.md: " + row));
        return killed * 100 >= LEAST_PERCENT * mutants.size() && unexplained.isEmpty();
    }

    /** Returns the beginning of the guide's row on a mutant. */
    private String row(String[] columns) throws IOException {
        String folder = columns[1].replaceAll("[.][^.]*$", "").replace('.', File.separatorChar);
        Path file = solution.resolve("src/main/java").resolve(folder).resolve(columns[0]);
        String code = Files.readAllLines(file).get(Integer.parseInt(columns[4]) - 1).strip();
        String type = columns[1].replaceAll(".*[.]", "").replace('$', '.');
        String mutator = columns[2].replaceAll(".*[.]", "").replaceAll("Mutator", "");
        return "| " + type + "." + columns[3] + " | `" + code.replace("|", "\\|") + "` | " + mutator + " |";
    }
}
