package mm.machine;

import java.util.ArrayList;
import java.util.List;
import mm.text.StateError;
import mm.vma.MemoryDescriptor;

/**
 * From a frame to the entries that map it: without it, reclaim would have to search all page tables.
 *
 * <p>Simplified from Linux, which keeps no entry for each mapping, but finds the VMAs through the page's anon_vma or
 * file and computes the address in each.
 *
 * @linux mm/rmap.c rmap_walk
 */
final class ReverseMap {
    private final List<List<Rmap>> mappers = new ArrayList<>();

    ReverseMap(int frames) {
        for (int pfn = 0; pfn < frames; pfn++) {
            mappers.add(List.of());
        }
    }

    void add(int pfn, MemoryDescriptor mm, long address) {
        if (mappers.get(pfn).isEmpty()) {
            mappers.set(pfn, new ArrayList<>(1));
        }
        mappers.get(pfn).add(new Rmap(mm, address));
    }

    void remove(int pfn, MemoryDescriptor mm, long address) {
        if (!mappers.get(pfn).remove(new Rmap(mm, address))) {
            throw new StateError("rmap.unknown", pfn, Long.toHexString(address), mm.asid());
        }
    }

    /** Returns how many entries map a frame. */
    int count(int pfn) {
        return mappers.get(pfn).size();
    }

    /** Returns the entries themselves, for callers that change none of them. */
    List<Rmap> peek(int pfn) {
        return mappers.get(pfn);
    }

    /** Returns a copy: the list shrinks while its entries are removed. */
    List<Rmap> of(int pfn) {
        return List.copyOf(mappers.get(pfn));
    }
}
