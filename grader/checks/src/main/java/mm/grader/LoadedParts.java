package mm.grader;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.stream.Collectors;
import mm.lru.PolicyKind;
import mm.lru.ReplacementPolicy;
import mm.machine.BlockDevice;
import mm.machine.Exercise;
import mm.machine.Kernel;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.mmu.Mmu;
import mm.mmu.TlbShape;
import mm.oom.GroupOomKiller;
import mm.oom.OomKiller;
import mm.pagetable.Geometry;
import mm.pagetable.PageTable;
import mm.procfs.FreeView;
import mm.procfs.PmapView;
import mm.procfs.TopView;
import mm.swap.SwapArea;
import mm.swap.Swapper;
import mm.text.Explained;
import mm.text.Message;
import mm.vma.Malloc;
import mm.vma.MemoryDescriptor;
import mm.vma.Overcommit;

/** Parts whose classes a class loader finds by their names, which are fixed here. */
public final class LoadedParts implements Parts {
    private final ClassLoader loader;

    /** Takes every exercise from one loader. */
    public LoadedParts(ClassLoader loader) {
        this.loader = loader;
    }

    @Override
    public PageTable pageTable(Geometry geometry, PhysicalMemory memory) {
        return make(
                PageTable.class,
                Exercise.PAGE_TABLE,
                "RadixPageTable",
                new Class<?>[] {Geometry.class, PhysicalMemory.class},
                geometry,
                memory);
    }

    @Override
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

    @Override
    public MemoryDescriptor memoryDescriptor(Kernel kernel, int asid) {
        return make(
                MemoryDescriptor.class,
                Exercise.BRK_MMAP,
                "VmaMemoryDescriptor",
                new Class<?>[] {Kernel.class, int.class},
                kernel,
                asid);
    }

    @Override
    public Malloc malloc(Malloc.UserSpace system) {
        return make(Malloc.class, Exercise.BRK_MMAP, "BrkMmapMalloc", new Class<?>[] {Malloc.UserSpace.class}, system);
    }

    @Override
    public Overcommit overcommit(long memoryPages, long swapPages) {
        return make(
                Overcommit.class,
                Exercise.BRK_MMAP,
                "CountingOvercommit",
                new Class<?>[] {long.class, long.class},
                memoryPages,
                swapPages);
    }

    @Override
    public ReplacementPolicy replacementPolicy(PolicyKind kind, int pages) {
        return make(ReplacementPolicy.class, Exercise.LRU, kind.className(), new Class<?>[] {int.class}, pages);
    }

    @Override
    public SwapArea swapArea(int slots) {
        return make(SwapArea.class, Exercise.SWAP, "SlotSwapArea", new Class<?>[] {int.class}, slots);
    }

    @Override
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

    @Override
    public OomKiller oomKiller() {
        return make(OomKiller.class, Exercise.OOM, "BadnessOomKiller", new Class<?>[] {});
    }

    @Override
    public GroupOomKiller groupOomKiller(OomKiller killer) {
        return make(GroupOomKiller.class, Exercise.OOM, "BadnessGroupKiller", new Class<?>[] {OomKiller.class}, killer);
    }

    @Override
    public FreeView freeView() {
        return make(FreeView.class, Exercise.FREE_TOP, "Free", new Class<?>[0]);
    }

    @Override
    public TopView topView() {
        return make(TopView.class, Exercise.FREE_TOP, "Top", new Class<?>[0]);
    }

    @Override
    public PmapView pmapView() {
        return make(PmapView.class, Exercise.FREE_TOP, "Pmap", new Class<?>[0]);
    }

    /**
     * Makes a part.
     *
     * @throws PartException if the class or its constructor is not as the contract demands
     */
    private <T> T make(Class<T> contract, Exercise exercise, String name, Class<?>[] types, Object... arguments) {
        String className = exercise.packageName() + "." + name;
        Message where = Message.of("loaded-parts.exercise-class", exercise.number(), className);
        try {
            Class<?> type = Class.forName(className, true, loader);
            return contract.cast(type.getConstructor(types).newInstance(arguments));
        } catch (ClassNotFoundException e) {
            throw new PartException(Message.of("loaded-parts.is-missing", where), e);
        } catch (ClassCastException e) {
            throw new PartException(Message.of("loaded-parts.does-not-implement", where, contract.getName()), e);
        } catch (NoSuchMethodException e) {
            String parameters = Arrays.stream(types).map(Class::getSimpleName).collect(Collectors.joining(", "));
            throw new PartException(Message.of("loaded-parts.has-no-public-constructor", where, parameters), e);
        } catch (InstantiationException | IllegalAccessException e) {
            throw new PartException(Message.of("loaded-parts.is-abstract-or-not-public", where), e);
        } catch (InvocationTargetException e) {
            throw LoadedParts.<RuntimeException>sneaky(e.getCause());
        }
    }

    /** Rethrows what the student's constructor threw, whatever it was. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E sneaky(Throwable cause) throws E {
        throw (E) cause;
    }

    /** A class that is missing, or not as its contract demands. */
    public static final class PartException extends RuntimeException implements Explained {
        private static final long serialVersionUID = 1;

        private final transient Message what;

        PartException(Message what, Throwable cause) {
            super(Labels.say(what), cause);
            this.what = what;
        }

        @Override
        public Message what() {
            return what;
        }
    }
}
