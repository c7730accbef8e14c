package mm.grader.child;

import java.util.List;
import java.util.function.Supplier;
import mm.script.Transcript;
import mm.text.Message;

/** A transcript that only wants to know the state after a number of lines, and stops the run then. */
final class StateCapture implements Transcript {
    private final int wanted;
    private int lines;
    private List<Message> state = List.of();

    StateCapture(int wanted) {
        this.wanted = wanted;
    }

    @Override
    public void line(String text) {
        if (lines++ == wanted) {
            throw new Enough();
        }
    }

    @Override
    public void state(Supplier<List<Message>> supplier) {
        if (lines == wanted) {
            state = List.copyOf(supplier.get());
        }
    }

    List<Message> state() {
        return state;
    }

    /** The line after the wanted state has come. */
    static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1;

        Enough() {
            super(null, null, false, false);
        }
    }
}
