package mm.grader.replay;

import mm.machine.PhysicalMemory;

/**
 * A range of pages with equal rights and one name.
 *
 * @param start first address, a multiple of {@link #PAGE}
 * @param end end of the range, exclusive
 * @param permissions four characters, as {@code rw-p}
 * @param name the name of a file, or what the kernel shows in its place; empty for plain memory
 * @param page the page of the file that comes first
 * @param started whether {@code execve} mapped it, before the first call of the log
 * @param growsDown whether it was mapped with {@code MAP_GROWSDOWN}
 */
record Area(long start, long end, String permissions, String name, long page, boolean started, boolean growsDown) {
    static final long PAGE = PhysicalMemory.PAGE_SIZE;

    Area(long start, long end, String permissions, String name) {
        this(start, end, permissions, name, 0, false, false);
    }

    /** Rounds a length up to whole pages. */
    static long pages(long length) {
        return (length + PAGE - 1) & -PAGE;
    }

    long length() {
        return end - start;
    }

    boolean isFile() {
        return !name.isEmpty() && !name.startsWith("[");
    }

    boolean isShared() {
        return permissions.charAt(3) == 's';
    }

    /** Returns which page of its file an address of it shows. */
    long pageAt(long address) {
        return page + (address - start) / PAGE;
    }

    Area part(long from, long to) {
        return new Area(from, to, permissions, name, pageAt(from), started, growsDown);
    }

    Area withRights(String rights) {
        return new Area(start, end, rights + permissions.charAt(3), name, page, started, growsDown);
    }

    Area upTo(long newEnd) {
        return new Area(start, newEnd, permissions, name, page, started, growsDown);
    }

    boolean continues(Area before) {
        return start == before.end && permissions.equals(before.permissions) && name.equals(before.name);
    }

    @Override
    public String toString() {
        String line = String.format("%08x-%08x %s", start, end, permissions);
        return name.isEmpty() ? line : line + " " + name;
    }
}
