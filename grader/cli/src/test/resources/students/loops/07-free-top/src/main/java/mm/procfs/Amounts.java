package mm.procfs;

/** The memory columns that free and top have in common, in kB. */
final class Amounts {
    final long total;
    final long free;
    final long used;
    final long shared;
    final long buffers;
    final long cache;
    final long available;
    final long swapTotal;
    final long swapFree;
    final long swapUsed;

    Amounts(MemInfo info, Procps procps) {
        total = info.kb("MemTotal");
        free = info.kb("MemFree");
        shared = info.kb("Shmem");
        buffers = info.kb("Buffers");
        cache = info.kb("Cached") + info.kb("SReclaimable");
        long shown = info.kb("MemAvailable");
        available = shown == 0 || Long.compareUnsigned(shown, total) > 0 ? free : shown;
        long taken = procps == Procps.V4 ? total - available : total - free - buffers - cache;
        used = taken < 0 ? total - free : taken;
        swapTotal = info.kb("SwapTotal");
        swapFree = info.kb("SwapFree");
        swapUsed = difference(swapTotal, swapFree);
    }

    static long difference(long total, long free) {
        return Long.compareUnsigned(free, total) < 0 ? total - free : 0;
    }
}
