package mm.grader.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is mapped where by the log's own answers, and by which name. */
final class AreaMap {
    private final TreeMap<Long, Area> areas = new TreeMap<>();
    private long bytes;

    AreaMap copy() {
        AreaMap copy = new AreaMap();
        copy.areas.putAll(areas);
        copy.bytes = bytes;
        return copy;
    }

    /** Enters an area in place of what was there. */
    void put(Area area) {
        remove(area.start(), area.end());
        insert(area);
    }

    private void insert(Area area) {
        areas.put(area.start(), area);
        bytes += area.started() ? 0 : area.length();
    }

    /** Returns the areas that have at least one page in a range, whole. */
    private List<Area> meeting(long start, long end) {
        Map.Entry<Long, Area> before = areas.lowerEntry(start);
        List<Area> met = new ArrayList<>();
        if (before != null && before.getValue().end() > start) {
            met.add(before.getValue());
        }
        met.addAll(areas.subMap(start, Math.max(start, end)).values());
        return met;
    }

    /** Takes a range out, and returns the parts of areas that were in it. */
    List<Area> remove(long start, long end) {
        List<Area> removed = new ArrayList<>();
        for (Area area : meeting(start, end)) {
            areas.remove(area.start());
            bytes -= area.started() ? 0 : area.length();
            if (area.start() < start) {
                insert(area.part(area.start(), start));
            }
            if (area.end() > end) {
                insert(area.part(end, area.end()));
            }
            removed.add(area.part(Math.max(start, area.start()), Math.min(end, area.end())));
        }
        return removed;
    }

    /** Gives all areas in a range other rights. */
    void protect(long start, long end, String rights) {
        for (Area area : remove(start, end)) {
            insert(area.withRights(rights));
        }
    }

    /** Returns the area that holds an address, or null. */
    Area at(long address) {
        Map.Entry<Long, Area> entry = areas.floorEntry(address);
        return entry != null && entry.getValue().end() > address ? entry.getValue() : null;
    }

    /** Tells whether anything is mapped in a range. */
    boolean meets(long start, long end) {
        Map.Entry<Long, Area> entry = areas.lowerEntry(end);
        return entry != null && entry.getValue().end() > start;
    }

    /** Tells whether every page of a range is mapped. */
    boolean covers(long start, long end) {
        long next = start;
        for (Area area : meeting(start, end)) {
            if (area.start() > next) {
                return false;
            }
            next = area.end();
        }
        return next >= end;
    }

    /** Returns the bytes mapped since the start of the program. */
    long bytes() {
        return bytes;
    }

    /** Returns the areas mapped with {@code MAP_GROWSDOWN}. */
    List<Area> growingDown() {
        return areas.values().stream().filter(Area::growsDown).toList();
    }

    /** Returns the areas by ascending address, neighbours with equal rights and name as one. */
    List<Area> areas() {
        return joined(areas.values());
    }

    static List<Area> joined(Iterable<Area> areas) {
        List<Area> joined = new ArrayList<>();
        for (Area area : areas) {
            Area last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && area.continues(last)) {
                joined.set(joined.size() - 1, last.upTo(area.end()));
            } else {
                joined.add(area);
            }
        }
        return joined;
    }
}
