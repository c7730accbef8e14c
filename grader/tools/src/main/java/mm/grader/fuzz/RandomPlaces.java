package mm.grader.fuzz;

import static mm.grader.fuzz.Dice.PAGE;

import java.util.List;

/** Where the operations of a script happen: addresses of pages, and lengths. */
interface RandomPlaces {
    /** The address of a page. */
    long page(Dice dice);

    /** A length in bytes that a mapping can have. */
    long length(Dice dice);

    /** A length for munmap, mprotect and madvise, which may reach over many mappings. */
    default long reach(Dice dice) {
        return length(dice);
    }

    /** A few pages in one place, so that mappings meet, cover and merge all the time. */
    static RandomPlaces arena(long start, int pages, int longest) {
        return new RandomPlaces() {
            @Override
            public long page(Dice dice) {
                return start + PAGE * dice.below(pages);
            }

            @Override
            public long length(Dice dice) {
                return PAGE * (1 + dice.below(longest));
            }
        };
    }

    /** Both sides of the borders of tables, of 2 MB, 1 GB and 512 GB, and ranges that end at and cross them. */
    static RandomPlaces borders() {
        List<Long> borders = List.of(
                0x10000000L,
                0x40000000L,
                0x140000000L,
                0x8000000000L,
                0x8040000000L,
                0x181c0000000L,
                0x100000000000L,
                0x555555400000L,
                0x7f0000000000L);
        return new RandomPlaces() {
            private Long home;

            @Override
            public long page(Dice dice) {
                if (home == null || dice.percent(4)) {
                    home = dice.of(borders);
                }
                long border = dice.percent(70) ? home : dice.of(borders);
                long next = dice.of(0L, 0L, 0L, 0L, 0x200000L, 0x200000L, 0x400000L, 0x40000000L, 0x8000000000L);
                return border + next * dice.of(1, 1, 1, -1) + PAGE * (dice.below(10) - 4);
            }

            @Override
            public long length(Dice dice) {
                return switch (dice.weighted(60, 35, 10)) {
                    case 0 -> PAGE * (1 + dice.below(9));
                    case 1 -> dice.of(0x1ff000L, 0x200000L, 0x201000L, 0x400000L, 0x602000L);
                    default -> dice.of(0x3fe00000L, 0x40000000L, 0x80001000L);
                };
            }

            @Override
            public long reach(Dice dice) {
                return dice.percent(20) ? dice.of(0x40000000L, 0x100000000L, 0x8000000000L) : length(dice);
            }
        };
    }

    /** In and below the stack, near its top more often than far below. */
    static RandomPlaces stack() {
        return new RandomPlaces() {
            @Override
            public long page(Dice dice) {
                long span = 1L << (17 + dice.below(7));
                return Layout.STACK_END - PAGE * dice.between(1, span / PAGE);
            }

            @Override
            public long length(Dice dice) {
                return PAGE * (1 + dice.below(16));
            }

            @Override
            public long reach(Dice dice) {
                return PAGE * (1 + dice.below(60));
            }
        };
    }

    /** Whole mappings of the kernel's own, parts of them, and what is beside them. */
    static RandomPlaces kernelsOwn() {
        return new RandomPlaces() {
            @Override
            public long page(Dice dice) {
                long whole = dice.of(0L, 4L, 6L);
                return Layout.VVAR_START + PAGE * (dice.percent(60) ? whole : dice.below(12) - 2);
            }

            @Override
            public long length(Dice dice) {
                return PAGE * dice.of(1L, 2L, 2L, 3L, 4L, 6L, 8L);
            }
        };
    }

    /** The heap, and what lies in its way. */
    static RandomPlaces heap() {
        return arena(Layout.HEAP_START, 0x40, 12);
    }
}
