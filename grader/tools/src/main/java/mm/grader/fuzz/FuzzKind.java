package mm.grader.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import mm.grader.kit.UserError;

/** The kinds of scripts that can be made and recorded here, named as the recordings are. */
public enum FuzzKind {
    /** Mappings only. */
    LAYOUT(false, FuzzKind::layout),
    /** Mappings and accesses. */
    FAULTS(false, FuzzKind::faults),
    /** Mappings and accesses at the borders of page tables, with counters. */
    STATUS(true, FuzzKind::status),
    /** The growth of the stack. */
    STACK(true, FuzzKind::stack),
    /** Limits on what may be mapped. */
    LIMITS(true, FuzzKind::limits),
    /** Several processes, and pages they share until one writes. */
    COW(true, FamilyScript::generate),
    /** A small program just below its stack: the heap meets the stack, and the TLB forgets little at fork. */
    SMALL(Engine.SMALL, true, SmallScript::generate),
    /** Where malloc puts blocks that are never freed. */
    MALLOC_A("malloc", MallocFuzz::onlyMalloc),
    /** The same, freed in the reverse order. */
    MALLOC_B("malloc", MallocFuzz::lastInFirstOut),
    /** The same, freed in any order. */
    MALLOC_C("malloc", MallocFuzz::anyOrder),
    /** All sizes, calloc and realloc, too. */
    MALLOC_D("malloc", MallocFuzz::everything),
    /** What {@code /proc/PID/oom_score} shows. */
    SCORE("score", MemcgFuzz::score),
    /** Whom the OOM killer kills in a memory cgroup. */
    OOM("oom", MemcgFuzz::oom),
    /** Which pages are swapped out in a memory cgroup. */
    SWAP("swap", SwapFuzz::generate),
    /** What the machine has promised, and refuses to promise. */
    COMMIT("commit", Engine.USUAL, CommitScript::generate),
    /** Mappings that are moved, resized and locked. */
    REMAP("remap", Engine.USUAL, RemapScript::generate),
    /** What is charged to memory cgroups, and whom their limits kill. */
    GROUP("group", GroupFuzz::generate),
    /** Huge pages of 2 MB, where a program has asked for them. */
    HUGE("huge", Engine.USUAL, HugeScript::generate);

    private final String program;
    private final Engine engine;
    private final String columns;
    private final BiFunction<Dice, Integer, List<String>> generator;

    FuzzKind(boolean counters, BiFunction<Dice, Integer, List<String>> generator) {
        this(Engine.USUAL, counters, generator);
    }

    FuzzKind(Engine engine, boolean counters, BiFunction<Dice, Integer, List<String>> generator) {
        this(counters ? "counters" : "plain", engine, generator);
    }

    FuzzKind(String columns, Engine engine, BiFunction<Dice, Integer, List<String>> generator) {
        this.program = "recorder";
        this.engine = engine;
        this.columns = columns;
        this.generator = generator;
    }

    FuzzKind(String program, BiFunction<Dice, Integer, List<String>> generator) {
        this.program = program;
        this.engine = null;
        this.columns = "plain";
        this.generator = generator;
    }

    /** Returns the program in {@code grader/recorder} that records it. */
    String program() {
        return program;
    }

    /** Returns how the measured program is laid out; null if another program than the recorder's records it. */
    Engine engine() {
        return engine;
    }

    /** Returns how many recordings of a script must be the same. */
    int recordings() {
        if (this == HUGE) {
            return 2; // the kernel's own khugepaged may be at work when a recording begins
        }
        return this == SWAP || this == COMMIT ? 3 : 1;
    }

    /** Returns how many times a script is recorded at most: the machine's other programs make and end promises, too. */
    int tries() {
        return this == COMMIT || this == HUGE ? 12 : recordings();
    }

    /** Tells whether a script says of each operation which process does it. */
    private boolean isOfSeveral() {
        return this == COW || this == SMALL || this == REMAP || this == COMMIT || this == HUGE;
    }

    /** Returns what ends each answer: "plain", "counters", "remap", "huge" or "commit". */
    String columns() {
        return columns;
    }

    /** Tells whether a recording takes more of the machine than a process: it may not be possible here. */
    public boolean needsTheMachine() {
        return needsMemoryCgroup() || this == COMMIT || this == HUGE;
    }

    /** Tells whether a recording needs a memory cgroup; it then takes seconds. */
    public boolean needsMemoryCgroup() {
        return this == OOM || this == SWAP || this == GROUP;
    }

    /** Tells whether the C library answers, and not the kernel. */
    public boolean isOfTheLibrary() {
        return program.equals("malloc");
    }

    /**
     * Returns the kind of a title, in either case.
     *
     * @throws UserError if there is none
     */
    public static FuzzKind of(String title) {
        for (FuzzKind kind : values()) {
            if (kind.title().equalsIgnoreCase(title)) {
                return kind;
            }
        }
        throw UserError.of(
                "fuzz-kind.none-such",
                title,
                String.join(", ", Stream.of(values()).map(FuzzKind::title).toList()));
    }

    @Override
    public String toString() {
        return title();
    }

    /** Returns the name that recordings of this kind begin with. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Tells whether every answer ends with the counters of {@code /proc/PID/status}. */
    public boolean counters() {
        return columns.equals("counters") || this == REMAP || this == HUGE;
    }

    /** Makes the operations of a script; the same seed and number always give the same ones. */
    public List<String> generate(long seed, int ops) {
        List<String> script = new ArrayList<>(generator.apply(new Dice(seed * 31 + ordinal()), ops));
        if (!isOfSeveral() && program.equals("recorder")) {
            script.add("maps");
        }
        return script;
    }

    private static List<String> layout(Dice dice, int ops) {
        RandomPlaces arena = RandomPlaces.arena(0x10000000, 48, 8);
        RandomPlaces places = dice.percent(20) ? RandomPlaces.kernelsOwn() : arena;
        RandomCalls calls = RandomCalls.mappingsOnly(dice, places, dice.of(0, 10, 30));
        List<String> script = new ArrayList<>();
        for (int i = 0; i < ops; i++) {
            script.add(
                    switch (dice.weighted(54, 18, 18, 9, 2)) {
                        case 0 -> calls.mmap();
                        case 1 -> calls.munmap();
                        case 2 -> calls.mprotect();
                        case 3 -> calls.brk(0x5000);
                        default -> calls.mmapShared();
                    });
        }
        return script;
    }

    private static List<String> faults(Dice dice, int ops) {
        RandomCalls calls = new RandomCalls(dice, RandomPlaces.arena(0x10000000, 48, 8), dice.of(0, 10, 30), false);
        List<String> script = new ArrayList<>();
        for (int i = 0; i < ops; i++) {
            script.add(
                    switch (dice.weighted(32, 12, 12, 6, 40, 2)) {
                        case 0 -> calls.mmap();
                        case 1 -> calls.munmap();
                        case 2 -> calls.mprotect();
                        case 3 -> calls.brk(0x5000);
                        case 4 -> calls.access(47);
                        default -> calls.dontneed();
                    });
        }
        return script;
    }

    private static List<String> status(Dice dice, int ops) {
        RandomCalls calls = new RandomCalls(dice, RandomPlaces.borders(), dice.of(0, 10, 30), true);
        List<String> script = new ArrayList<>();
        int most = dice.of(0, 0, 0x1);
        for (int i = 0; i < ops; i++) {
            script.add(
                    switch (dice.weighted(20, 12, 5, 4, 48, 9, 2, most)) {
                        case 0 -> calls.mmap();
                        case 1 -> calls.munmap();
                        case 2 -> calls.mprotect();
                        case 3 -> calls.brk(dice.of(0x5000L, 0x600000L));
                        case 4 -> calls.access(65);
                        case 5 -> calls.dontneed();
                        case 6 -> calls.mmapPopulated();
                        default -> calls.mmapShared();
                    });
        }
        return script;
    }

    private static List<String> stack(Dice dice, int ops) {
        RandomCalls calls = new RandomCalls(dice, RandomPlaces.stack(), dice.of(0, 5, 20), true);
        List<String> script = new ArrayList<>();
        for (int i = 0; i < ops; i++) {
            switch (dice.weighted(24, 9, 6, 43, 6, 4, 7, 1)) {
                case 0 -> script.add(calls.mmap());
                case 1 -> script.add(calls.munmap());
                case 2 -> script.add(calls.mprotect());
                case 3 -> script.add(calls.access(50));
                case 4 -> script.add(calls.dontneed());
                case 5 -> script.add(calls.limit("stack"));
                case 6 -> script.add("mmap 0 0x" + Long.toHexString(Dice.PAGE * dice.between(1, 0x400)) + " rw-");
                default -> script.addAll(List.of("maps -> ", "maps"));
            }
        }
        return script;
    }

    private static List<String> limits(Dice dice, int ops) {
        RandomCalls calls = new RandomCalls(dice, RandomPlaces.arena(0x10000000, 64, 24), dice.of(0, 10, 30), false);
        List<String> script = new ArrayList<>();
        for (int i = 0; i < ops; i++) {
            script.add(
                    switch (dice.weighted(44, 11, 16, 11, 7, 9, dice.below(2))) {
                        case 0 -> calls.mmap();
                        case 1 -> calls.munmap();
                        case 2 -> calls.mprotect();
                        case 3 -> calls.brk(0x18000);
                        case 4 -> calls.access(60);
                        case 5 -> calls.limit(dice.of("as", "data"));
                        default -> calls.limit("stack");
                    });
        }
        return script;
    }
}
