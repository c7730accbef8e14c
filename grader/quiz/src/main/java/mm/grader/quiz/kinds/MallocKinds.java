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
                kind("malloc-call", MallocKinds::how),
                kind("malloc-address", MallocKinds::address),
                kind("malloc-return", MallocKinds::given),
                kind("malloc-threshold", MallocKinds::threshold));
    }

    private static Kind kind(String name, Kind.Maker maker) {
        return new Kind(name, Topic.MALLOC, maker);
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
                "malloc-kinds.glibc-s-malloc-one-thread-64",
                Hexes.hex(MallocRun.HEAP),
                Malloc.MMAP_THRESHOLD,
                Malloc.TOP_PAD);
    }

    private static void chunks(Draft q) {
        q.because("malloc-kinds.a-block-of-n-bytes-needs-a", Malloc.ALIGNMENT, Malloc.MIN_CHUNK, Malloc.TCACHE_CHUNK);
        q.because("malloc-kinds.line-by-line");
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
        q.ask("malloc-kinds.which-system-call-does-the");
        q.chooseInOrder(answer, say("malloc-kinds.brk"), say("malloc-kinds.mmap"), say("malloc-kinds.none"));
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
        q.ask("malloc-kinds.which-address-does-the-last");
        q.answer(new QuizAnswer.Hex(address));
        chunks(q);
        q.becauseCode(run.steps());
        q.because("malloc-kinds.a-freed-block-of-up-to-bytes", Malloc.TCACHE_MAX - 8);
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
        q.ask("malloc-kinds.how-many-bytes-does-the-last");
        q.answer(QuizAnswer.number(run.given(), Unit.BYTES));
        q.because(
                "malloc-kinds.a-mapped-block-is-unmapped",
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
        q.ask("malloc-kinds.how-many-of-these-calls-of");
        q.answer(QuizAnswer.number(mapped));
        q.because("malloc-kinds.the-threshold-is-dynamic");
        q.becauseCode(run.steps());
        return true;
    }
}
