package mm.grader.cli.machine;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import mm.grader.cli.options.Languages;
import mm.grader.facts.Claim;
import mm.grader.facts.Facts;
import mm.grader.facts.Finding;
import mm.grader.facts.Finding.Verdict;
import mm.grader.kit.Exit;
import mm.grader.kit.KitHome;
import mm.grader.kit.UserError;
import mm.grader.text.Language;
import mm.text.Catalogue;
import mm.text.EncodedText;
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
        return list ? list() : ask();
    }

    private int list() {
        PrintWriter out = spec.commandLine().getOut();
        for (Claim claim : chosen(Claim.all(probes()))) {
            out.println(claim.name() + ": " + claim.sentence().in(Languages.of(spec)));
            out.println("    docs/" + claim.chapter());
        }
        return Exit.OK;
    }

    private List<Claim> chosen(List<Claim> all) {
        List<String> known = all.stream().map(Claim::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw UserError.of("facts.no-such-claim", name);
            }
        }
        return all.stream()
                .filter(claim -> names.isEmpty() || names.contains(claim.name()))
                .toList();
    }

    private int ask() {
        PrintWriter out = spec.commandLine().getOut();
        List<Claim> claims = chosen(Claim.all(probes()));
        Facts facts = new Facts(probes(), KitHome.recorder().resolve("target").resolve("probes"));
        out.println(texts().say(facts.settings().summary()));
        if (names.isEmpty() || settings) {
            facts.applying().forEach(note -> out.println("  " + note.in(Languages.of(spec))));
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
        out.println(texts().say(
                        "facts.sum",
                        claims.size(),
                        count(counts, Verdict.AGREES),
                        count(counts, Verdict.EXPLAINED),
                        count(counts, Verdict.SKIPPED),
                        count(counts, Verdict.DIFFERS)));
        return counts.containsKey(Verdict.DIFFERS) ? Exit.LESS : Exit.OK;
    }

    private static Path probes() {
        return KitHome.recorder().resolve("probes");
    }

    private static int count(Map<Verdict, Integer> counts, Verdict verdict) {
        return counts.getOrDefault(verdict, 0);
    }

    private void print(Finding finding, PrintWriter out) {
        Claim claim = finding.claim();
        Language language = Languages.of(spec);
        out.println(texts().say(finding.verdict().key()) + "  " + claim.name() + ": "
                + claim.sentence().in(language));
        if (finding.verdict() == Verdict.SKIPPED) {
            say(out, "facts.why", texts().say(EncodedText.decode(finding.answer())));
        } else {
            say(out, "facts.this-machine", texts().say(EncodedText.decode(finding.answer())));
        }
        if (finding.verdict() == Verdict.EXPLAINED || finding.verdict() == Verdict.DIFFERS) {
            say(out, "facts.the-handbook", claim.says());
            finding.reasons().forEach(reason -> say(out, "facts.why", reason.in(language)));
        }
        out.println("    docs/" + claim.chapter());
        out.flush();
    }

    private void say(PrintWriter out, String key, String what) {
        out.println("    " + texts().say(key, what));
    }

    private Catalogue texts() {
        return Languages.texts(spec);
    }
}
