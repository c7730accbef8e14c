package mm.grader.quiz.kinds;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import mm.grader.quiz.model.Hexes;
import mm.machine.Parts;
import mm.vma.AddressBook;
import mm.vma.Malloc;

/** Calls of malloc and free, and the system calls that they make. */
final class MallocRun implements Malloc.UserSpace {
    /** Where the heap begins. */
    static final long HEAP = 0x5555_5559_0000L;

    private final AddressBook book = new AddressBook(HEAP);
    private final Malloc malloc;
    private final List<Long> blocks = new ArrayList<>();
    private final Set<Integer> freed = new HashSet<>();
    private final List<String> lines = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();
    private String system = "";
    private long given;

    MallocRun(Parts parts) {
        malloc = parts.malloc(this);
    }

    @Override
    public long brk(long newBreak) {
        long old = book.brk(0);
        long now = book.brk(newBreak);
        if (newBreak != 0) {
            given += Math.max(0, old - now);
            system += "  brk " + (now >= old ? "+" : "") + (now - old);
        }
        return now;
    }

    @Override
    public long mmap(long length) {
        system += "  mmap +" + length;
        return book.mmap(length);
    }

    @Override
    public long munmap(long address, long length) {
        given += length;
        system += "  munmap -" + length;
        return book.munmap(address, length);
    }

    @Override
    public long mremap(long address, long oldLength, long newLength) {
        system += "  mremap " + oldLength + " to " + newLength;
        return book.mremap(address, oldLength, newLength);
    }

    /** Allocates; returns the address of the block. */
    long malloc(long size) {
        begin();
        long address = malloc.malloc(size);
        blocks.add(address);
        end("p" + blocks.size() + " = malloc(" + size + ")", " -> " + Hexes.hex(address));
        return address;
    }

    /** Frees the block of a number, counted from 1. */
    void free(int block) {
        begin();
        malloc.free(blocks.get(block - 1));
        freed.add(block);
        end("free(p" + block + ")", "");
    }

    private void begin() {
        system = "";
        given = 0;
    }

    private void end(String line, String result) {
        lines.add(line);
        steps.add(line + result + system);
    }

    boolean isFree(int block) {
        return freed.contains(block);
    }

    /** Returns the system calls of the last call, as the steps print them; empty if there was none. */
    String system() {
        return system;
    }

    /** Returns how many bytes the last call gave back to the kernel. */
    long given() {
        return given;
    }

    int blocks() {
        return blocks.size();
    }

    List<String> lines() {
        return lines;
    }

    List<String> steps() {
        return steps;
    }
}
