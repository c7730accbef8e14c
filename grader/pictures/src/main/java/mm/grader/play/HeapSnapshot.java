package mm.grader.play;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import mm.grader.picture.HeapPicture;
import mm.grader.picture.Owners;
import mm.grader.picture.Owners.Owner;
import mm.grader.picture.Picture;
import mm.grader.picture.Words;
import mm.grader.play.watch.HeapChunk;
import mm.grader.play.watch.HeapModel;
import mm.grader.play.watch.WatchedMalloc;
import mm.vma.Malloc;

/** Looks at the heap of an allocator after a call: draws its chunks and lists, and tells where a block came from. */
final class HeapSnapshot {
    private static final long PAGE = mm.machine.PhysicalMemory.PAGE_SIZE;

    private final WatchedMalloc malloc;
    private final Words words;
    private final Map<Long, String> names = new HashMap<>();
    private long top;

    HeapSnapshot(WatchedMalloc malloc, Words words) {
        this.malloc = malloc;
        this.words = words;
    }

    Step.Story at(String operation, Map<String, Picture> pictures) {
        String[] call = operation.strip().split(" +");
        List<String> sentences = new ArrayList<>();
        long address = malloc.lastAddress();
        String name = call.length > 1 ? call[1] : "";
        names.values().removeIf(name::equals);
        if (call[0].endsWith("alloc") && address != 0) {
            names.put(address, name);
        }
        String surprise = malloc.takeSurprise();
        if (!surprise.isEmpty()) {
            String[] both = surprise.split(" ");
            sentences.add(words.say("heap.other", both[0], both[1]));
        }
        HeapModel model = malloc.model();
        if (model == null) {
            sentences.add(words.say("heap.lost"));
            return Step.Story.of("", Set.of(), sentences);
        }
        tell(call, sentences);
        top = model.end() - model.top();
        pictures.put("heap", heap(model, address));
        pictures.put("bins", bins(model));
        return Step.Story.of("", Set.of(), sentences);
    }

    private void tell(String[] call, List<String> to) {
        if (!call[0].endsWith("alloc") && !call[0].equals("free")) {
            return;
        }
        if (call.length > 2) {
            long size = Long.decode(call[2]);
            to.add(words.say("heap.needs", size, HeapModel.chunkSize(size)));
        }
        String way = malloc.way().name().toLowerCase(java.util.Locale.ROOT);
        boolean free = call[0].equals("free");
        List<String> calls = malloc.calls();
        boolean grows = !free && way.equals("top") && !calls.isEmpty();
        to.add(words.say(grows ? "heap.top-short" : (free ? "heap.to-" : "heap.from-") + way, top));
        to.add(calls.isEmpty() ? words.say("heap.no-call") : words.say("heap.calls", String.join(", ", calls)));
        if (call.length > 2 && calls.size() == 1 && calls.get(0).startsWith("brk +")) {
            grown(
                    HeapModel.chunkSize(Long.decode(call[2])),
                    Long.parseLong(calls.get(0).substring(5)),
                    to);
        }
        if (grows) {
            to.add(words.say("heap.from-grown"));
        }
    }

    /** Tells the sum that the break moved by, where it is that of sysmalloc in malloc/malloc.c of glibc. */
    private void grown(long chunk, long moved, List<String> to) {
        long wanted = chunk + Malloc.TOP_PAD + Malloc.MIN_CHUNK - top;
        if (((wanted + PAGE - 1) & -PAGE) == moved) {
            to.add(words.say("heap.grown", chunk, Malloc.TOP_PAD, Malloc.MIN_CHUNK, top, wanted, moved));
        }
    }

    private Picture heap(HeapModel model, long address) {
        List<HeapPicture.Chunk> drawn = new ArrayList<>();
        for (HeapChunk chunk : model.chunks()) {
            String name = names.getOrDefault(chunk.block(), "");
            boolean used = chunk.state() == HeapChunk.State.USED;
            drawn.add(new HeapPicture.Chunk(
                    owner(chunk.state()),
                    used && !name.isEmpty() ? "#" + name : place(chunk.block()),
                    chunk.size(),
                    "h" + (chunk.address() & 0xffff_ffffL),
                    chunk.block() == address));
        }
        if (model.end() > model.top()) {
            String at = place(model.top() + Malloc.HEADER);
            drawn.add(new HeapPicture.Chunk(Owners.HEAP_TOP, at, model.end() - model.top(), "", false));
        }
        long used = model.chunks().stream()
                .filter(chunk -> chunk.state() == HeapChunk.State.USED)
                .count();
        return HeapPicture.of(words.say("heap.title", used, model.end() - model.top()), drawn, words);
    }

    private static Owner owner(HeapChunk.State state) {
        return switch (state) {
            case TABLE -> Owners.HEAP_TABLE;
            case USED -> Owners.HEAP_USED;
            case TCACHE -> Owners.HEAP_TCACHE;
            case FAST -> Owners.HEAP_FAST;
            case FREE -> Owners.HEAP_FREE;
        };
    }

    /** Returns the last digits of an address, which tell blocks of one heap apart. */
    private static String place(long address) {
        String hex = Long.toHexString(address);
        return "…" + hex.substring(Math.max(0, hex.length() - 5));
    }

    private Picture bins(HeapModel model) {
        List<String[]> lines = new ArrayList<>();
        lines.add(new String[] {words.say("bins.tcache"), ""});
        model.stacks(true)
                .forEach(stack ->
                        lines.add(line(words.say("bins.count", stack.get(0).size(), stack.size()), stack)));
        lines.add(new String[] {words.say("bins.fast"), ""});
        model.stacks(false).forEach(stack -> lines.add(line("" + stack.get(0).size(), stack)));
        lines.add(new String[] {words.say("bins.bins"), ""});
        if (!model.free().unsorted().isEmpty()) {
            lines.add(sizes(words.say("bins.unsorted"), model.free().unsorted()));
        }
        model.free().bins().forEach((number, bin) -> lines.add(sizes(words.say("bins.bin", number), bin)));
        lines.add(new String[] {words.say("bins.mapped"), ""});
        malloc.mapped()
                .forEach((block, length) -> lines.add(
                        new String[] {"#" + names.getOrDefault(block, "?"), words.say("bins.bytes", length)}));
        lines.add(new String[] {words.say("bins.mmap-threshold"), words.say("bins.bytes", malloc.mmapThreshold())});
        lines.add(new String[] {words.say("bins.trim-threshold"), words.say("bins.bytes", malloc.trimThreshold())});
        return HeapPicture.lists(words.say("bins.title"), lines, words);
    }

    private static String[] line(String name, List<HeapChunk> chunks) {
        return new String[] {
            name, chunks.stream().map(chunk -> place(chunk.block())).collect(Collectors.joining(" "))
        };
    }

    private static String[] sizes(String name, List<HeapChunk> chunks) {
        return new String[] {
            name,
            chunks.stream().map(chunk -> chunk.size() + place(chunk.block())).collect(Collectors.joining(" "))
        };
    }
}
