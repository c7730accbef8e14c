package mm.grader.quiz.kinds;

import static mm.grader.quiz.model.Text.same;
import static mm.grader.quiz.model.Text.say;

import java.util.ArrayList;
import java.util.List;
import mm.grader.quiz.model.Hexes;
import mm.grader.quiz.model.RandomNumbers;
import mm.grader.quiz.model.Text;
import mm.pagetable.Geometry;
import mm.pagetable.PageTable;

/** The geometries that are asked about, their names, and addresses of theirs. */
final class Shapes {
    private static final String[] LEVELS = {"", "PTE", "PMD", "PUD", "P4D", "PGD"};

    private Shapes() {}

    /** Returns the name of the geometry for people. */
    static Text name(Geometry geometry) {
        return say(
                geometry.pointerBits() == 32 ? "shapes.32-bit-x86-with-levels-of" : "shapes.x86-64-with-levels-of-page",
                geometry.levels());
    }

    /** Returns the bits of an address as a sum, from the top, for example {@code 10+10+12}. */
    static String cut(Geometry geometry) {
        StringBuilder sum = new StringBuilder();
        for (int level = geometry.levels(); level > 0; level--) {
            sum.append(geometry.levelBits().get(level - 1)).append('+');
        }
        return sum.append(Geometry.PAGE_SHIFT).toString();
    }

    /** Returns the name of a table of a level, as Linux has it; the root is always the PGD. */
    static String level(Geometry geometry, int level) {
        return level == geometry.levels() ? "PGD" : LEVELS[level];
    }

    static Text label(Geometry geometry, int level) {
        return same(level(geometry, level));
    }

    /** Returns an address with all the digits of a pointer. */
    static String address(Geometry geometry, long address) {
        return Hexes.hex(address, geometry.pointerBits() / 4);
    }

    /** Returns a random canonical address, of the user's half or of any. */
    static long canonical(RandomNumbers dice, PageTable table, boolean userOnly) {
        while (true) {
            Geometry geometry = table.geometry();
            long address =
                    geometry.pointerBits() == 32 ? dice.next() >>> 32 : signed(dice.next(), geometry.addressBits());
            if (table.isCanonical(address) && !(userOnly && table.isKernel(address))) {
                return address;
            }
        }
    }

    /** Returns the address whose upper bits repeat the topmost of its lowest ones. */
    static long signed(long address, int bits) {
        return (address << (Long.SIZE - bits)) >> (Long.SIZE - bits);
    }

    /** Explains how an address is cut, one line for each piece. */
    static List<String> pieces(PageTable table, long address) {
        Geometry geometry = table.geometry();
        List<String> lines = new ArrayList<>();
        int top = geometry.addressBits() - 1;
        for (int level = geometry.levels(); level > 0; level--) {
            int bits = geometry.levelBits().get(level - 1);
            int index = table.index(level, address);
            lines.add(line(level(geometry, level), top, top - bits + 1, index));
            top -= bits;
        }
        lines.add(line("offset", top, 0, address & Geometry.PAGE_SIZE - 1));
        return lines;
    }

    private static String line(String name, int high, int low, long value) {
        return Hexes.left(name, 6) + " bits " + Hexes.right(high, 2) + "-" + Hexes.left(low, 2) + "  "
                + Hexes.right(Hexes.bits(value, high - low + 1), 12) + " = " + Hexes.left(Hexes.hex(value), 5) + " = "
                + value;
    }
}
