package mm.procfs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The screen of free as a table: labels, and the numbers beside them. */
public final class Free implements FreeView {
    /** Makes the view; it has no state. */
    public Free() {}

    @Override
    public List<String> screen(ProcFs proc, FreeOptions options) {
        MemInfo info = new MemInfo(proc);
        Memory used = Memory.used(options.procps());
        List<Memory> columns = new ArrayList<>(List.of(Memory.TOTAL, used, Memory.FREE, Memory.SHARED));
        columns.addAll(options.wide() ? List.of(Memory.BUFFERS, Memory.CACHE) : List.of(Memory.BUFF_CACHE));
        columns.add(Memory.AVAILABLE);
        Map<String, LongStream> rows = new LinkedHashMap<>();
        rows.put("Mem:", columns.stream().mapToLong(column -> column.kb(info)));
        if (options.lohi()) {
            boolean isSplit = info.kb("LowTotal") != 0;
            rows.put("Low:", three(info, isSplit ? "LowTotal" : "MemTotal", isSplit ? "LowFree" : "MemFree"));
            rows.put("High:", three(info, "HighTotal", "HighFree"));
        }
        rows.put("Swap:", three(info, "SwapTotal", "SwapFree"));
        if (options.total()) {
            rows.put(
                    "Total:",
                    LongStream.of(
                            Memory.TOTAL.kb(info) + Memory.SWAP_TOTAL.kb(info),
                            used.kb(info) + Memory.SWAP_USED.kb(info),
                            Memory.FREE.kb(info) + Memory.SWAP_FREE.kb(info)));
        }
        if (options.committed()) {
            long left = info.kb("CommitLimit") - info.kb("Committed_AS");
            rows.put("Comm:", LongStream.of(info.kb("CommitLimit"), info.kb("Committed_AS"), left));
        }
        Scale scale = new Scale(options);
        int width = options.procps() == Procps.V4 ? 9 : 8;
        Stream<String> header = Stream.of(line("", columns.stream().map(Memory::title), width));
        Stream<String> lines = rows.entrySet().stream()
                .map(row -> line(row.getKey(), row.getValue().mapToObj(scale::text), width));
        return Stream.concat(header, lines).toList();
    }

    private static LongStream three(MemInfo info, String total, String free) {
        long used = Memory.less(info.kb(total), info.kb(free));
        return LongStream.of(info.kb(total), used, info.kb(free));
    }

    private static String line(String label, Stream<String> cells, int width) {
        return cells.map(cell -> Printf.right(cell, 11))
                .collect(Collectors.joining(" ", Printf.left(label, width), ""));
    }
}
