package mm.script;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mm.machine.Parts;
import mm.text.Message;
import mm.vma.AddressBook;
import mm.vma.Malloc;

/**
 * Scripts of calls of the C library's allocator: the recordings' kinds {@code malloc-a} to {@code malloc-d}.
 *
 * <p>The head says where the heap begins. Blocks have numbers, given by {@code malloc} and {@code calloc} and free
 * again after {@code free}. After the address (or {@code mapped}) comes what the kernel was asked for. A third number of
 * {@code calloc} is how many. A block that is freed twice ends the program: {@code abort}.
 *
 * <pre>
 * brk 0x55555572c000
 * malloc 0 6 -> 0x55555572c2a0 brk 0x55555574d000 +135168
 * realloc 0 140000 -> mapped mmap +143360
 * free 0 -> munmap -143360
 * </pre>
 *
 * <p>The kernel is an {@link AddressBook}: the student's allocator runs without the student's address space. At the end
 * the blocks that were never freed are remarked on.
 */
final class MallocScript implements ScriptKind {
    private static final String HEAD = "brk ";

    @Override
    public String name() {
        return "malloc";
    }

    @Override
    public boolean accepts(Script script) {
        return script.lines().get(0).matches(HEAD + "(?!0 )\\S.*");
    }

    @Override
    public void requireWhole(Script script) {
        if (script.lines().size() < 2) {
            throw script.error(1, "recording.only-a-head");
        }
        for (int line = 2; line <= script.lines().size(); line++) {
            String text = script.lines().get(line - 1);
            if (!text.isBlank() && !text.matches("free \\d+ ->.*|.* -> .+")) {
                throw script.error(line, "recording.no-answer", text);
            }
        }
    }

    @Override
    public void run(Script script, Parts parts, Transcript out) {
        Operation head = Operation.parse(script, 1);
        head.requireSize(2);
        long start = head.number(1);
        if (start <= 0 || (start & 15) != 0) {
            throw head.error("script.heap-cannot-begin", head.word(1));
        }
        AddressBook system = new AddressBook(start);
        Run run = new Run(system, parts.malloc(system));
        out.line(head.text());
        for (int line = 2; line <= script.lines().size(); line++) {
            if (!script.lines().get(line - 1).isBlank()) {
                Operation call = Operation.parse(script, line);
                out.state(run::state);
                run.requireGoesOn(call);
                out.line(call.text() + " ->" + run.answer(call));
            }
        }
        LeakReport.of(run.blocks.values()).forEach(out::remark);
    }

    /** The blocks of one run. */
    private static final class Run {
        private static final String ABORT = " abort";

        private final Map<Long, Block> blocks = new LinkedHashMap<>();
        private final Map<Long, Block> freed = new HashMap<>();
        private boolean aborted;
        private final AddressBook system;
        private final Malloc malloc;

        Run(AddressBook system, Malloc malloc) {
            this.system = system;
            this.malloc = malloc;
        }

        private String answer(Operation call) {
            long brk = system.brk(0);
            long mapped = system.mappedBytes();
            String block = "free".equals(call.name()) ? free(call) : allocate(call);
            return block + brkEvent(brk) + mappedEvent(system.mappedBytes() - mapped);
        }

        private List<Message> state() {
            List<Message> state = new ArrayList<>();
            state.add(Message.of("malloc.heap", Long.toHexString(system.brk(0)), system.mappedBytes()));
            blocks.forEach((id, block) ->
                    state.add(Message.of("malloc.block", id, Long.toHexString(block.address()), block.size())));
            return state;
        }

        private void requireGoesOn(Operation call) {
            if (aborted) {
                throw call.error("script.ended-by-double-free");
            }
        }

        private String free(Operation call) {
            call.requireSize(2);
            long id = call.number(1);
            if (!blocks.containsKey(id) && freed.containsKey(id)) {
                return freeAgain(freed.get(id));
            }
            malloc.free(known(call).address());
            freed.put(id, blocks.remove(id));
            return "";
        }

        /** What the C library answers: the end, unless another block is there meanwhile, which then is free. */
        private String freeAgain(Block block) {
            try {
                malloc.free(block.address());
                for (Map.Entry<Long, Block> other : blocks.entrySet()) {
                    if (other.getValue().address() == block.address()) {
                        freed.put(other.getKey(), other.getValue());
                    }
                }
                blocks.values().removeIf(other -> other.address() == block.address());
                return "";
            } catch (IllegalArgumentException e) {
                aborted = true;
                return ABORT;
            }
        }

        private String allocate(Operation call) {
            long id = call.number(1);
            long size = call.number(2);
            call.requireSize("calloc".equals(call.name()) ? 4 : 3);
            long count = call.size() > 3 ? call.number(3) : 1;
            long address = switch (call.name()) {
                case "malloc" -> {
                    requireNew(call);
                    yield malloc.malloc(size);
                }
                case "calloc" -> {
                    requireNew(call);
                    yield malloc.calloc(count, size);
                }
                case "realloc" -> malloc.realloc(known(call).address(), size);
                default -> throw call.error("script.unknown-operation", call.name());
            };
            if (address != 0) {
                long all = size * count;
                blocks.put(id, new Block(call.line(), call.text(), all, address));
                return address < system.brk(0) ? " 0x" + Long.toHexString(address) : " mapped";
            }
            if (size == 0) {
                blocks.remove(id);
            }
            return " 0";
        }

        private Block known(Operation call) {
            Block block = blocks.get(call.number(1));
            if (block == null) {
                throw call.error("script.no-block", call.word(1));
            }
            return block;
        }

        private void requireNew(Operation call) {
            if (blocks.containsKey(call.number(1))) {
                throw call.error("script.block-in-use", call.word(1));
            }
        }

        private String brkEvent(long before) {
            long now = system.brk(0);
            return now == before ? "" : String.format(" brk 0x%x %+d", now, now - before);
        }

        private static String mappedEvent(long difference) {
            return difference == 0 ? "" : String.format(difference > 0 ? " mmap %+d" : " munmap %+d", difference);
        }
    }
}
