package mm.procfs;

/** The columns of free, in kB, which are top's as well. */
record Memory(long total, long used, long free, long shared, long buffers, long cache, long available) {
    static Memory of(MemInfo info, Procps procps) {
        long total = info.kb("MemTotal");
        long free = info.kb("MemFree");
        long buffers = info.kb("Buffers");
        long cache = info.kb("Cached") + info.kb("SReclaimable");
        long available = info.kb("MemAvailable");
        if (available == 0 || Long.compareUnsigned(available, total) > 0) {
            available = free;
        }
        long used = procps == Procps.V3 ? total - free - buffers - cache : total - available;
        return new Memory(total, used < 0 ? total - free : used, free, info.kb("Shmem"), buffers, cache, available);
    }

    /** What is used of a total; both are numbers without a sign. */
    static long used(long total, long free) {
        return Long.compareUnsigned(free, total) < 0 ? total - free : 0;
    }

    long buffersAndCache() {
        return buffers + cache;
    }
}
