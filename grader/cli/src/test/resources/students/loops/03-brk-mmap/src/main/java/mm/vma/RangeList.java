package mm.vma;

import java.util.ArrayList;
import java.util.List;

/** Ranges in a list by their addresses, and how many pages of each kind they have. */
final class RangeList {
    final List<Range> all = new ArrayList<>();
    long total;
    long data;
    long stack;

    /** Returns the index of the first range that ends above an address; the size if there is none. */
    int find(long address) {
        if (address < 0) {
            return all.size();
        }
        int low = 0;
        int high = all.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (all.get(middle).end() > address) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    Range get(int index) {
        return index < 0 || index >= all.size() ? null : all.get(index);
    }

    void count(Range range, int sign) {
        total += sign * range.pages();
        data += range.countsAsData(range.prot()) ? sign * range.pages() : 0;
        stack += range.kind() == Range.STACK ? sign * range.pages() : 0;
    }

    void insert(Range range) {
        all.add(find(range.start()), range);
        count(range, 1);
    }

    Range remove(int index) {
        Range range = all.remove(index);
        count(range, -1);
        return range;
    }

    void replace(int index, Range range) {
        count(all.set(index, range), -1);
        count(range, 1);
    }

    /** Makes two of the range at an index. */
    void cut(int index, long address) {
        Range whole = remove(index);
        if (whole.object() != null) {
            whole.object().open();
        }
        all.add(index, whole.between(address, whole.end()));
        all.add(index, whole.between(whole.start(), address));
        count(whole, 1);
    }

    /** Makes one of the range at an index and the one after it. */
    void glue(int index) {
        Range upper = remove(index + 1);
        Range lower = get(index);
        if (upper.object() != null) {
            upper.object().close();
        }
        Range whole = new Range(
                lower.start(),
                upper.end(),
                lower.prot(),
                lower.kind(),
                lower.accounted(),
                lower.name(),
                lower.object(),
                lower.firstPage(),
                lower.family() == null ? upper.family() : lower.family());
        replace(index, whole);
    }

    /** Joins the range at an index with its neighbours. */
    void join(int index) {
        // from step 2
        Range lower = get(index - 1);
        Range upper = get(index + 1);
        Range range = get(index);
        boolean down = lower != null && lower.joins(range);
        boolean up = upper != null && range.joins(upper);
        if (down && up) {
            up = lower.family() == null || upper.family() == null || lower.family() == upper.family();
        }
        if (up) {
            glue(index);
        }
        if (down) {
            glue(index - 1);
        }
        // end
    }
}
