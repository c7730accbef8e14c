package mm.grader.cli.options;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import mm.grader.kit.Untrusted;
import mm.grader.kit.UserError;
import mm.grader.script.ScriptRun;
import mm.grader.script.StopCause;
import mm.procfs.Host;
import mm.procfs.ProcFs;
import mm.procfs.Procps;
import mm.text.Explained;
import picocli.CommandLine.Option;

/** What {@code mm free} and {@code mm top} have in common: where to look, and the tools' own options. */
public final class ScreenOptions {
    @Option(names = "--proc", paramLabel = "DIR", description = "a /proc tree (default: ${DEFAULT-VALUE})")
    private Path proc = Path.of("/proc");

    @Option(
            names = "--procps",
            paramLabel = "3|4",
            description = "whose formulas and widths: procps-ng 3.3.12 or 4.0.2 (default: 4)")
    private String procps = "4";

    @Option(names = "--help", usageHelp = true, description = "show this help and end")
    private boolean help;

    /** Returns the generation of procps that was asked for; a mistake of the user if there is none of that number. */
    public Procps procps() {
        return parse(List.of(), unused -> Procps.of(procps));
    }

    /**
     * Returns the tree.
     *
     * @param needed the files without which the tool cannot run
     * @throws UserError if one is missing
     */
    public ProcFs proc(String... needed) {
        for (String file : needed) {
            if (!Files.isReadable(proc.resolve(file))) {
                throw UserError.at(proc, "screen-options.this-is-no-proc-tree", file);
            }
        }
        return ProcFs.of(proc);
    }

    /** Reads the tool's own options, and words what is wrong with them as the mistake of the user. */
    public <T> T parse(List<String> arguments, Function<List<String>, T> parser) {
        try {
            return parser.apply(arguments);
        } catch (IllegalArgumentException e) {
            throw UserError.saying(Explained.of(e));
        }
    }

    /**
     * Prints a screen, without what a terminal would act upon.
     *
     * @param isStudents whether a student's code makes it
     * @throws UserError if a student's code stops, in one sentence
     */
    public void print(PrintWriter out, boolean isStudents, Supplier<List<String>> screen) {
        try {
            screen.get().forEach(line -> out.print(Untrusted.text(line) + "\n"));
            out.flush();
        } catch (RuntimeException | StackOverflowError e) {
            if (!isStudents) {
                throw e; // a fault of the kit
            }
            throw UserError.of("stop", StopCause.who(e), ScriptRun.why(e));
        }
    }

    /** Returns this host's clock and users. Nobody's logins are counted. */
    public Host host() {
        Map<Integer, String> users = new HashMap<>();
        try {
            for (String line : Files.readAllLines(Path.of("/etc/passwd"))) {
                String[] words = line.split(":");
                if (words.length > 2 && words[2].matches("[0-9]{1,9}")) {
                    users.putIfAbsent(Integer.valueOf(words[2]), words[0]);
                }
            }
        } catch (IOException e) {
            users.clear(); // then everybody is a number
        }
        return new Host(LocalTime.now().format(DateTimeFormatter.ofPattern("HH:mm:ss")), 0, users);
    }
}
