package mm.grader.facts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mm.grader.kit.UserError;

/** The claims of the handbook, and this machine to hold them against. */
public final class Facts {
    private final List<Claim> claims;
    private final List<Condition> notes;
    private final Probe probe;
    private final Settings settings;

    /**
     * Reads claims and settings.
     *
     * @param folder {@code grader/recorder/probes}
     * @param target where the compiled probes are kept
     * @throws UserError if this is not Linux, or there is no C compiler
     */
    public Facts(Path folder, Path target) {
        this.claims = Claim.all(folder);
        this.notes = notes(folder);
        this.probe = new Probe(folder, target);
        this.settings = Settings.read(Path.of("/"), System.getProperty("os.arch"), probe.settings());
    }

    /** Reads what is to be said of machines that are not as the handbook's: a condition a line. */
    static List<Condition> notes(Path folder) {
        try {
            List<String> lines = Files.readAllLines(folder.resolve("notes.txt")).stream()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
            return Sentence.pairs(lines).stream()
                    .map(pair -> Condition.of(pair[0], pair[1]))
                    .toList();
        } catch (IOException e) {
            throw UserError.unreadable(folder.resolve("notes.txt"), e);
        }
    }

    /** Returns all that the handbook claims of a machine and that can be tried. */
    public List<Claim> claims() {
        return claims;
    }

    /** Returns the settings of this machine that make numbers differ. */
    public Settings settings() {
        return settings;
    }

    /** Returns the sentences that apply to this machine. */
    public List<Sentence> applying() {
        return notes.stream()
                .filter(note -> note.holds(settings))
                .map(Condition::reason)
                .toList();
    }

    /** Asks this machine. */
    public Finding ask(Claim claim) {
        return Finding.of(claim, probe.ask(claim), settings);
    }
}
