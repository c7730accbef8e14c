package mm.grader.quiz.kinds;

import java.util.ArrayList;
import java.util.List;
import mm.grader.quiz.model.Draft;
import mm.grader.quiz.model.Hexes;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.mmu.Mmu;
import mm.mmu.PageFault;
import mm.mmu.TlbShape;
import mm.pagetable.Geometry;
import mm.pagetable.PageTable;

/** A few pages, some accesses, and what of ACCESSED and DIRTY is left. */
final class AccessedBits {
    private static final long BASE = 0x1000_0000L;
    private static final long CLEAR = ~(Pte.ACCESSED | Pte.DIRTY);

    private final Draft q;
    private final PageTable table;
    private final Mmu mmu;
    private final int pages;
    private final List<String> question = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();

    AccessedBits(Draft q) {
        this.q = q;
        PhysicalMemory memory = new PhysicalMemory(64);
        table = q.parts().pageTable(Geometry.X86_64, memory);
        mmu = q.parts().mmu(Geometry.X86_64, memory, new TlbShape(1, 64));
        mmu.activate(table.root(), 1);
        pages = q.byLevel(4, 5, 5);
    }

    int pageCount() {
        return pages;
    }

    List<String> question() {
        return question;
    }

    List<String> steps() {
        return steps;
    }

    private static long address(int page) {
        return BASE + (long) page * Geometry.PAGE_SIZE;
    }

    List<String> play() {
        boolean[] writable = new boolean[pages];
        for (int page = 0; page < pages; page++) {
            writable[page] = q.level() == 3 || !q.dice().oneIn(3);
            table.map(address(page), Pte.of(40 + page, Pte.PRESENT | Pte.USER | (writable[page] ? Pte.WRITE : 0)));
            question.add("page " + page + "  " + (writable[page] ? "rw" : "r-"));
        }
        if (q.level() == 3) {
            for (int page = 0; page < pages; page++) {
                mmu.translate(address(page), PageFault.USER | PageFault.WRITE);
                table.map(address(page), table.lookup(address(page)) & ~Pte.ACCESSED);
            }
        }
        for (int i = 0; i < q.byLevel(5, 7, 8); i++) {
            int page = q.dice().below(pages);
            if (q.level() == 3 && q.dice().oneIn(3)) {
                mmu.invalidatePage(1, address(page));
                question.add("invalidate page " + page);
                steps.add("invalidate page " + page);
                continue;
            }
            boolean write = q.dice().oneIn(2) && (q.level() > 1 || writable[page]);
            String step = (write ? "write" : "read") + " page " + page;
            long misses = mmu.tlbMisses();
            long result = mmu.translate(address(page), PageFault.USER | (write ? PageFault.WRITE : 0));
            question.add(step);
            steps.add(Hexes.left(step, 20)
                    + (result < 0 ? "fault" : mmu.tlbMisses() > misses ? "walk " : "TLB  ")
                    + "  page " + page + ": " + word(page));
        }
        List<String> words = new ArrayList<>();
        for (int page = 0; page < pages; page++) {
            words.add(word(page));
        }
        return words;
    }

    private String word(int page) {
        long set = table.lookup(address(page)) & ~CLEAR;
        String word = ((set & Pte.ACCESSED) != 0 ? "A" : "") + ((set & Pte.DIRTY) != 0 ? "D" : "");
        return word.isEmpty() ? "none" : word;
    }
}
