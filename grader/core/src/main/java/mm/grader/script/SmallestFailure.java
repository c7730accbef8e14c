package mm.grader.script;

import java.util.ArrayList;
import java.util.List;

/**
 * What a small script that fails has to tell.
 *
 * @param what what the operations are: operations, or lines
 * @param operations the script without its head
 * @param linux what Linux answers to the last of them
 * @param ours what the code answers
 * @param linuxState the state of the reference's machine, one line a mapping, list or counter
 * @param ourState the state of the code's
 */
public record SmallestFailure(
        String what,
        List<String> operations,
        String linux,
        String ours,
        List<String> linuxState,
        List<String> ourState) {
    /** Copies the lists. */
    public SmallestFailure {
        operations = List.copyOf(operations);
        linuxState = List.copyOf(linuxState);
        ourState = List.copyOf(ourState);
    }

    /** Returns what stands above the script. */
    public String title() {
        String count = operations.size() == 1 ? "1 " + what.replaceFirst("s\\b", "") : operations.size() + " " + what;
        return "the smallest script that goes wrong in the same way, " + count + ":";
    }

    /** Returns it as lines of text, both states side by side. */
    public List<String> lines() {
        List<String> text = new ArrayList<>();
        text.add(title());
        operations.stream().flatMap(String::lines).forEach(line -> text.add("    " + line));
        text.add("  Linux:     " + linux + "   (by the reference, which agrees with all recordings)");
        text.add("  this code: " + ours);
        if (!linuxState.isEmpty() || !ourState.isEmpty()) {
            text.add("  the state behind it, Linux left, this code right, ! where they differ:");
            SideBySide.of(linuxState, ourState).forEach(line -> text.add("    " + line));
        }
        return text;
    }
}
