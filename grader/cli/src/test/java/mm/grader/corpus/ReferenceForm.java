package mm.grader.corpus;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mm.grader.feedback.Misunderstanding;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.lru.ReplacementPolicy;
import mm.machine.Exercise;
import mm.machine.Parts;
import mm.machine.Todo;
import mm.mmu.Mmu;

/**
 * The reference as a student has it on the way: the steps before one are written, and each method of the contract that is
 * a later step's is still to be done. What a later step changes within a method of an earlier one is taken back by a
 * patch, {@code steps/EXERCISE/before-step-N….patch}.
 *
 * @param exercise the exercise
 * @param next the first step that is not written
 */
record ReferenceForm(Exercise exercise, int next) {
    /** The step of each method that is not the first step's; of a policy, with the name of its class. */
    private static final Map<Exercise, Map<String, Integer>> STEPS = Map.of(
            Exercise.PAGE_TABLE,
            steps(Map.of(
                    2, "root tableCount map lookup unmap",
                    3, "walk",
                    4, "copyTables freeTables reclaimTables destroy",
                    5, "mapLarge hasRoomForLarge lookupLarge setLarge unmapLarge splitLarge")),
            Exercise.MMU,
            steps(Map.of(
                    3,
                    "tlbHits tlbMisses",
                    4,
                    "invalidatePage invalidateRange invalidateAsid invalidateAll",
                    5,
                    "enableLargePages")),
            Exercise.BRK_MMAP,
            steps(Map.of(
                    2, "mprotect",
                    3, "brk",
                    4, "handleFault madvise pageReclaimed",
                    6, "fork exit",
                    7, "malloc",
                    8, "free",
                    10, "calloc realloc",
                    11, "limit committed charge uncharge",
                    12, "mremap mlock munlock")),
            Exercise.LRU,
            steps(Map.of(2, "Clock", 3, "TwoLists", 4, "TwoLists.reclaim")),
            Exercise.SWAP,
            steps(Map.of(2, "PageSwapper")),
            Exercise.OOM,
            steps(Map.of(2, "select killed", 5, "BadnessGroupKiller")),
            Exercise.FREE_TOP,
            steps(Map.of(3, "Top", 6, "Pmap")));

    private static final Pattern PATCH = Pattern.compile("before-step-(\\d+).*");

    private static Map<String, Integer> steps(Map<Integer, String> names) {
        Map<String, Integer> steps = new TreeMap<>();
        names.forEach((step, each) -> Stream.of(each.split(" ")).forEach(name -> steps.put(name, step)));
        return steps;
    }

    /** Returns the forms that differ: before each step in which something is to be written, and the whole. */
    static Stream<ReferenceForm> of(Exercise exercise) {
        Stream<Integer> steps =
                Stream.concat(STEPS.get(exercise).values().stream(), patches(exercise).keySet().stream());
        return Stream.concat(steps.distinct().sorted(), Stream.of(Integer.MAX_VALUE))
                .map(next -> new ReferenceForm(exercise, next));
    }

    private static Map<Integer, List<Misunderstanding>> patches(Exercise exercise) {
        Map<Integer, List<Misunderstanding>> patches = new TreeMap<>(Comparator.reverseOrder());
        Path folder =
                KitHome.root().resolve("grader/cli/src/test/resources/steps").resolve(exercise.folder());
        if (Files.isDirectory(folder)) {
            for (Path file : FileTrees.files(folder)) {
                Matcher name = PATCH.matcher(file.getFileName().toString());
                if (name.matches()) {
                    patches.computeIfAbsent(Integer.valueOf(name.group(1)), step -> new ArrayList<>())
                            .add(Misunderstanding.read(file));
                }
            }
        }
        return patches;
    }

    /** Writes the sources, with what later steps changed taken back, the last step first. */
    void writeTo(Path submission) throws IOException {
        Path sources = exercise.sources(KitHome.solutions());
        for (Path file : FileTrees.files(sources)) {
            Path relative = sources.relativize(file);
            String text = Files.readString(file);
            for (Map.Entry<Integer, List<Misunderstanding>> step :
                    patches(exercise).entrySet()) {
                for (Misunderstanding patch : step.getValue()) {
                    boolean applies =
                            step.getKey() >= next && patch.head().get("file").equals(relative.toString());
                    text = applies ? patch.apply(text) : text;
                }
            }
            Path target = exercise.sources(submission).resolve(relative);
            Files.createDirectories(target.getParent());
            Files.writeString(target, text);
        }
    }

    /** Returns the parts, whose later methods throw {@link Todo}. */
    Parts of(Parts parts) {
        return parts.watching((contract, from, part) -> from == exercise ? unfinished(contract, part) : part);
    }

    private int stepOf(Object part, String method) {
        Map<String, Integer> steps = STEPS.get(exercise);
        String name = part.getClass().getSimpleName();
        return Stream.of(name, method, name + "." + method)
                .flatMapToInt(key -> steps.containsKey(key) ? IntStream.of(steps.get(key)) : IntStream.empty())
                .max()
                .orElse(1);
    }

    private Object unfinished(Class<?> contract, Object part) {
        if (part instanceof Mmu mmu) { // by hand: a proxy would make objects at each access
            return new UnfinishedMmu(mmu, this);
        }
        if (part instanceof ReplacementPolicy policy) { // likewise
            boolean isWritten = stepOf(part, "insert") < next;
            boolean isReclaimWritten = stepOf(part, "reclaim") < next;
            return new CalledPolicy(policy, method -> {
                if (!(method.equals("reclaim") ? isReclaimWritten : isWritten)) {
                    throw new Todo("exercise 04: " + part.getClass().getSimpleName() + "." + method);
                }
            });
        }
        return Proxy.newProxyInstance(
                contract.getClassLoader(), new Class<?>[] {contract}, (proxy, method, arguments) -> {
                    demandWritten(part, method.getName());
                    try {
                        return method.invoke(part, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void demandWritten(Object part, String method) {
        if (stepOf(part, method) >= next) {
            throw new Todo("exercise " + exercise.number() + ": " + method);
        }
    }

    private record UnfinishedMmu(Mmu mmu, ReferenceForm form) implements Mmu {
        @Override
        public void activate(int root, int asid) {
            mmu.activate(root, asid);
        }

        @Override
        public void enableLargePages() {
            form.demandWritten(mmu, "enableLargePages");
            mmu.enableLargePages();
        }

        @Override
        public long translate(long address, int access) {
            return mmu.translate(address, access);
        }

        @Override
        public void invalidatePage(int asid, long address) {
            form.demandWritten(mmu, "invalidatePage");
            mmu.invalidatePage(asid, address);
        }

        @Override
        public void invalidateRange(int asid, long start, long end) {
            form.demandWritten(mmu, "invalidateRange");
            mmu.invalidateRange(asid, start, end);
        }

        @Override
        public void invalidateAsid(int asid) {
            form.demandWritten(mmu, "invalidateAsid");
            mmu.invalidateAsid(asid);
        }

        @Override
        public void invalidateAll() {
            form.demandWritten(mmu, "invalidateAll");
            mmu.invalidateAll();
        }

        @Override
        public long tlbHits() {
            form.demandWritten(mmu, "tlbHits");
            return mmu.tlbHits();
        }

        @Override
        public long tlbMisses() {
            form.demandWritten(mmu, "tlbMisses");
            return mmu.tlbMisses();
        }
    }

    @Override
    public String toString() {
        return "reference/" + exercise.number() + (next == Integer.MAX_VALUE ? " whole" : " before step " + next);
    }
}
