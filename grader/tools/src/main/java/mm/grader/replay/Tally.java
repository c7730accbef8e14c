package mm.grader.replay;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mm.vma.MapFlag;

/** What is counted of one address space. */
final class Tally {
    private final Map<String, Integer> leftOut = new TreeMap<>();
    private final Map<String, Integer> refused = new TreeMap<>();
    private int agreed;
    private int differing;
    private long asked;
    private long most;
    private long populated;
    private long atEnd;
    private List<Book.Area> end = List.of();
    private List<Book.Area> linuxEnd = List.of();

    void agreed() {
        agreed++;
    }

    /** Counts an answer that differs, and tells whether it is the first here. */
    boolean differs() {
        return differing++ == 0;
    }

    void leftOut(Call call) {
        String advice = call.name().equals("madvise") && call.arguments().size() > 2
                ? " " + call.arguments().get(2)
                : "";
        leftOut.merge(call.name() + advice, 1, Integer::sum);
    }

    void refused(String what) {
        refused.merge(what, 1, Integer::sum);
    }

    /** Counts what a call has asked for: all that mmap and mremap map, and by how much the heap grows. */
    void asked(Call call, long before, long after) {
        if (!call.succeeded()) {
            return;
        }
        long more = switch (call.name()) {
            case "mmap" -> Calls.pages(call.number(1));
            case "mremap" -> Math.max(0, Calls.pages(call.number(2)) - Calls.pages(call.number(1)));
            case "brk" -> Math.max(0, after - before);
            default -> 0;
        };
        if (more > 0) {
            asked += more;
        }
        if (call.name().equals("mmap") && (call.number(3) & MapFlag.POPULATE) != 0) {
            populated += Calls.pages(call.number(1));
        }
        most = Math.max(most, after);
    }

    void end(Book linux, List<Book.Area> ours) {
        atEnd = linux.bytes();
        end = ours;
        linuxEnd = linux.areas();
    }

    Map<String, Integer> leftOut() {
        return leftOut;
    }

    Map<String, Integer> refused() {
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

    List<Book.Area> ours() {
        return end;
    }

    List<Book.Area> linux() {
        return linuxEnd;
    }
}
