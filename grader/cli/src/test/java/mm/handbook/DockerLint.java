package mm.handbook;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds what makes an image larger, less safe, or another one tomorrow than today. */
final class DockerLint {
    private static final Set<String> INSTRUCTIONS = Set.of(
            "FROM", "RUN", "WORKDIR", "COPY", "ADD", "USER", "ENTRYPOINT", "CMD", "ENV", "ARG", "LABEL", "EXPOSE");

    private final List<String> lines;
    private final Path context;
    private final List<String> complaints = new ArrayList<>();

    DockerLint(String text, Path context) {
        lines = text.replace("\\\n", " ")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.replaceAll("\\s+", " ").strip())
                .toList();
        this.context = context;
    }

    /** Returns a sentence for each finding. */
    List<String> complaints() {
        String user = "root";
        if (!lines.get(0).startsWith("FROM ")) {
            complain(lines.get(0), "does not say first what it builds upon");
        }
        for (String line : lines) {
            String what = line.substring((line + " ").indexOf(' ')).strip();
            switch (line.replaceAll(" .*", "")) {
                case "FROM" -> require(line, what.matches("\\S+:[0-9]\\S+"), "names no version");
                case "RUN" -> run(line);
                case "WORKDIR" -> require(line, what.startsWith("/"), "is not absolute");
                case "ADD" -> complain(line, "COPY does the same without downloads and unpacking: no ADD");
                case "COPY" -> copies(line, what);
                case "USER" -> user = what;
                case "ENTRYPOINT", "CMD" ->
                    require(
                            line,
                            what.startsWith("[\"") && what.endsWith("\"]"),
                            "is no list of words, so a shell runs it");
                default -> require(line, INSTRUCTIONS.contains(line.replaceAll(" .*", "")), "is no instruction");
            }
        }
        require("USER " + user, !user.matches("root|0|0:0"), "runs as root");
        require(
                "ENTRYPOINT",
                lines.stream().filter(line -> line.startsWith("ENTRYPOINT")).count() == 1,
                "is not there once");
        return complaints;
    }

    private void run(String line) {
        if (line.contains("apt-get install")) {
            require(line, line.contains("apt-get update &&"), "installs from old lists");
            require(line, line.contains(" -y "), "waits for an answer");
            require(line, line.contains("--no-install-recommends"), "installs more than it names");
            require(line, line.contains("rm -rf /var/lib/apt/lists/*"), "leaves apt's lists in the image");
        }
        require(line, !line.contains("sudo "), "is root already, or shall not be: no sudo");
        require(line, !line.matches(".*(curl|wget).*\\| *(ba)?sh.*"), "runs what it downloads");
    }

    private void copies(String line, String what) {
        List<String> paths = Stream.of(what.split(" "))
                .filter(word -> !word.startsWith("--"))
                .toList();
        for (String path : paths.subList(0, paths.size() - 1)) {
            require(line, Files.exists(context.resolve(path)), path + " is not there");
        }
    }

    private void require(String line, boolean good, String complaint) {
        if (!good) {
            complain(line, complaint);
        }
    }

    private void complain(String line, String complaint) {
        complaints.add(line + ": " + complaint);
    }

    /** Returns the words of an instruction that is written as a list. */
    List<String> words(String instruction) {
        return lines.stream()
                .filter(line -> line.startsWith(instruction + " ["))
                .flatMap(line -> Stream.of(line.substring(instruction.length()).split("\"")))
                .filter(word -> word.matches("[^,\\[\\] ]+"))
                .toList();
    }
}
