package mm.grader.cli.machine;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import mm.grader.facts.Claim;
import mm.grader.facts.Facts;
import mm.grader.facts.FactsException;
import mm.grader.facts.Finding;
import mm.grader.facts.Finding.Verdict;
import mm.grader.kit.Exit;
import mm.grader.kit.KitHome;
import mm.grader.kit.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mm facts}: holds the handbook against this machine. */
@Command(
        name = "facts",
        mixinStandardHelpOptions = true,
        description = {
            "Asks this machine's own kernel, by small C programs, whether the handbook is right about it, and names the reason",
            "where it is not: a version, a setting, the processor. Changes nothing on the machine."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:each answer is what the handbook says, or differs for a reason that is named, or was skipped",
            "1:an answer differs and nothing explains it",
            "2:wrong usage, or this machine cannot be asked (no Linux, no C compiler)",
            "3:the grader itself failed"
        })
public final class FactsCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "NAME", description = "claims to ask for; default: all")
    private List<String> names = new ArrayList<>();

    @Option(names = "--list", description = "print names, sentences and places of the claims, and ask nothing")
    private boolean list;

    @Option(names = "--settings", description = "print what the answers depend on, and ask nothing")
    private boolean settings;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            return list ? list() : ask();
        } catch (FactsException e) {
            throw new UserError(e.getMessage());
        }
    }

    private int list() {
        PrintWriter out = spec.commandLine().getOut();
        for (Claim claim : chosen(Claim.all(probes()))) {
            out.println(claim.name() + ": " + claim.sentence());
            out.println("    docs/" + claim.chapter());
        }
        return Exit.OK;
    }

    private List<Claim> chosen(List<Claim> all) {
        List<String> known = all.stream().map(Claim::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new UserError("there is no claim '" + name + "'; mm facts --list names them");
            }
        }
        return all.stream()
                .filter(claim -> names.isEmpty() || names.contains(claim.name()))
                .toList();
    }

    private int ask() {
        PrintWriter out = spec.commandLine().getOut();
        List<Claim> claims = chosen(Claim.all(probes()));
        Facts facts = new Facts(probes());
        out.println(facts.settings().summary());
        if (names.isEmpty() || settings) {
            facts.applying().forEach(note -> out.println("  " + note));
        }
        if (settings) {
            facts.settings().values().forEach((name, value) -> out.println("  " + name + " = " + value));
            return Exit.OK;
        }
        Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        for (Claim claim : claims) {
            Finding finding = facts.ask(claim);
            print(finding, out);
            counts.merge(finding.verdict(), 1, Integer::sum);
        }
        out.println("facts: " + claims.size() + " claims: " + count(counts, Verdict.AGREES) + " agree, "
                + count(counts, Verdict.EXPLAINED) + " differ for a reason, " + count(counts, Verdict.SKIPPED)
                + " skipped, " + count(counts, Verdict.DIFFERS) + " differ and nothing explains it");
        return counts.containsKey(Verdict.DIFFERS) ? Exit.LESS : Exit.OK;
    }

    private static Path probes() {
        return KitHome.recorder().resolve("probes");
    }

    private static int count(Map<Verdict, Integer> counts, Verdict verdict) {
        return counts.getOrDefault(verdict, 0);
    }

    private static void print(Finding finding, PrintWriter out) {
        Claim claim = finding.claim();
        out.println("[" + finding.verdict().title() + "] " + claim.name() + ": " + claim.sentence());
        if (finding.verdict() == Verdict.SKIPPED) {
            out.println("    why: " + finding.answer());
        } else {
            out.println("    this machine: " + finding.answer());
        }
        if (finding.verdict() == Verdict.EXPLAINED || finding.verdict() == Verdict.DIFFERS) {
            out.println("    the handbook: " + claim.says());
            finding.reasons().forEach(reason -> out.println("    why: " + reason));
        }
        out.println("    docs/" + claim.chapter());
        out.flush();
    }
}
