package mm.grader.replay;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mm.text.Message;

/** What is counted of one address space. */
final class Tally {
    private final Map<Message, Integer> leftOut = new HashMap<>();
    private final Map<Message, Integer> refused = new HashMap<>();
    private int agreed;
    private int differing;
    private long asked;
    private long most;
    private long populated;
    private long atEnd;
    private List<Area> end = List.of();
    private List<Area> linuxEnd = List.of();

    void agreed() {
        agreed++;
    }

    /** Counts an answer that differs, and tells whether it is the first here. */
    boolean differs() {
        return differing++ == 0;
    }

    /** Counts a call that is not modelled. */
    void leftOut(Message what) {
        leftOut.merge(what, 1, Integer::sum);
    }

    void refused(Message what) {
        refused.merge(what, 1, Integer::sum);
    }

    /** Counts what a call has asked for, what of it the kernel touched at once, and what is mapped after it, in bytes. */
    void mapped(long askedFor, long touched, long after) {
        asked += Math.max(0, askedFor);
        populated += touched;
        most = Math.max(most, after);
    }

    void end(AreaMap linux, List<Area> ours) {
        atEnd = linux.bytes();
        end = ours;
        linuxEnd = linux.areas();
    }

    Map<Message, Integer> leftOut() {
        return leftOut;
    }

    Map<Message, Integer> refused() {
        return refused;
    }

    /** Tells whether nothing was asked and answered. */
    boolean isEmpty() {
        return agreed + differing == 0 && leftOut.isEmpty() && refused.isEmpty();
    }

    int agreeing() {
        return agreed;
    }

    int differing() {
        return differing;
    }

    long asked() {
        return asked;
    }

    long most() {
        return most;
    }

    long populated() {
        return populated;
    }

    long atEnd() {
        return atEnd;
    }

    List<Area> ours() {
        return end;
    }

    List<Area> linux() {
        return linuxEnd;
    }
}
