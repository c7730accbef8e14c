package mm.grader.fuzz;

import static mm.grader.fuzz.Dice.PAGE;

import java.util.List;
import java.util.function.Supplier;

/** Makes single operations: mostly sensible ones in the given places, some odd and some wild. */
final class RandomCalls {
    private static final List<Long> HUGE =
            List.of(0x7ffffffff000L, 0x800000000000L, 0x7fffffffffffffffL, -PAGE, -1L, 0xfffffffffffff001L);

    private final Dice dice;
    private final RandomPlaces places;
    private final int wild;
    private final List<RandomPlaces> elsewhere;
    private final boolean hex;
    /** Whether operations may hit the kernel's own mappings. */
    private final boolean kernelsOwn;

    /**
     * @param places where most operations happen
     * @param wild how many in a hundred happen elsewhere or have odd arguments
     * @param hex whether lengths are written in hexadecimal
     */
    RandomCalls(Dice dice, RandomPlaces places, int wild, boolean hex) {
        this(
                dice,
                places,
                wild,
                hex,
                false,
                List.of(
                        RandomPlaces.heap(),
                        RandomPlaces.stack(),
                        RandomPlaces.borders(),
                        RandomPlaces.arena(0x10000000, 48, 8)));
    }

    /** Keeps out of heap and stack: where nothing is read or written, the machine touches no page of theirs. */
    static RandomCalls mappingsOnly(Dice dice, RandomPlaces places, int wild) {
        return new RandomCalls(
                dice,
                places,
                wild,
                false,
                true,
                List.of(RandomPlaces.borders(), RandomPlaces.arena(0x10000000, 48, 8), RandomPlaces.kernelsOwn()));
    }

    private RandomCalls(
            Dice dice, RandomPlaces places, int wild, boolean hex, boolean kernelsOwn, List<RandomPlaces> elsewhere) {
        this.dice = dice;
        this.places = places;
        this.wild = wild;
        this.hex = hex;
        this.kernelsOwn = kernelsOwn;
        this.elsewhere = elsewhere;
    }

    /** Repeats a choice until it leaves the measured program alone. */
    private static String safe(Supplier<String> choice) {
        String call = choice.get();
        for (int i = 0; i < 100 && call == null; i++) {
            call = choice.get();
        }
        return call == null ? "munmap 0x10000000 4096" : call;
    }

    private boolean mustNotTouch(long address, long length) {
        return kernelsOwn ? Layout.mustNotReplace(address, length) : Layout.mustNotTouch(address, length);
    }

    private RandomPlaces place() {
        if (!dice.percent(wild)) {
            return places;
        }
        return dice.of(elsewhere);
    }

    private long address(RandomPlaces place) {
        long page = place.page(dice);
        return dice.percent(3) ? page + dice.of(1L, 8L, 0x7bL, 0x800L, 0xfffL) : page;
    }

    private long odd(long length) {
        if (dice.percent(95)) {
            return length;
        }
        return dice.of(0L, 1L, 4095L, length + 1, length - 1);
    }

    private String number(long bytes) {
        return hex || bytes < 0 ? "0x" + Long.toHexString(bytes) : Long.toString(bytes);
    }

    private static String at(long address) {
        return "0x" + Long.toHexString(address);
    }

    private String prot(int none, int read, int write, int exec) {
        if (dice.percent(wild / 4)) {
            return dice.of("rwx", "-w-", "-wx");
        }
        return List.of("---", "r--", "rw-", "r-x").get(dice.weighted(none, read, write, exec));
    }

    private boolean huge() {
        return dice.percent(Math.min(wild, 2));
    }

    String mmap() {
        return safe(() -> {
            RandomPlaces place = place();
            long length = huge() ? dice.of(HUGE) : odd(place.length(dice));
            String prot = prot(18, 18, 42, hex ? 2 : 15);
            if (dice.percent(22)) {
                return "mmap 0 " + number(length) + " " + prot;
            }
            long address = address(place);
            String fixed = dice.of(" fixed", " fixed", " fixed", " fixed_noreplace");
            boolean hint = dice.percent(8);
            boolean unsafe = mustNotTouch(address, length) || (length > Layout.LONGEST && length < HUGE.get(0));
            return unsafe && !hint
                    ? null
                    : "mmap " + at(address) + " " + number(length) + " " + prot + (hint ? "" : fixed);
        });
    }

    String mmapPopulated() {
        return safe(() -> {
            long address = places.page(dice);
            long length = PAGE * (1 + dice.below(9));
            String prot = prot(10, 25, 65, 0);
            return mustNotTouch(address, length)
                    ? null
                    : "mmap " + at(address) + " " + number(length) + " " + prot + dice.of(" fixed", " fixed", "")
                            + " populate";
        });
    }

    String mmapShared() {
        return safe(() -> {
            long address = places.page(dice);
            long length = places.length(dice);
            String prot = prot(5, 25, 70, 0);
            return mustNotTouch(address, length)
                    ? null
                    : "mmap " + at(address) + " " + number(length) + " " + prot + " fixed shared";
        });
    }

    String munmap() {
        return range("munmap", "");
    }

    String mprotect() {
        return range("mprotect", " " + prot(20, 22, 42, hex ? 2 : 18));
    }

    String dontneed() {
        return range("dontneed", "");
    }

    private String range(String name, String more) {
        return safe(() -> {
            RandomPlaces place = place();
            long address = address(place);
            long length = huge() ? dice.of(HUGE) : odd(place.reach(dice));
            return mustNotTouch(address, length) ? null : name + " " + at(address) + " " + number(length) + more;
        });
    }

    /** An access of eight bytes that lies in one page. */
    String access(int writes) {
        return safe(() -> {
            long page = place().page(dice);
            long address = page + 8 * dice.of(0, 0, 1, dice.below(512));
            return mustNotTouch(page, PAGE) ? null : (dice.percent(writes) ? "write " : "read ") + at(address);
        });
    }

    String brk(long most) {
        boolean down = dice.percent(33);
        long bytes = dice.percent(15) ? PAGE * dice.below(12) : dice.between(1, dice.of(0x1800L, most, most));
        if (huge()) {
            bytes = dice.of(0x5df000L, 0x10000000L, 0x7ffff8000000L, 0x22000L);
        }
        return "brk " + (down ? "-" : "+") + at(bytes);
    }

    /** A limit near what the program has mapped, so that a few more mappings reach it. */
    String limit(String name) {
        if (dice.percent(25)) {
            return "limit " + name + " 0";
        }
        if (name.equals("stack")) {
            long bytes = dice.percent(70)
                    ? dice.of(0x100000L, 0x200000L, 0x400000L, 0x800000L)
                    : dice.between(0x1000, 0xa00000);
            return "limit stack " + at(bytes);
        }
        long kb = name.equals("as") ? Layout.SIZE_KB : Layout.DATA_KB;
        long bytes = (kb + 4 * dice.between(-8, 150)) * 1024 + dice.of(-1L, 0L, 0L, 1L);
        return "limit " + name + " " + bytes;
    }
}
