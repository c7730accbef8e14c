package mm.grader.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import mm.grader.handout.GradescopeZip;
import mm.grader.kit.Exit;
import mm.grader.kit.FileTrees;
import mm.grader.kit.OutputFile;
import mm.grader.text.Texts;

/**
 * Grades the submission that Gradescope has put into its folders, and writes the result where it looks for one. The seed
 * comes from the address of the student, so that a regrade has the same cases.
 */
public final class GradescopeRun {
    private static final ObjectMapper JSON = new ObjectMapper();

    private GradescopeRun() {}

    /** Runs; the one argument is Gradescope's folder, which is {@code /autograder} there. */
    public static void main(String[] arguments) throws IOException {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        System.exit(run(Path.of(arguments[0]), out));
    }

    private static int run(Path root, PrintWriter out) throws IOException {
        Path source = root.resolve("source");
        Path results = root.resolve("results");
        List<String> command = new ArrayList<>(
                List.of("grade", submission(root.resolve("submission")).toString()));
        command.addAll(Files.readAllLines(source.resolve(GradescopeZip.ARGUMENTS)));
        command.addAll(List.of("--report", results.toString(), "--format", "gradescope"));
        if (Files.isDirectory(source.resolve(GradescopeZip.CASES))) {
            command.addAll(
                    List.of("--cases", source.resolve(GradescopeZip.CASES).toString()));
        }
        String student = student(root.resolve("submission_metadata.json"));
        if (!student.isEmpty()) {
            command.add("--id=" + student);
        }
        StringWriter err = new StringWriter();
        int code = Mm.execute(out, new PrintWriter(err, true), command.toArray(String[]::new));
        out.print(err);
        out.flush();
        if (code == Exit.USAGE) {
            String text = Texts.english()
                    .say(
                            "gradescope-run.nothing-could-be-graded",
                            err.toString().strip());
            OutputFile.write(
                    results.resolve("results.json"),
                    JSON.writeValueAsString(
                            Map.of("score", 0, "output", text, "stdout_visibility", "hidden", "tests", List.of())));
        }
        return code;
    }

    /** Returns the archive that was handed in by itself, as mm class takes it from a folder; else the folder. */
    private static Path submission(Path folder) {
        List<Path> files = FileTrees.files(folder);
        boolean archive = files.size() == 1 && files.get(0).toString().matches(".*\\.(zip|tar\\.gz|tgz)");
        return archive ? files.get(0) : folder;
    }

    /** Returns the addresses of those who handed in, in one order whoever did it; nothing if none is known. */
    public static String student(Path metadata) {
        try {
            TreeSet<String> addresses = new TreeSet<>();
            for (JsonNode user : JSON.readTree(metadata.toFile()).path("users")) {
                addresses.add(user.path("email").asText());
            }
            return String.join(" ", addresses).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
