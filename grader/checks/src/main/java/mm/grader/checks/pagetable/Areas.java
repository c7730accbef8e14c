package mm.grader.checks.pagetable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * A minimal list of a process's mappings: just enough to know which addresses are taken, and where one ends and the
 * next begins. It decides nothing: what worked and what did not, the recording says.
 */
final class Areas {
    /**
     * One mapping.
     *
     * @param kind what must be equal for two neighbours to become one: private, the stack, or one shared object; null
     *     never merges
     * @param owner its anon_vma: 0 before the first write, then a number that merged neighbours share
     */
    record Area(long start, long end, String prot, String kind, boolean accounted, int owner) {
        Area cut(long newStart, long newEnd) {
            return new Area(newStart, newEnd, prot, kind, accounted, owner);
        }

        /** Returns the area with another protection; writable private memory counts against the commit limit. */
        Area protect(String newProt) {
            boolean charged = newProt.contains("w") || (accounted && owner != 0);
            return new Area(start, end, newProt, kind, charged, owner);
        }

        Area owned(int newOwner) {
            return new Area(start, end, prot, kind, accounted, newOwner);
        }

        boolean mayJoin(Area next) {
            return end == next.start
                    && kind != null
                    && kind.equals(next.kind)
                    && prot.equals(next.prot)
                    && accounted == next.accounted
                    && (owner == 0 || next.owner == 0 || owner == next.owner);
        }
    }

    private final TreeMap<Long, Area> areas = new TreeMap<>();
    private int owners;

    void add(Area area) {
        areas.put(area.start(), area);
    }

    /** Adds an area and joins it with the neighbours that allow it. */
    void merge(Area area) {
        Area below = endingAt(area.start());
        Area above = areas.get(area.end());
        if (below != null && below.mayJoin(area)) {
            area = area.owned(Math.max(area.owner(), below.owner())).cut(below.start(), area.end());
            areas.remove(below.start());
        }
        if (above != null && area.mayJoin(above)) {
            area = area.owned(Math.max(area.owner(), above.owner())).cut(area.start(), above.end());
            areas.remove(above.start());
        }
        add(area);
    }

    private Area endingAt(long address) {
        var below = areas.lowerEntry(address);
        return below != null && below.getValue().end() == address ? below.getValue() : null;
    }

    Area at(long address) {
        var entry = areas.floorEntry(address);
        return entry != null && address < entry.getValue().end() ? entry.getValue() : null;
    }

    /** Takes out what lies in a range, cutting the areas at its borders, and returns it. */
    List<Area> remove(long start, long end) {
        List<Area> removed = new ArrayList<>();
        for (Area area : in(start, end)) {
            areas.remove(area.start());
            if (area.start() < start) {
                add(area.cut(area.start(), start));
            }
            if (end < area.end()) {
                add(area.cut(end, area.end()));
            }
            removed.add(area.cut(Math.max(start, area.start()), Math.min(end, area.end())));
        }
        return removed;
    }

    /** Returns the areas that overlap a range. */
    List<Area> in(long start, long end) {
        return all().stream()
                .filter(area -> area.start() < end && start < area.end())
                .toList();
    }

    Collection<Area> all() {
        return List.copyOf(areas.values());
    }

    /** Returns where the last area below an address ends, or 0. */
    long floor(long address) {
        var below = areas.lowerEntry(address);
        return below == null ? 0 : below.getValue().end();
    }

    /** Returns where the first area from an address on starts, or 0. */
    long ceiling(long address) {
        Long above = areas.ceilingKey(address);
        return above == null ? 0 : above;
    }

    /** Notes the first write into an area: it gets the owner of a neighbour, if they could merge, or a new one. */
    void written(Area area) {
        if (area.owner() != 0) {
            return;
        }
        Area above = areas.get(area.end());
        Area below = endingAt(area.start());
        int owner = 0;
        if (above != null && area.mayJoin(above)) {
            owner = above.owner();
        }
        if (owner == 0 && below != null && below.mayJoin(area)) {
            owner = below.owner();
        }
        add(area.owned(owner != 0 ? owner : newOwner()));
    }

    int newOwner() {
        return ++owners;
    }
}
