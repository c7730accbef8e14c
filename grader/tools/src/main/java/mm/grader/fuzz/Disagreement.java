package mm.grader.fuzz;

import java.util.List;
import java.util.Optional;
import mm.script.Comparison;

/**
 * A script that the machine answers otherwise than Linux.
 *
 * @param kind its kind
 * @param operations its operations
 * @param linux what Linux answers, with the head
 * @param ours what the machine answers
 * @param line the first line that differs, from 0
 */
public record Disagreement(FuzzKind kind, List<String> operations, List<String> linux, List<String> ours, int line) {
    /** Copies the lists. */
    public Disagreement {
        operations = List.copyOf(operations);
        linux = List.copyOf(linux);
        ours = List.copyOf(ours);
    }

    static Optional<Disagreement> of(FuzzKind kind, List<String> operations, List<String> linux, List<String> ours) {
        int line = new Comparison(linux, ours).firstDifference();
        return line < 0 ? Optional.empty() : Optional.of(new Disagreement(kind, operations, linux, ours, line));
    }

    /** Returns the lines after the head that agree, before the one that does not. */
    public List<String> before() {
        int head = 0;
        while (head < line && isHead(linux.get(head))) {
            head++;
        }
        return linux.subList(head, line);
    }

    private static boolean isHead(String text) {
        return text.startsWith("  ") || text.equals("maps") || text.matches("brk 0.*") || text.startsWith("start ");
    }

    /** Returns the answer of Linux that differs. */
    public String linuxAnswer() {
        return line < linux.size() ? linux.get(line) : "(nothing)";
    }

    /** Returns the answer of the machine in its place. */
    public String ourAnswer() {
        return line < ours.size() ? ours.get(line) : "(nothing)";
    }
}
