package mm.grader.script;

import java.util.ArrayList;
import java.util.List;
import mm.text.Catalogue;
import mm.text.Message;

/**
 * What a small script that fails has to tell.
 *
 * @param what the key of its title, which says what the operations are
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
        return texts.say(what, operations.size());
    }

    /** Returns it as lines of text, both states side by side. */
    public List<String> lines(Catalogue texts) {
        List<String> text = new ArrayList<>();
        text.add(title(texts));
        operations.stream().flatMap(String::lines).forEach(line -> text.add("    " + line));
        text.add("  " + texts.say("smallest-failure.linux-by-the-reference-which", linux.message()));
        text.add("  " + texts.say("smallest-failure.this-code", ours.message()));
        List<String> differing = differing();
        if (!differing.isEmpty()) {
            text.add("  " + texts.say("smallest-failure.differs", String.join(", ", differing)));
        }
        List<SideBySide.Row> rows = SideBySide.rows(said(linuxState, texts), said(ourState, texts));
        boolean isSaid = rows.size() == 1
                && ours.text() != null
                && ours.text().endsWith(rows.get(0).right().strip());
        if (isSaid) {
            return text;
        }
        if (!rows.isEmpty() && rows.stream().allMatch(SideBySide.Row::same)) {
            text.add("  " + texts.say("smallest-failure.same-state"));
        } else if (!rows.isEmpty()) {
            text.add("  " + texts.say("smallest-failure.the-state-behind-it-linux"));
            SideBySide.text(SideBySide.around(rows)).forEach(line -> text.add("    " + line));
        }
        return text;
    }

    /** Returns the values in which the answers differ, if both are there. */
    public List<String> differing() {
        return linux.text() == null || ours.text() == null ? List.of() : AnswerDifference.of(linux.text(), ours.text());
    }

    private static List<String> said(List<Message> state, Catalogue texts) {
        return state.stream().map(texts::say).toList();
    }
}
