package mm.machine;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import mm.lru.PolicyKind;
import mm.lru.ReplacementPolicy;
import mm.mmu.Mmu;
import mm.mmu.TlbShape;
import mm.oom.OomKiller;
import mm.pagetable.Geometry;
import mm.pagetable.PageTable;
import mm.procfs.FreeView;
import mm.procfs.TopView;
import mm.swap.SwapArea;
import mm.swap.Swapper;
import mm.vma.Malloc;
import mm.vma.MemoryDescriptor;

/**
 * Where the implementation of each exercise comes from: the student's classes for some, the reference's for others.
 *
 * <p>Every method makes one new part by the constructor that its contract demands. The names of the classes are fixed
 * here.
 */
public final class Parts {
    private final Map<Exercise, ClassLoader> loaders = new EnumMap<>(Exercise.class);

    private final Watcher watcher;

    /** Takes every exercise from one loader. */
    public Parts(ClassLoader loader) {
        watcher = (contract, exercise, part) -> part;
        for (Exercise exercise : Exercise.values()) {
            loaders.put(exercise, loader);
        }
    }

    private Parts(Map<Exercise, ClassLoader> loaders, Watcher watcher) {
        this.loaders.putAll(loaders);
        this.watcher = watcher;
    }

    /** Returns the same parts, but one exercise from another loader. */
    public Parts with(Exercise exercise, ClassLoader loader) {
        Parts parts = new Parts(loaders, watcher);
        parts.loaders.put(exercise, loader);
        return parts;
    }

    /** Returns the same parts, but each one that is made goes through a watcher's hands first. */
    public Parts watching(Watcher newWatcher) {
        return new Parts(loaders, newWatcher);
    }

    /** Sees every part that is made, and may put another that behaves the same in its place. */
    @FunctionalInterface
    public interface Watcher {
        /** Returns the part, or what stands for it. */
        Object made(Class<?> contract, Exercise exercise, Object part);
    }

    /** Makes exercise 01's page table. */
    public PageTable pageTable(Geometry geometry, PhysicalMemory memory) {
        return make(
                PageTable.class,
                Exercise.PAGE_TABLE,
                "RadixPageTable",
                new Class<?>[] {Geometry.class, PhysicalMemory.class},
                geometry,
                memory);
    }

    /** Makes exercise 02's MMU. */
    public Mmu mmu(Geometry geometry, PhysicalMemory memory, TlbShape... levels) {
        return make(
                Mmu.class,
                Exercise.MMU,
                "TlbMmu",
                new Class<?>[] {Geometry.class, PhysicalMemory.class, TlbShape[].class},
                geometry,
                memory,
                levels);
    }

    /** Makes exercise 03's address space. */
    public MemoryDescriptor memoryDescriptor(Kernel kernel, int asid) {
        return make(
                MemoryDescriptor.class,
                Exercise.BRK_MMAP,
                "VmaMemoryDescriptor",
                new Class<?>[] {Kernel.class, int.class},
                kernel,
                asid);
    }

    /** Makes exercise 03's allocator. */
    public Malloc malloc(Malloc.UserSpace system) {
        return make(Malloc.class, Exercise.BRK_MMAP, "BrkMmapMalloc", new Class<?>[] {Malloc.UserSpace.class}, system);
    }

    /** Makes exercise 07's screen of free. */
    public FreeView freeView() {
        return make(FreeView.class, Exercise.FREE_TOP, "Free", new Class<?>[0]);
    }

    /** Makes exercise 07's screen of top. */
    public TopView topView() {
        return make(TopView.class, Exercise.FREE_TOP, "Top", new Class<?>[0]);
    }

    /** Makes exercise 04's policy of a kind, for pages 0 to {@code pages - 1}. */
    public ReplacementPolicy replacementPolicy(PolicyKind kind, int pages) {
        return make(ReplacementPolicy.class, Exercise.LRU, kind.className(), new Class<?>[] {int.class}, pages);
    }

    /** Makes exercise 05's swap area. */
    public SwapArea swapArea(int slots) {
        return make(SwapArea.class, Exercise.SWAP, "SlotSwapArea", new Class<?>[] {int.class}, slots);
    }

    /** Makes exercise 05's swapper. */
    public Swapper swapper(Kernel kernel, SwapArea area, BlockDevice device) {
        return make(
                Swapper.class,
                Exercise.SWAP,
                "PageSwapper",
                new Class<?>[] {Kernel.class, SwapArea.class, BlockDevice.class},
                kernel,
                area,
                device);
    }

    /** Makes exercise 06's OOM killer. */
    public OomKiller oomKiller() {
        return make(OomKiller.class, Exercise.OOM, "BadnessOomKiller", new Class<?>[] {});
    }

    /**
     * Makes a part.
     *
     * @throws PartException if the class or its constructor is not as the contract demands
     */
    private <T> T make(Class<T> contract, Exercise exercise, String name, Class<?>[] types, Object... arguments) {
        String className = exercise.packageName() + "." + name;
        String where = "exercise " + exercise.number() + ": class " + className;
        try {
            Class<?> type = Class.forName(className, true, loaders.get(exercise));
            T part = contract.cast(type.getConstructor(types).newInstance(arguments));
            return contract.cast(watcher.made(contract, exercise, part));
        } catch (ClassNotFoundException e) {
            throw new PartException(where + " is missing", e);
        } catch (ClassCastException e) {
            throw new PartException(where + " does not implement " + contract.getName(), e);
        } catch (NoSuchMethodException e) {
            String parameters = Arrays.stream(types).map(Class::getSimpleName).collect(Collectors.joining(", "));
            throw new PartException(where + " has no public constructor (" + parameters + ")", e);
        } catch (InstantiationException | IllegalAccessException e) {
            throw new PartException(where + " is abstract or not public", e);
        } catch (InvocationTargetException e) {
            throw Parts.<RuntimeException>sneaky(e.getCause());
        }
    }

    /** Throws on what the student's constructor threw, whatever it was. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E sneaky(Throwable cause) throws E {
        throw (E) cause;
    }

    /** A class that is missing, or not as its contract demands. */
    public static final class PartException extends RuntimeException {
        private static final long serialVersionUID = 1;

        PartException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
