package mm.vma;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mm.machine.PhysicalMemory;

// GIVEN
/**
 * VMAs in order of their addresses, in blocks of at most 64: a tree of two levels, where the kernel's maple tree has as
 * many as it needs.
 *
 * <pre>
 *  starts   | 1000 | 7000 | c000 |      where the first VMA of each block begins: searched by halving
 *               |      |      |
 *  blocks      [1000  [7000  [c000      the VMAs, searched by halving again
 *               3000   8000]  d000
 *               4000]         f000]
 * </pre>
 *
 * <p>A VMA's <i>position</i> is one number: block times 64, plus its index there. It holds until the next change.
 *
 * @linux lib/maple_tree.c mas_empty_area_rev
 */
final class VmaBlocks {
    private static final int BLOCK = 64;

    private Vma[][] blocks = {new Vma[BLOCK]};
    private int[] sizes = {0};
    private long[] starts = {0};
    private int count = 1;
    private int size;

    // STUB:
    /** By block: no VMA of it has more free room below it. May be too large, never too small. */
    private long[] bounds = {0};

    int size() {
        return size;
    }

    /** Returns the position of the last VMA that begins below an address; -1 if there is none. */
    int lower(long address) {
        return address == 0 ? -1 : floor(address - 1);
    }

    /**
     * Returns the position of the last VMA that begins at or below an address; -1 if there is none. Addresses are unsigned:
     * the kernel's half, whose numbers are negative, lies above all VMAs.
     */
    int floor(long anyAddress) {
        long address = anyAddress < 0 ? Long.MAX_VALUE : anyAddress;
        int found = Arrays.binarySearch(starts, 0, count, address);
        int block = found >= 0 ? found : -found - 2;
        int low = 0;
        int high = block < 0 ? 0 : sizes[block];
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (blocks[block][middle].start <= address) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low > 0 ? block * BLOCK + low - 1 : -1;
    }

    /** Returns the VMA at a position, or null if there is none. */
    Vma get(int position) {
        return position < 0 || position / BLOCK == count ? null : blocks[position / BLOCK][position % BLOCK];
    }

    /** Returns the position after another one. */
    int next(int position) {
        int block = position / BLOCK;
        return position + 1 < block * BLOCK + sizes[block] ? position + 1 : (block + 1) * BLOCK;
    }

    /** Returns the VMAs that begin in a range. */
    List<Vma> in(long start, long end) {
        List<Vma> found = new ArrayList<>();
        int below = lower(start);
        int position = below < 0 ? 0 : next(below);
        for (Vma vma = get(position); vma != null && vma.start < end; vma = get(position)) {
            found.add(vma);
            position = next(position);
        }
        return found;
    }

    void add(Vma vma) {
        int below = floor(vma.start);
        int block = Math.max(below, 0) / BLOCK;
        if (sizes[block] == BLOCK) {
            split(block);
            add(vma);
            return;
        }
        int index = below < 0 ? 0 : below % BLOCK + 1;
        Vma[] vmas = blocks[block];
        System.arraycopy(vmas, index, vmas, index + 1, sizes[block]++ - index);
        vmas[index] = vma;
        size++;
        if (index == 0) {
            starts[block] = vma.start;
        }
        // STUB:
        widen(block, index);
    }

    /** Makes two blocks of a full one. */
    private void split(int block) {
        if (count == blocks.length) {
            blocks = Arrays.copyOf(blocks, 2 * count);
            sizes = Arrays.copyOf(sizes, 2 * count);
            starts = Arrays.copyOf(starts, 2 * count);
            // STUB:
            bounds = Arrays.copyOf(bounds, 2 * count);
        }
        move(block, block + 1);
        blocks[block + 1] = new Vma[BLOCK];
        sizes[block + 1] = BLOCK / 2;
        sizes[block] = BLOCK / 2;
        System.arraycopy(blocks[block], BLOCK / 2, blocks[block + 1], 0, BLOCK / 2);
        Arrays.fill(blocks[block], BLOCK / 2, BLOCK, null);
        starts[block + 1] = blocks[block + 1][0].start;
    }

    /** Moves the blocks from one on to a place farther up or down. */
    private void move(int from, int to) {
        System.arraycopy(blocks, from, blocks, to, count - from);
        System.arraycopy(sizes, from, sizes, to, count - from);
        System.arraycopy(starts, from, starts, to, count - from);
        count += to - from;
        // STUB:
        System.arraycopy(bounds, from, bounds, to, count - to);
    }

    void remove(Vma vma) {
        int position = floor(vma.start);
        int block = position / BLOCK;
        int index = position % BLOCK;
        Vma[] vmas = blocks[block];
        System.arraycopy(vmas, index + 1, vmas, index, --sizes[block] - index);
        vmas[sizes[block]] = null;
        size--;
        if (sizes[block] == 0 && count > 1) {
            move(block + 1, block);
        }
        if (block < count && sizes[block] > 0) {
            starts[block] = blocks[block][0].start;
        }
        // STUB:
        if (block < count && index == sizes[block]) {
            widen(block + 1, 0);
        } else {
            widen(block, index);
        }
    }

    /** Moves the start of a VMA down, as a stack grows. */
    void moveStart(Vma vma, long start) {
        int position = floor(vma.start);
        vma.firstPage -= (vma.start - start) >> PhysicalMemory.PAGE_SHIFT;
        vma.start = start;
        if (position % BLOCK == 0) {
            starts[position / BLOCK] = start;
        }
    }

    // STUB:
    /** Notes what room there is now below a VMA, if there is such a VMA. */
    private void widen(int block, int index) {
        if (block < count && index < sizes[block]) {
            bounds[block] = Math.max(bounds[block], room(block, index));
        }
    }

    // STUB:
    private long room(int block, int index) {
        return Math.min(MemoryDescriptor.MMAP_BASE, blocks[block][index].start) - endBelow(block, index);
    }

    // STUB:
    /** Returns where the VMA below a position ends. */
    private long endBelow(int block, int index) {
        if (index > 0) {
            return blocks[block][index - 1].end;
        }
        return block == 0 || size == 0
                ? MemoryDescriptor.MMAP_MIN_ADDRESS
                : blocks[block - 1][sizes[block - 1] - 1].end;
    }

    // STUB:
    /**
     * Returns the upper end of the highest gap of a length below MMAP_BASE, or -1 ({@code unmapped_area_topdown}).
     *
     * <pre>
     *  room above all VMAs?  there
     *  for each block down from the highest, if its bound is large enough:
     *      the highest VMA of it with room below?  there, unless it grows downwards:
     *          then nothing above its guard will do, in this gap or in a lower one
     *      else the bound was too large: it is the largest room that was seen
     * </pre>
     */
    long highestGap(long length) {
        if (MemoryDescriptor.MMAP_BASE - endBelow(count, 0) >= length) {
            return MemoryDescriptor.MMAP_BASE;
        }
        long limit = MemoryDescriptor.MMAP_BASE;
        for (int block = count - 1; block >= 0; block--) {
            if (bounds[block] < length) {
                continue;
            }
            long largest = 0;
            for (int i = sizes[block] - 1; i >= 0; i--) {
                Vma above = blocks[block][i];
                long bottom = endBelow(block, i);
                largest = Math.max(largest, room(block, i));
                if (Math.min(limit, above.start) - bottom >= length) {
                    limit = Math.min(limit, above.startWithGap());
                    if (Math.min(limit, above.start) - bottom >= length) {
                        return Math.min(limit, above.start);
                    }
                }
            }
            bounds[block] = largest;
        }
        return -1;
    }
}
