package mm.handbook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import mm.grader.kit.KitHome;
import mm.machine.Exercise;

/**
 * The sentences of a contract's Javadoc, and which checks demand each. The second is written by hand, in
 * {@code contracts/CONTRACT.tsv}: member, sentence, checks; {@code -} for what no program can break, such as a definition, a
 * duty of the caller or what is simplified.
 *
 * @param exercise the exercise
 * @param contract the interface, for example {@code pagetable/PageTable}
 */
record ContractClauses(Exercise exercise, String contract) {
    /** The contracts that students implement. */
    static final List<ContractClauses> ALL = List.of(
            new ContractClauses(Exercise.PAGE_TABLE, "pagetable/PageTable"),
            new ContractClauses(Exercise.PAGE_TABLE, "pagetable/LargePages"),
            new ContractClauses(Exercise.MMU, "mmu/Mmu"),
            new ContractClauses(Exercise.BRK_MMAP, "vma/MemoryDescriptor"),
            new ContractClauses(Exercise.BRK_MMAP, "vma/Malloc"),
            new ContractClauses(Exercise.BRK_MMAP, "vma/Overcommit"),
            new ContractClauses(Exercise.BRK_MMAP, "vma/RemapCalls"),
            new ContractClauses(Exercise.BRK_MMAP, "vma/HugeCalls"),
            new ContractClauses(Exercise.LRU, "lru/ReplacementPolicy"),
            new ContractClauses(Exercise.SWAP, "swap/SwapArea"),
            new ContractClauses(Exercise.SWAP, "swap/Swapper"),
            new ContractClauses(Exercise.OOM, "oom/OomKiller"),
            new ContractClauses(Exercise.OOM, "oom/GroupOomKiller"),
            new ContractClauses(Exercise.FREE_TOP, "procfs/FreeView"),
            new ContractClauses(Exercise.FREE_TOP, "procfs/TopView"),
            new ContractClauses(Exercise.FREE_TOP, "procfs/PmapView"));

    private static final String UNCHECKED = "-";
    private static final Pattern COMMENT = Pattern.compile("/\\*\\*(.*?)\\*/\\s*([^;{]*)", Pattern.DOTALL);
    private static final List<Pattern> NAMES = List.of(
            Pattern.compile("(\\w+)\\s*\\("), Pattern.compile("interface (\\w+)"), Pattern.compile("(\\w+)\\s*(=|$)"));
    private static final char BREAK = '\u0001';
    private static final int SHOWN_OF_A_DRAWING = 14;

    /** One sentence of a member's Javadoc. */
    record Clause(String member, String sentence) {}

    /** A sentence and the checks that demand it. */
    record Link(Clause clause, List<String> checks) {}

    String name() {
        return contract.substring(contract.indexOf('/') + 1);
    }

    /** Returns the source, below the kit's root. */
    String source() {
        return "exercises/00-machine/src/main/java/mm/" + contract + ".java";
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the sentences as the source has them now. */
    List<Clause> clauses() {
        List<Clause> clauses = new ArrayList<>();
        Matcher comment = COMMENT.matcher(read(KitHome.root().resolve(source())));
        while (comment.find()) {
            String member = member(comment.group(2).replaceAll("@\\w+\\s*", "").strip());
            for (String part : plain(comment.group(1)).split(String.valueOf(BREAK))) {
                for (String sentence : part.strip().replaceAll("\\s+", " ").split("(?<=\\.)\\)? (?=[A-Z(])")) {
                    if (sentence.strip().length() > 3) {
                        clauses.add(new Clause(member, sentence.strip()));
                    }
                }
            }
        }
        return clauses;
    }

    private static String member(String declaration) {
        for (Pattern pattern : NAMES) {
            Matcher name = pattern.matcher(declaration);
            if (name.find()) {
                return name.group(1);
            }
        }
        throw new IllegalStateException("a comment on nothing: " + declaration);
    }

    /** Returns a comment without its markup, and with a break where a new item begins. */
    private static String plain(String comment) {
        String text =
                comment.lines().map(line -> line.replaceFirst("^\\s*\\* ?", "")).collect(Collectors.joining("\n"));
        text = text.replaceAll("@linux [^\n]*", "");
        text = Pattern.compile("<pre>\n*(.*?)</pre>", Pattern.DOTALL)
                .matcher(text)
                .replaceAll(drawing -> Matcher.quoteReplacement(BREAK
                        + Arrays.stream(drawing.group(1).strip().split("\\s+"))
                                .limit(SHOWN_OF_A_DRAWING)
                                .collect(Collectors.joining(" "))
                        + " …" + BREAK));
        return text.replaceAll("@(?:param|throws) (\\S+)", BREAK + "$1:")
                .replaceAll("@return", BREAK + "Returns")
                .replaceAll("<sup>(\\d+)</sup>", "^$1")
                .replaceAll("<(?:li|p|dt|dd|h2)>", String.valueOf(BREAK))
                .replaceAll("</?[a-z][a-z0-9]*/?>", "")
                .replaceAll("\\{@link (?:[\\w.]*#)?([\\w.]+)(?:\\([^)]*\\))?(?: [^}]*)?\\}", "$1")
                .replaceAll("\\{@(?:code|value) #?([^}]*)\\}", "$1")
                .replace("&lt;", "<")
                .replace("&gt;", ">");
    }

    private Path table() {
        return KitHome.root().resolve("grader/cli/src/test/resources/contracts").resolve(name() + ".tsv");
    }

    /** Returns the sentences and their checks, as they are written by hand. */
    List<Link> links() {
        return read(table())
                .lines()
                .map(line -> line.split("\t"))
                .map(ContractClauses::link)
                .toList();
    }

    private static Link link(String[] columns) {
        List<String> checks = columns[2].equals(UNCHECKED) ? List.of() : List.of(columns[2].split(" "));
        return new Link(new Clause(columns[0], columns[1]), checks);
    }

    /** Writes the table anew: a sentence that is new gets no check yet, and one that has stayed keeps its own. */
    void rewrite() throws IOException {
        Map<Clause, List<String>> known =
                links().stream().collect(Collectors.toMap(Link::clause, Link::checks, (a, b) -> a));
        String text = clauses().stream()
                .map(clause -> clause.member() + "\t" + clause.sentence() + "\t"
                        + (known.containsKey(clause)
                                ? known.get(clause).isEmpty() ? UNCHECKED : String.join(" ", known.get(clause))
                                : "?"))
                .collect(Collectors.joining("\n", "", "\n"));
        Files.writeString(table(), text);
    }
}
