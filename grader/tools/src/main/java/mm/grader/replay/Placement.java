package mm.grader.replay;

import java.util.ArrayList;
import java.util.List;
import mm.grader.strace.Call;
import mm.grader.strace.Numbers;
import mm.machine.Errno;
import mm.machine.PageCache;
import mm.vma.MapFlag;
import mm.vma.Mapping;
import mm.vma.MemoryDescriptor;
import mm.vma.Prot;

/**
 * Where the kernel puts a mapping, as far as the contract has no rule for it:
 *
 * <ul>
 *   <li>{@code MAP_32BIT}: the lowest place in the second GB;
 *   <li>the legacy layout ({@code setarch -L}, or a stack without a limit): the lowest place above a base;
 *   <li>long mappings of files on 2 MB borders, see {@link FileAlignment};
 *   <li>room for what grows downwards ({@code MAP_GROWSDOWN}): {@code stack_guard_gap} below it stays free.
 * </ul>
 *
 * @linux arch/x86/kernel/sys_x86_64.c arch_get_unmapped_area
 * @linux mm/huge_memory.c __thp_get_unmapped_area
 */
final class Placement {
    static final int FIXED = MapFlag.FIXED | MapFlag.FIXED_NOREPLACE;

    private static final long HUGE = 2 << 20;
    private static final long LOW_START = 0x4000_0000;
    private static final long LOW_END = 0x8000_0000L;
    private static final long GUARD = MemoryDescriptor.STACK_GUARD_PAGES * Area.PAGE;

    private final MemoryDescriptor mm;
    private final AreaMap areas;
    private final FileAlignment alignment;
    private final StartLayout layout;

    Placement(MemoryDescriptor mm, AreaMap areas, FileAlignment alignment, StartLayout layout) {
        this.mm = mm;
        this.areas = areas;
        this.alignment = alignment;
        this.layout = layout;
    }

    /** Returns the same for the address space of a child. */
    Placement of(MemoryDescriptor childMm, AreaMap childAreas) {
        return new Placement(childMm, childAreas, alignment, layout);
    }

    /** Tells whether the kernel would place a mapping at random: its base for {@code MAP_32BIT} is, for each call. */
    boolean isRandom(int flags) {
        return (flags & (FIXED | Numbers.MAP_32BIT)) == Numbers.MAP_32BIT && !layout.isFixed();
    }

    /** Returns the flags that the contract has. */
    static int known(int flags) {
        int type = flags & Numbers.MAP_TYPE;
        int shared = type == MapFlag.SHARED || type == Numbers.MAP_SHARED_VALIDATE ? MapFlag.SHARED : MapFlag.PRIVATE;
        return shared | (flags & (FIXED | MapFlag.ANONYMOUS | MapFlag.POPULATE));
    }

    /** Maps, where the kernel would; returns the address or an error. */
    long map(Call call, long hint, long length, int prot, int flags, PageCache file, long page) {
        int known = known(flags);
        if ((flags & FIXED) != 0 || Area.pages(length) <= 0) {
            return mm.mmap(hint, length, prot, known, file, page);
        }
        List<Area> guards = occupyGuards();
        try {
            long place = place(call, hint, Area.pages(length), flags, file, page);
            return Errno.isError(place)
                    ? place
                    : mm.mmap(place, length, prot, known | (place == hint ? 0 : MapFlag.FIXED), file, page);
        } finally {
            guards.forEach(guard -> mm.munmap(guard.start(), guard.length()));
        }
    }

    /** Maps what may be free below everything that grows downwards, so that nothing else comes to lie there. */
    private List<Area> occupyGuards() {
        List<Area> guards = new ArrayList<>();
        for (Area area : areas.growingDown()) {
            for (long page = area.start() - Area.PAGE; page >= area.start() - GUARD; page -= Area.PAGE) {
                int flags = MapFlag.PRIVATE | MapFlag.ANONYMOUS | MapFlag.FIXED_NOREPLACE;
                if (page <= 0 || mm.mmap(page, Area.PAGE, Prot.NONE, flags) != page) {
                    break;
                }
                guards.add(new Area(page, page + Area.PAGE, "---p", ""));
            }
        }
        return guards;
    }

    /** Finds the place; where it is the contract's own rule, the hint is returned. */
    private long place(Call call, long hint, long length, int flags, PageCache file, long page) {
        if ((flags & Numbers.MAP_32BIT) != 0) {
            return hintOrLowest(hint, length, LOW_START, LOW_END);
        }
        boolean isPlain = file == null && (flags & MapFlag.SHARED) == 0;
        boolean mayAlign =
                (file != null && isLong(length, page)) || (layout.isLegacy() && isPlain && length % HUGE == 0);
        if (!mayAlign) {
            return layout.isLegacy() ? search(hint, length, file) : hint;
        }
        long plain = search(hint, length, file);
        long onBorder = onBorder(hint, length, file, page);
        if (Errno.isError(onBorder)) {
            return plain;
        }
        if (isPlain) {
            return hint == 0 ? onBorder : plain;
        }
        return Errno.isError(plain) ? plain : alignment.choose(plain, onBorder, call);
    }

    /** Tells whether pages of a file fill 2 MB from one border to the next. */
    private static boolean isLong(long length, long page) {
        long offset = page * Area.PAGE;
        long border = (offset + HUGE - 1) & -HUGE;
        return offset + length - border >= HUGE;
    }

    /** Where a mapping lies on a border: found in a place that is 2 MB longer. */
    private long onBorder(long hint, long length, PageCache file, long page) {
        long found = search(hint, length + HUGE, file);
        if (Errno.isError(found) || found == hint) {
            return found;
        }
        long more = (page * Area.PAGE - found) & (HUGE - 1);
        return found + (more == 0 && !layout.isLegacy() ? HUGE : more);
    }

    /** Finds a place by the order of the layout, and leaves it free. */
    private long search(long hint, long length, PageCache file) {
        if (layout.isLegacy()) {
            return hintOrLowest(hint, length, StartLayout.LEGACY_BASE, MemoryDescriptor.TASK_SIZE);
        }
        long found = mm.mmap(hint, length, Prot.NONE, MapFlag.PRIVATE, file, 0);
        if (!Errno.isError(found)) {
            mm.munmap(found, length);
        }
        return found;
    }

    private long hintOrLowest(long hint, long length, long from, long to) {
        long start = hint & -Area.PAGE;
        if (start != 0) {
            start = Math.max(start, MemoryDescriptor.MMAP_MIN_ADDRESS);
            if (start <= to - length && lowest(length, start, start + length) == start) {
                return start;
            }
        }
        return lowest(length, from, to);
    }

    /** The lowest free place in a range. */
    private long lowest(long length, long from, long to) {
        long start = from;
        for (Mapping mapping : mm.maps()) {
            if (mapping.end() > start && mapping.start() >= 0) {
                if (mapping.start() - start >= length) {
                    break;
                }
                start = mapping.end();
            }
        }
        return start + length <= to ? start : Errno.ENOMEM.result();
    }
}
