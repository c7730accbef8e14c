package mm.machine;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import mm.vma.MemoryDescriptor;

/**
 * Which address spaces map frames that came as one large page, also after it was split into small ones: only if they are all
 * mapped by the same one may it write to them without a copy. Linux does not look at the map count of a small page here, but
 * at the large page that it is a part of.
 *
 * <p>To know that without a list, Linux keeps two <b>slots</b> for each large page, each with an address space and how many
 * of its entries map it, and a mark that says "perhaps shared". An address space that maps it when both slots are taken is
 * counted in none, and if it is the last one at the end, it is still taken for one of several: it copies what would be its
 * own. So does this class.
 *
 * @linux include/linux/rmap.h folio_add_return_large_mapcount
 * @linux include/linux/rmap.h folio_sub_return_large_mapcount
 * @linux mm/memory.c __wp_can_reuse_large_anon_folio
 */
final class LargeMappers {
    private static final int SLOTS = 2;

    private final Map<Integer, Large> pages = new HashMap<>();

    /** What is known of one large page. */
    private static final class Large {
        final BitSet frames = new BitSet();
        final MemoryDescriptor[] who = new MemoryDescriptor[SLOTS];
        final int[] entries = new int[SLOTS];
        int all;
        boolean perhapsShared;

        int slotOf(MemoryDescriptor mm) {
            return who[0] == mm ? 0 : who[1] == mm ? 1 : -1;
        }
    }

    /** Notes that frames were given out as a large page. */
    void taken(int first) {
        Large large = new Large();
        large.frames.set(0, PhysicalMemory.LARGE_FRAMES);
        pages.put(first / PhysicalMemory.LARGE_FRAMES, large);
    }

    /** Notes that a frame was freed: when it is given out again, it is a small page. */
    void freed(int pfn) {
        Large large = find(pfn);
        if (large != null) {
            large.frames.clear(pfn % PhysicalMemory.LARGE_FRAMES);
            if (large.frames.isEmpty()) {
                pages.remove(pfn / PhysicalMemory.LARGE_FRAMES);
            }
        }
    }

    private Large find(int pfn) {
        Large large = pages.isEmpty() ? null : pages.get(pfn / PhysicalMemory.LARGE_FRAMES);
        return large != null && large.frames.get(pfn % PhysicalMemory.LARGE_FRAMES) ? large : null;
    }

    /** Notes that an entry of an address space maps a frame. */
    void add(int pfn, MemoryDescriptor mm) {
        Large large = find(pfn);
        if (large == null) {
            return;
        }
        large.all++;
        int slot = large.slotOf(mm);
        if (slot < 0) {
            slot = large.slotOf(null);
            if (slot < 0) {
                return;
            }
            large.who[slot] = mm;
            large.perhapsShared |= large.all > 1;
        }
        large.entries[slot]++;
    }

    /** Notes that an entry of an address space maps a frame no longer; before the frame is freed. */
    void remove(int pfn, MemoryDescriptor mm) {
        Large large = find(pfn);
        if (large == null) {
            return;
        }
        large.all--;
        int slot = large.slotOf(mm);
        if (slot >= 0) {
            if (--large.entries[slot] > 0) {
                return;
            }
            large.who[slot] = null;
        }
        if (large.entries[0] == large.all || large.entries[1] == large.all) {
            large.perhapsShared = false;
        }
    }

    /** Tells whether a frame is a part of a large page. */
    boolean isPart(int pfn) {
        return find(pfn) != null;
    }

    /** Tells whether several entries map the large page that a frame is a part of, and all of them are of one address space. */
    boolean isOfOne(int pfn) {
        Large large = find(pfn);
        return large.all > 1 && !large.perhapsShared;
    }
}
