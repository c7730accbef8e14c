package mm.grader.quiz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/** Addresses by shifting and masking. */
final class HandAddresses {
    static final Map<String, Function<Given, List<String>>> SOLVERS = Map.of(
            "split-32", given -> split(given, 10, 2),
            "split-64", given -> split(given, 9, 4),
            "split-57", given -> split(given, 9, 5),
            "join-address", HandAddresses::join,
            "page-offset", HandAddresses::pages,
            "canonical", HandAddresses::canonical,
            "user-kernel", HandAddresses::whose,
            "space-split", HandAddresses::space);

    private HandAddresses() {}

    private static List<String> split(Given given, int bits, int levels) {
        long address = given.line(0);
        List<String> pieces = new ArrayList<>();
        for (int level = levels - 1; level >= 0; level--) {
            pieces.add("" + ((address >>> (12 + level * bits)) & ((1 << bits) - 1)));
        }
        pieces.add("0x" + Long.toHexString(address & 0xfff));
        return pieces;
    }

    private static List<String> join(Given given) {
        int bits = given.says("32-bit") ? 10 : 9;
        long address = 0;
        for (String line : given.code()) {
            long piece = Given.number(line.trim().split("\\s+")[1]);
            address = line.startsWith("offset") ? (address << 12) + piece : (address << bits) + piece;
        }
        int width = bits == 10 ? 64 : 12 + 9 * (given.code().size() - 1);
        return List.of("0x" + Long.toHexString((address << (64 - width)) >> (64 - width)));
    }

    private static List<String> pages(Given given) {
        long address = given.line(0);
        if (given.level() == 1) {
            return List.of(Long.toHexString(address / 4096), Long.toHexString(address % 4096));
        }
        if (given.level() == 2) {
            long size = given.find("buffer of (\\d+) bytes");
            return List.of("" + ((address + size - 1) / 4096 - address / 4096 + 1));
        }
        TreeSet<Long> pages = new TreeSet<>();
        for (long i = 0; i < given.find("of (\\d+) records"); i++) {
            pages.add((address + i * given.find("next one (\\d+) bytes")) / 4096);
        }
        return List.of("" + pages.size());
    }

    private static boolean fits(long address, boolean five) {
        long top = five ? address >> 56 : address >> 47;
        return top == 0 || top == -1;
    }

    private static List<String> canonical(Given given) {
        boolean five = given.says("5 levels");
        boolean wanted = given.says("Only one");
        return given.options().stream()
                .filter(option -> fits(Given.number(option), five) == wanted)
                .toList();
    }

    private static List<String> whose(Given given) {
        long address = given.line(0);
        if (!given.says("32-bit") && !fits(address, given.says("5 levels"))) {
            return List.of("C");
        }
        return List.of(given.says("32-bit") ? address >= 0xc000_0000L ? "B" : "A" : address < 0 ? "B" : "A");
    }

    private static List<String> space(Given given) {
        long start = given.find("from (0x[0-9a-f]+) to");
        boolean small = given.says("32-bit");
        long left = small ? (1L << 32) - start : -start;
        long entry = small ? 4L << 20 : given.says("4 levels") ? 512L << 30 : 512L << 39;
        return List.of("" + left / entry, "" + (small ? left >> 20 : left >> 30));
    }
}
