package mm.grader.script;

import java.util.ArrayList;
import java.util.List;
import mm.text.Catalogue;
import mm.text.Message;

/**
 * What a small script that fails has to tell.
 *
 * @param what what the operations are: operations, lines, or evictions
 * @param operations the script without its head
 * @param linux what Linux answers to the last of them
 * @param ours what the code answers
 * @param linuxState the state of the machine of the reference, one line a mapping, list or counter
 * @param ourState the state of the code's
 */
public record SmallestFailure(
        String what,
        List<String> operations,
        AnswerLine linux,
        AnswerLine ours,
        List<Message> linuxState,
        List<Message> ourState) {
    /** Copies the lists. */
    public SmallestFailure {
        operations = List.copyOf(operations);
        linuxState = List.copyOf(linuxState);
        ourState = List.copyOf(ourState);
    }

    /** Returns what is above the script. */
    public String title(Catalogue texts) {
        return texts.say("smallest-failure." + what, operations.size());
    }

    /** Returns it as lines of text, both states side by side. */
    public List<String> lines(Catalogue texts) {
        List<String> text = new ArrayList<>();
        text.add(title(texts));
        operations.stream().flatMap(String::lines).forEach(line -> text.add("    " + line));
        text.add("  " + texts.say("smallest-failure.linux-by-the-reference-which", linux.message()));
        text.add("  " + texts.say("smallest-failure.this-code", ours.message()));
        if (!linuxState.isEmpty() || !ourState.isEmpty()) {
            text.add("  " + texts.say("smallest-failure.the-state-behind-it-linux"));
            SideBySide.of(said(linuxState, texts), said(ourState, texts)).forEach(line -> text.add("    " + line));
        }
        return text;
    }

    private static List<String> said(List<Message> state, Catalogue texts) {
        return state.stream().map(texts::say).toList();
    }
}
