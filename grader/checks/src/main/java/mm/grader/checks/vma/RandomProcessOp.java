package mm.grader.checks.vma;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mm.machine.PhysicalMemory;
import mm.vma.Prot;

/**
 * One of a hundred thousand operations: small, and with words only for the few that are shown.
 *
 * @param who the process: A is 0; one that does not live does nothing
 * @param at offset from the area's start, or from the heap's
 * @param pages how many pages from there on
 * @param how rights, or the number of the child
 */
record RandomProcessOp(Call call, int who, int at, int pages, int how) {
    private static final int PAGES = 700;
    private static final int HEAP_BYTES = 40 * VmaFixture.PAGE;

    /** What is called. */
    enum Call {
        MUNMAP("munmap"),
        MPROTECT("mprotect"),
        DONTNEED("dontneed"),
        PRIVATE("mmap"),
        SHARED("mmap"),
        BRK("brk"),
        FORK("fork"),
        EXIT("exit"),
        READ("read"),
        WRITE("write"),
        HEAP("write");

        private final String word;

        Call(String word) {
            this.word = word;
        }
    }

    /** Makes operations of processes that live, as far as forks succeed. */
    static List<RandomProcessOp> some(Random random, int count) {
        List<Integer> living = new ArrayList<>(List.of(0));
        List<RandomProcessOp> operations = new ArrayList<>(count);
        while (operations.size() < count) {
            Integer who = living.get(random.nextInt(living.size()));
            RandomProcessOp operation = one(random, who);
            operations.add(operation);
            if (operation.call == Call.FORK && !living.contains(operation.how)) {
                living.add(operation.how);
            } else if (operation.call == Call.EXIT && living.size() > 1) {
                living.remove(who);
            }
        }
        return operations;
    }

    private static RandomProcessOp one(Random random, int who) {
        int at = random.nextInt(PAGES) * VmaFixture.PAGE;
        int pages = 1 + random.nextInt(random.nextBoolean() ? 4 : 60);
        return switch (random.nextInt(16)) {
            case 0 -> new RandomProcessOp(Call.MUNMAP, who, at, pages, 0);
            case 1 -> new RandomProcessOp(Call.MPROTECT, who, at, pages, random.nextInt(4));
            case 2 -> new RandomProcessOp(Call.DONTNEED, who, at, pages, 0);
            case 3 -> new RandomProcessOp(Call.PRIVATE, who, at, pages, 0);
            case 4 -> new RandomProcessOp(Call.SHARED, who, at, pages, 0);
            case 5 -> new RandomProcessOp(Call.BRK, who, random.nextInt(HEAP_BYTES), 0, 0);
            case 6 -> forkOrExit(random, who, at);
            case 7 -> new RandomProcessOp(Call.HEAP, who, random.nextInt(HEAP_BYTES), 1, 0);
            default -> new RandomProcessOp(random.nextInt(3) > 0 ? Call.WRITE : Call.READ, who, at, 1, 0);
        };
    }

    private static RandomProcessOp forkOrExit(Random random, int who, int at) {
        return switch (random.nextInt(5)) {
            case 0, 1 -> new RandomProcessOp(Call.FORK, who, 0, 0, random.nextInt(RandomProcesses.MAX_TASKS));
            case 2 -> new RandomProcessOp(Call.EXIT, who, 0, 0, 0);
            default -> new RandomProcessOp(Call.WRITE, who, at, 1, 0);
        };
    }

    long address() {
        return (call == Call.BRK || call == Call.HEAP ? VmaFixture.HEAP : VmaFixture.AREA) + at;
    }

    long length() {
        return (long) pages * PhysicalMemory.PAGE_SIZE;
    }

    @Override
    public String toString() {
        String where = "0x" + Long.toHexString(address());
        String range = where + " " + length();
        return switch (call) {
            case EXIT -> said();
            case FORK -> said(name(how));
            case BRK, READ, WRITE, HEAP -> said(where);
            case MPROTECT -> said(range, Prot.show(how));
            case PRIVATE -> said(range, "private");
            case SHARED -> said(range, "shared");
            default -> said(range);
        };
    }

    private String said(String... rest) {
        return Stream.concat(Stream.of(call.word, name(who)), Stream.of(rest)).collect(Collectors.joining(" "));
    }

    private static String name(int process) {
        return String.valueOf((char) ('A' + process));
    }
}
