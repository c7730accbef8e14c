package mm.grader.checks.oom;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import mm.grader.checks.swap.SwapFixture;
import mm.vma.MapFlag;

/**
 * What one process does; nothing if it does not live.
 *
 * @param who index of its name
 * @param page first page, in its memory or its file
 * @param pages how many from there on
 * @param how what is written, the index of the child, or whether the file is shared
 */
record WorkloadOp(Call call, int who, int page, int pages, int how) {
    static final List<String> NAMES = List.of("pool", "B", "C", "D", "E");

    private static final int MAX_PAGES = 6;

    /** What is called. */
    enum Call {
        READ,
        WRITE,
        READ_FILE,
        WRITE_FILE,
        DONTNEED,
        FORK,
        START,
        EXIT;

        private boolean isOfFile() {
            return this == READ_FILE || this == WRITE_FILE;
        }

        private String word() {
            return name().replace("_FILE", "").toLowerCase(Locale.ROOT);
        }
    }

    /** Makes operations of processes that live, unless they are killed. */
    static List<WorkloadOp> some(Random random, int count) {
        List<Integer> living = new ArrayList<>(List.of(0));
        List<WorkloadOp> operations = new ArrayList<>(count);
        while (operations.size() < count) {
            Integer who = living.get(random.nextInt(living.size()));
            Integer other = 1 + random.nextInt(NAMES.size() - 1);
            WorkloadOp operation = one(random, who, other, operations.size());
            operations.add(operation);
            boolean begins = operation.call == Call.FORK || operation.call == Call.START;
            if (begins && !living.contains(other)) {
                living.add(other);
            } else if (operation.call == Call.EXIT) {
                living.remove(other);
            }
        }
        return operations;
    }

    private static WorkloadOp one(Random random, int who, int other, int number) {
        int page = random.nextInt(Workload.PAGES);
        int pages = 1 + random.nextInt(MAX_PAGES);
        int dice = random.nextInt(100);
        if (dice < 91) {
            boolean write = random.nextBoolean();
            if (random.nextInt(4) == 0) {
                return new WorkloadOp(write ? Call.WRITE_FILE : Call.READ_FILE, who, page, pages, 0);
            }
            return new WorkloadOp(write ? Call.WRITE : Call.READ, who, page, pages, (number + 1) * 1000);
        }
        if (dice < 94) {
            return new WorkloadOp(Call.FORK, who, 0, 0, other);
        }
        if (dice < 96) {
            return new WorkloadOp(Call.START, other, 0, 0, random.nextBoolean() ? MapFlag.SHARED : MapFlag.PRIVATE);
        }
        return dice < 98 ? new WorkloadOp(Call.EXIT, other, 0, 0, 0) : new WorkloadOp(Call.DONTNEED, who, page, 8, 0);
    }

    String name() {
        return NAMES.get(who);
    }

    /** Returns the end of the range, exclusive. */
    int end() {
        return Math.min(page + pages, Workload.PAGES);
    }

    @Override
    public String toString() {
        long address = call.isOfFile() ? Workload.FILE_AREA + page * 4096L : SwapFixture.address(page);
        return switch (call) {
            case EXIT -> String.join(" ", call.word(), name());
            case FORK -> String.join(" ", call.word(), name(), NAMES.get(how));
            case START -> String.join(" ", call.word(), name(), how == MapFlag.SHARED ? "shared" : "private");
            default ->
                String.join(" ", call.word(), name(), "0x" + Long.toHexString(address), "" + (end() - page) * 4096);
        };
    }
}
