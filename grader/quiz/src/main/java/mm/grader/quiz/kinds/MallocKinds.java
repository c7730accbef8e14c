package mm.grader.quiz.kinds;

import static mm.grader.quiz.model.Text.say;

import java.util.ArrayList;
import java.util.List;
import mm.grader.quiz.model.Draft;
import mm.grader.quiz.model.Hexes;
import mm.grader.quiz.model.Kind;
import mm.grader.quiz.model.QuizAnswer;
import mm.grader.quiz.model.Topic;
import mm.grader.quiz.model.Unit;
import mm.vma.Malloc;

/** What malloc and free do, and which system calls they make. */
final class MallocKinds {
    private static final int MAX_TRIES = 100;

    private MallocKinds() {}

    static List<Kind> kinds() {
        return List.of(
                kind("malloc-call", "brk, mmap or no system call", "brk、mmap 还是没有系统调用", MallocKinds::how),
                kind("malloc-address", "the address of a block", "内存块的地址", MallocKinds::address),
                kind("malloc-return", "what free gives back", "free 归还多少内存", MallocKinds::given),
                kind("malloc-threshold", "the mmap threshold moves", "mmap 阈值的变化", MallocKinds::threshold));
    }

    private static Kind kind(String name, String en, String zh, Kind.Maker maker) {
        return new Kind(name, Topic.MALLOC, say(en, zh), maker);
    }

    private static int size(Draft q) {
        return switch (q.dice().below(4)) {
            case 0 -> q.dice().from(1, 1000);
            case 1 -> q.dice().from(1000, 20_000);
            case 2 -> q.dice().from(20_000, 131_000);
            default -> q.dice().from(131_050, 400_000);
        };
    }

    private static void setting(Draft q) {
        q.ask(
                "glibc's malloc, one thread, 64 bits. A program has just started; its heap is empty and begins at {0}. The"
                        + " thresholds for mmap and for trimming are {1} bytes each, and when the heap grows, {2} bytes more"
                        + " are asked for than needed. It makes these calls:",
                "glibc 的 malloc，单线程，64 位。程序刚刚启动；堆为空，从 {0} 开始。mmap 阈值和 trim 阈值都是 {1} 字节；堆增长时会比需要的多申请 {2} 字节。程序进行下列调用：",
                Hexes.hex(MallocRun.HEAP),
                Malloc.MMAP_THRESHOLD,
                Malloc.TOP_PAD);
    }

    private static void chunks(Draft q) {
        q.because(
                "A block of n bytes needs a chunk of n + 8, rounded up to {0}, at least {1}; before the first block malloc"
                        + " takes a chunk of {2} bytes for itself. A chunk below the threshold comes from the heap, which"
                        + " grows in whole pages; one from the threshold on, when top has no room, gets a mapping.",
                "n 字节的块需要 n + 8 字节的 chunk，向上取整到 {0} 的倍数，至少 {1} 字节；在第一个块之前，malloc 先为自己取 {2} 字节的 chunk。小于阈值的 chunk"
                        + " 来自堆，堆按整页增长；达到阈值且 top 放不下时，单独使用 mmap。",
                Malloc.ALIGNMENT,
                Malloc.MIN_CHUNK,
                Malloc.TCACHE_CHUNK);
        q.because("Line by line:", "逐行来看：");
    }

    private static boolean how(Draft q) {
        int wanted = q.dice().below(3);
        MallocRun run = series(q);
        int answer = answer(run);
        for (int tries = 0; answer != wanted && tries < MAX_TRIES; tries++) {
            run = series(q);
            answer = answer(run);
        }
        setting(q);
        q.askCode(run.lines());
        q.ask("Which system call does the last one make?", "最后一次调用会进行哪个系统调用？");
        q.chooseInOrder(answer, say("brk", "brk"), say("mmap", "mmap"), say("none", "没有系统调用"));
        chunks(q);
        q.becauseCode(run.steps());
        return true;
    }

    private static MallocRun series(Draft q) {
        MallocRun run = new MallocRun(q.parts());
        for (int i = 0; i < q.byLevel(2, 4, 6); i++) {
            if (q.level() == 3 && run.blocks() > 1 && q.dice().oneIn(2)) {
                run.free(q.dice().oneIn(2) || run.isFree(1) ? run.blocks() : 1);
            }
            run.malloc(size(q));
        }
        return run;
    }

    private static int answer(MallocRun run) {
        return run.system().isEmpty() ? 2 : run.system().contains("mmap") ? 1 : 0;
    }

    private static boolean address(Draft q) {
        MallocRun run = new MallocRun(q.parts());
        List<Integer> live = new ArrayList<>();
        for (int i = 0; i < q.byLevel(3, 5, 7); i++) {
            if (q.level() > 1 && live.size() > 1 && q.dice().oneIn(3)) {
                run.free(live.remove(q.dice().below(live.size())));
            } else {
                run.malloc(q.level() == 3 ? q.dice().from(1, 1500) : q.dice().from(1, 9000));
                live.add(run.blocks());
            }
        }
        long address =
                run.malloc(q.level() == 3 ? q.dice().from(1, 1500) : q.dice().from(1, 9000));
        setting(q);
        q.askCode(run.lines());
        q.ask("Which address does the last block get?", "最后一个块的地址是多少？");
        q.answer(new QuizAnswer.Hex(address));
        chunks(q);
        q.becauseCode(run.steps());
        q.because(
                "A freed block of up to {0} bytes goes to the tcache and is used again for the same chunk size first, the"
                        + " last one freed first; a larger one joins its free neighbours.",
                "释放的块若不超过 {0} 字节，会进入 tcache，并优先用于相同大小的 chunk，后释放的先用；更大的块会与相邻的空闲块合并。", Malloc.TCACHE_MAX - 8);
        return true;
    }

    private static boolean given(Draft q) {
        MallocRun run = new MallocRun(q.parts());
        for (int i = 0; i < q.byLevel(2, 3, 4); i++) {
            run.malloc(
                    q.dice().oneIn(2)
                            ? q.dice().from(50_000, 131_000)
                            : q.dice().from(100_000, 500_000));
        }
        List<Integer> order = new ArrayList<>();
        for (int block = run.blocks(); block > 0; block--) {
            order.add(block);
        }
        order = q.level() == 1 ? order : q.dice().shuffled(order);
        int frees = q.dice().from(1, order.size());
        for (int i = 0; i < frees; i++) {
            run.free(order.get(i));
        }
        setting(q);
        q.askCode(run.lines());
        q.ask("How many bytes does the last call give back to the kernel?", "最后一次调用向内核归还多少字节？");
        q.answer(QuizAnswer.number(run.given(), Unit.BYTES));
        q.because(
                "A mapped block is unmapped whole, and its size becomes the new threshold (twice that for trimming). A freed"
                        + " chunk of the heap joins its free neighbours and top; if that makes {0} bytes or more, and top has at"
                        + " least the threshold for trimming, the break goes down by what top has beyond {1} bytes, in whole"
                        + " pages.",
                "mmap 得到的块整块解除映射，它的大小成为新的 mmap 阈值（trim 阈值是它的两倍）。堆中释放的 chunk 与相邻的空闲块以及 top 合并；如果合并后不小于 {0} 字节，并且 top 达到 trim"
                        + " 阈值，break 就下移，归还 top 中超出 {1} 字节的整页部分。",
                Malloc.CONSOLIDATION_THRESHOLD,
                Malloc.TOP_PAD + Malloc.MIN_CHUNK + 1);
        q.becauseCode(run.steps());
        return run.given() > 0 || q.dice().oneIn(6);
    }

    private static boolean threshold(Draft q) {
        MallocRun run = new MallocRun(q.parts());
        int mapped = 0;
        for (int i = 0; i < q.byLevel(4, 6, 8); i++) {
            run.malloc(q.dice()
                    .of(
                            q.dice().from(90_000, 131_000),
                            q.dice().from(131_100, 300_000),
                            q.dice().from(200_000, 900_000)));
            mapped += run.system().contains("mmap") ? 1 : 0;
            if (q.dice().oneIn(2)) {
                run.free(run.blocks());
            }
        }
        setting(q);
        q.askCode(run.lines());
        q.ask("How many of these calls of malloc use mmap?", "其中有多少次 malloc 调用使用了 mmap？");
        q.answer(QuizAnswer.number(mapped));
        q.because(
                "The threshold is dynamic: freeing a mapped block (the chunk and 8 bytes, in whole pages) makes its size the"
                        + " new threshold, so the next block of that size comes from the heap.",
                "阈值是动态的：释放一个 mmap 块（chunk 加 8 字节，取整到整页）之后，它的大小成为新的阈值，因此下一个同样大小的块来自堆。");
        q.becauseCode(run.steps());
        return true;
    }
}
