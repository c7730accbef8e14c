package mm.grader.quiz;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A small allocator in the style of glibc: one map of free chunks, best fit, a stack of freed blocks for each small size.
 * The bins of the real one come to the same for the few calls of a question.
 */
final class HandMalloc {
    static final Map<String, Function<Given, List<String>>> SOLVERS = Map.of(
            "malloc-call",
                    given -> {
                        HandMalloc run = run(given);
                        return List.of(run.mapped ? "B" : run.brk ? "A" : "C");
                    },
            "malloc-address", given -> List.of("0x" + Long.toHexString(run(given).last)),
            "malloc-return", given -> List.of("" + run(given).given),
            "malloc-threshold", given -> List.of("" + run(given).mappedCalls));

    private static final long TCACHE_MAX = 1040;
    private static final long PAD = 131072;

    private final TreeMap<Long, Long> free = new TreeMap<>();
    private final Map<Long, Long> sizes = new HashMap<>();
    private final Map<Long, Deque<Long>> tcache = new HashMap<>();
    private final Map<Long, Long> maps = new HashMap<>();
    private long top;
    private long topSize;
    private long threshold = 131072;
    private long trim = 131072;
    private boolean started;
    private long remainder;
    private final List<Long> unsorted = new ArrayList<>();
    private boolean mapped;
    private boolean brk;
    private long given;
    private long last;
    private int mappedCalls;

    private HandMalloc(long heap) {
        top = heap;
    }

    private static HandMalloc run(Given given) {
        HandMalloc run = new HandMalloc(given.find("begins at (0x[0-9a-f]+)"));
        List<Long> blocks = new ArrayList<>();
        for (String line : given.code()) {
            run.mapped = false;
            run.brk = false;
            run.given = 0;
            if (line.startsWith("free")) {
                run.free(blocks.get(Integer.parseInt(line.replaceAll("\\D", "")) - 1));
            } else {
                long size = Long.parseLong(line.replaceAll(".*\\(|\\)", ""));
                run.last = run.malloc(size);
                blocks.add(run.last);
                run.mappedCalls += run.mapped ? 1 : 0;
            }
        }
        return run;
    }

    private long malloc(long size) {
        if (!started) {
            started = true;
            carve(0x290);
        }
        long need = Math.max(32, (size + 8 + 15) / 16 * 16);
        Deque<Long> stack = tcache.getOrDefault(need, new ArrayDeque<>());
        if (!stack.isEmpty()) {
            return stack.pop() + 16;
        }
        long chunk = take(need);
        if (chunk == 0 && topSize < need + 32 && need >= threshold) {
            mapped = true;
            long length = (need + 8 + 4095) / 4096 * 4096;
            long block = lowestMap() - length + 16;
            maps.put(block, length);
            return block;
        }
        chunk = chunk == 0 ? carve(need) : chunk;
        sizes.putIfAbsent(chunk, need);
        return chunk + 16;
    }

    private long lowestMap() {
        return maps.keySet().stream().mapToLong(block -> block - 16).min().orElse(0x7ffff7fff000L);
    }

    private long carve(long need) {
        if (topSize < need + 32) {
            topSize += (need + PAD + 32 - topSize + 4095) / 4096 * 4096;
            brk = true;
        }
        long chunk = top;
        top += need;
        topSize -= need;
        sizes.put(chunk, need);
        return chunk;
    }

    /** Takes a free chunk: the last remainder if it is all that is new, else one of just this size, else the best fit. */
    private long take(long need) {
        long best = 0;
        if (need < 1024 && unsorted.size() == 1 && unsorted.get(0) == remainder && free.get(remainder) > need + 32) {
            best = remainder;
        } else {
            for (Map.Entry<Long, Long> chunk : free.entrySet()) {
                if (chunk.getValue() >= need && (best == 0 || chunk.getValue() < free.get(best))) {
                    best = chunk.getKey();
                }
            }
        }
        unsorted.clear();
        if (best == 0) {
            return 0;
        }
        long rest = free.remove(best) - need;
        if (rest >= 32) {
            sizes.put(best, need);
            free.put(best + need, rest);
            unsorted.add(best + need);
            remainder = need < 1024 ? best + need : remainder;
        } else {
            sizes.put(best, need + rest);
        }
        return best;
    }

    private void free(long block) {
        Long length = maps.remove(block);
        if (length != null) {
            given = length;
            if (length >= threshold) {
                threshold = length;
                trim = 2 * length;
            }
            return;
        }
        long chunk = block - 16;
        long size = sizes.remove(chunk);
        if (size <= TCACHE_MAX) {
            sizes.put(chunk, size);
            tcache.computeIfAbsent(size, unused -> new ArrayDeque<>()).push(chunk);
            return;
        }
        Map.Entry<Long, Long> below = free.floorEntry(chunk);
        if (below != null && below.getKey() + below.getValue() == chunk) {
            free.remove(below.getKey());
            unsorted.remove(below.getKey());
            chunk = below.getKey();
            size += below.getValue();
        }
        Long above = free.remove(chunk + size);
        if (above != null) {
            unsorted.remove(Long.valueOf(chunk + size));
            size += above;
        }
        if (chunk + size == top) {
            top = chunk;
            topSize += size;
            size = topSize; // it joined top, and counts with it
        } else {
            free.put(chunk, size);
            unsorted.add(chunk);
        }
        if (size >= 65536 && topSize >= trim) {
            long extra = (topSize - PAD - 33) / 4096 * 4096;
            topSize -= Math.max(0, extra);
            given = Math.max(0, extra);
        }
    }
}
