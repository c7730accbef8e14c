package mm.procfs;

import java.util.function.ToLongFunction;

/** A column of free: its title, and how its number is made of meminfo. */
enum Memory {
    TOTAL("total", info -> info.kb("MemTotal")),
    FREE("free", info -> info.kb("MemFree")),
    SHARED("shared", info -> info.kb("Shmem")),
    BUFFERS("buffers", info -> info.kb("Buffers")),
    CACHE("cache", info -> info.kb("Cached") + info.kb("SReclaimable")),
    BUFF_CACHE("buff/cache", info -> BUFFERS.kb(info) + CACHE.kb(info)),
    AVAILABLE("available", Memory::available),
    USED_BY_V4("used", info -> orBusy(info, TOTAL.kb(info) - AVAILABLE.kb(info))),
    USED_BY_V3("used", info -> orBusy(info, TOTAL.kb(info) - FREE.kb(info) - BUFF_CACHE.kb(info))),
    SWAP_TOTAL("total", info -> info.kb("SwapTotal")),
    SWAP_FREE("free", info -> info.kb("SwapFree")),
    SWAP_USED("used", info -> less(SWAP_TOTAL.kb(info), SWAP_FREE.kb(info)));

    private final String title;
    private final ToLongFunction<MemInfo> number;

    Memory(String title, ToLongFunction<MemInfo> number) {
        this.title = title;
        this.number = number;
    }

    String title() {
        return title;
    }

    long kb(MemInfo info) {
        return number.applyAsLong(info);
    }

    static Memory used(Procps procps) {
        return procps == Procps.V3 ? USED_BY_V3 : USED_BY_V4;
    }

    private static long available(MemInfo info) {
        long shown = info.kb("MemAvailable");
        boolean isPossible = shown != 0 && Long.compareUnsigned(shown, info.kb("MemTotal")) <= 0;
        return isPossible ? shown : info.kb("MemFree");
    }

    private static long orBusy(MemInfo info, long used) {
        return used >= 0 ? used : TOTAL.kb(info) - FREE.kb(info);
    }

    static long less(long total, long free) {
        return Long.compareUnsigned(total, free) > 0 ? total - free : 0;
    }
}
