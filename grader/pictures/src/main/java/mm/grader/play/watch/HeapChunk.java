package mm.grader.play.watch;

import mm.vma.Malloc;

/** A piece of the heap: a block and its header, or what was one. */
public final class HeapChunk {
    /** Where it begins. */
    final long address;

    /** How long it is, header included. */
    long size;

    /** Who has it. */
    State state = State.USED;

    /** What a chunk can be. */
    public enum State {
        /** The allocator's own table of the tcache. */
        TABLE,
        /** A block of the program. */
        USED,
        /** On a stack of the tcache. */
        TCACHE,
        /** On a stack of the fastbins. */
        FAST,
        /** In unsorted, or in a bin. */
        FREE
    }

    HeapChunk(long address, long size) {
        this.address = address;
        this.size = size;
    }

    /** Returns where it begins. */
    public long address() {
        return address;
    }

    /** Returns its size in bytes. */
    public long size() {
        return size;
    }

    /** Returns who has it. */
    public State state() {
        return state;
    }

    /** Returns its end, exclusive. */
    public long end() {
        return address + size;
    }

    /** Returns the address of the block in it. */
    public long block() {
        return address + Malloc.HEADER;
    }
}
