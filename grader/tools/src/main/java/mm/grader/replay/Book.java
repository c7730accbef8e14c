package mm.grader.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is mapped where by the log's own answers, and by which name. */
final class Book {
    /**
     * A range of pages with equal rights and one name.
     *
     * @param permissions four characters, as {@code rw-p}
     * @param name a file's name, or what the kernel shows in its place; empty for plain memory
     * @param page the file's page that comes first
     * @param started whether {@code execve} mapped it, before the first call of the log
     */
    record Area(long start, long end, String permissions, String name, long page, boolean started) {
        long length() {
            return end - start;
        }

        private Area part(long from, long to) {
            return new Area(from, to, permissions, name, page + (from - start) / Calls.PAGE, started);
        }

        private boolean continues(Area before) {
            return start == before.end && permissions.equals(before.permissions) && name.equals(before.name);
        }

        @Override
        public String toString() {
            String line = String.format("%08x-%08x %s", start, end, permissions);
            return name.isEmpty() ? line : line + " " + name;
        }
    }

    private final TreeMap<Long, Area> areas = new TreeMap<>();
    private long bytes;

    Book copy() {
        Book copy = new Book();
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

    /** Takes a range out, and returns the parts of areas that were in it. */
    List<Area> remove(long start, long end) {
        Map.Entry<Long, Area> before = areas.lowerEntry(start);
        List<Area> met =
                new ArrayList<>(areas.subMap(start, Math.max(start, end)).values());
        if (before != null && before.getValue().end() > start) {
            met.add(0, before.getValue());
        }
        List<Area> removed = new ArrayList<>();
        for (Area area : met) {
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
            String permissions = rights + area.permissions().charAt(3);
            insert(new Area(area.start(), area.end(), permissions, area.name(), area.page(), area.started()));
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

    /** Returns the bytes mapped since the program's start. */
    long bytes() {
        return bytes;
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
                Area both = new Area(
                        last.start(), area.end(), last.permissions(), last.name(), last.page(), last.started());
                joined.set(joined.size() - 1, both);
            } else {
                joined.add(area);
            }
        }
        return joined;
    }
}
