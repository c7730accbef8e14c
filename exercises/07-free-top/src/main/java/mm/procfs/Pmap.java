package mm.procfs;

import java.util.List;
import mm.machine.Todo;

/** Exercise 07: the screen of pmap, and what ps shows as PSS and USS. */
public final class Pmap implements PmapView {
    /** Makes the view; it has no state. */
    public Pmap() {}

    @Override
    public List<String> screen(ProcFs proc, int pid) {
        throw new Todo("exercise 07: Pmap.screen");
    }

    @Override
    public Shares shares(ProcFs proc, int pid) {
        throw new Todo("exercise 07: Pmap.shares");
    }
}
