package mm.vma;

import java.util.Objects;
import mm.text.ArgumentError;

/**
 * One line of {@code /proc/PID/maps}: a range of addresses with equal permissions.
 *
 * @param start first address, page-aligned
 * @param end end of the range, exclusive, page-aligned; unsigned, as all addresses
 * @param permissions four characters as the kernel prints them, for example {@code rw-p}: read, write, execute, and
 *     {@code p} for private or {@code s} for shared
 * @param name what the kernel prints after them: {@code [heap]}, {@code [stack]}, a file's name, or "" for plain memory
 * @linux fs/proc/task_mmu.c show_map_vma
 */
public record Mapping(long start, long end, String permissions, String name) {
    /** Checks that nothing is missing. */
    public Mapping {
        Objects.requireNonNull(name);
        if (permissions.length() != 4) {
            throw new ArgumentError("mapping.permissions", permissions);
        }
    }

    /** Returns the protection bits ({@link Prot}) of the first three permissions. */
    public int prot() {
        return Prot.parse(permissions.substring(0, 3));
    }

    /** Returns the line as a transcript shows it: addresses of at least 8 hexadecimal digits, permissions, name. */
    @Override
    public String toString() {
        String line = String.format("%08x-%08x %s", start, end, permissions);
        return name.isEmpty() ? line : line + " " + name;
    }
}
