package mm.vma;

import java.util.ArrayList;
import java.util.List;
import mm.machine.Kernel;
import mm.machine.PhysicalMemory;

/** What the loaded program left in its address space: where heap and stack are, and what the kernel calls them. */
final class Program {
    long startBrk;
    long brk;

    /** Bytes of the data of the image, which count against the limit of the heap. */
    long imageData;

    private long startStack;
    private Mapping gate;

    Program copy() {
        Program copy = new Program();
        copy.startBrk = startBrk;
        copy.brk = brk;
        copy.imageData = imageData;
        copy.startStack = startStack;
        copy.gate = gate;
        return copy;
    }

    /** Returns the VMA for one mapping of a program; null for the gate page, which is nobody's. */
    Vma load(Mapping mapping, Kernel kernel) {
        Vma vma = new Vma(mapping.start(), mapping.end(), mapping.prot());
        switch (mapping.name()) {
            case "" -> {}
            case "[heap]" -> startBrk = vma.start;
            case "[stack]" -> {
                vma.growsDown = true;
                startStack = vma.end - 1;
            }
            case "[vsyscall]" -> {
                gate = mapping;
                return null;
            }
            default -> {
                vma.name = mapping.name();
                vma.map(kernel.openFile(vma.name), vma.start >> PhysicalMemory.PAGE_SHIFT);
                imageData += vma.name.equals("[image]") && vma.isData() ? vma.end - vma.start : 0;
            }
        }
        vma.accounted = (vma.prot & Prot.WRITE) != 0;
        return vma;
    }

    /** Returns the mappings as the kernel shows them, the gate page last ({@code show_map_vma}). */
    List<Mapping> show(List<Vma> vmas) {
        List<Mapping> maps = new ArrayList<>();
        vmas.forEach(vma -> maps.add(vma.show(nameOf(vma))));
        if (gate != null) {
            maps.add(gate);
        }
        return maps;
    }

    /** Returns the name that the kernel shows for a VMA ({@code get_vma_name}). */
    private String nameOf(Vma vma) {
        if (vma.object != null) {
            return vma.name; // a file's name; shared memory has none
        }
        if (vma.start < brk && vma.end > startBrk) {
            return "[heap]";
        }
        return vma.start <= startStack && vma.end >= startStack ? "[stack]" : "";
    }
}
