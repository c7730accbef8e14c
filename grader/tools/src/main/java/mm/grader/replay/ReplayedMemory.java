package mm.grader.replay;

import java.util.ArrayList;
import java.util.List;
import mm.grader.strace.Call;
import mm.machine.Errno;
import mm.machine.Kernel;
import mm.machine.PageCache;
import mm.vma.Mapping;
import mm.vma.MemoryDescriptor;

/** What the calls of one address space act on: the machine's, and the map that the log's own answers make. */
final class ReplayedMemory {
    private final Kernel kernel;
    private final MemoryDescriptor mm;
    private final AreaMap areas;
    private final FileNames names;
    private final Placement placement;
    private final long heapStart;
    private long heapEnd;

    ReplayedMemory(
            Kernel kernel, MemoryDescriptor mm, AreaMap areas, FileNames names, Placement placement, long heapStart) {
        this.kernel = kernel;
        this.mm = mm;
        this.areas = areas;
        this.names = names;
        this.placement = placement;
        this.heapStart = heapStart;
        heapEnd = heapStart;
    }

    /** Returns the memory of a child, whose heap ends where that of the parent does. */
    ReplayedMemory child(MemoryDescriptor childMm) {
        AreaMap copy = areas.copy();
        ReplayedMemory child = new ReplayedMemory(kernel, childMm, copy, names, placement.of(childMm, copy), heapStart);
        child.heapEnd = heapEnd;
        return child;
    }

    MemoryDescriptor mm() {
        return mm;
    }

    AreaMap areas() {
        return areas;
    }

    Placement placement() {
        return placement;
    }

    /** Returns the name of the file that a call of mmap maps. */
    String fileName(Call mmap) {
        return names.of(mmap, areas);
    }

    PageCache file(String name) {
        return kernel.openFile(name);
    }

    /** Enters where the heap ends now. */
    void moveHeapEnd(long end) {
        if (end > heapEnd) {
            areas.put(new Area(heapEnd, end, "rw-p", "[heap]"));
        } else if (end >= heapStart) {
            areas.remove(end, heapEnd);
        }
        heapEnd = Math.max(end, heapStart);
    }

    /** Returns where the heap ends by the answers of the log. */
    long heapEnd() {
        return heapEnd;
    }

    /** Returns the mapping of the machine that holds an address, or null. */
    Mapping mappingAt(long address) {
        return mm.maps().stream()
                .filter(mapping -> mapping.start() <= address && address < mapping.end())
                .findFirst()
                .orElse(null);
    }

    /** Tells whether the machine has nothing in a range of user addresses. */
    boolean isFree(long start, long end) {
        return end <= MemoryDescriptor.TASK_SIZE
                && mm.maps().stream().noneMatch(mapping -> mapping.start() < end && mapping.end() > start);
    }

    /** Returns the map of the machine, with the names that the log gives. */
    List<Area> machineAreas() {
        List<Area> map = new ArrayList<>();
        for (Mapping mapping : mm.maps()) {
            Area area = areas.at(mapping.start());
            String name = area == null ? mapping.name() : area.name();
            boolean started = area != null && area.started();
            map.add(new Area(mapping.start(), mapping.end(), mapping.permissions(), name, 0, started, false));
        }
        return AreaMap.joined(map);
    }

    /** Tells whether a result is an error. */
    static boolean failed(long result) {
        return Errno.isError(result);
    }
}
