package mm.grader.quiz.kinds;

import static mm.grader.quiz.model.Text.say;

import java.util.List;
import mm.grader.quiz.kinds.PolicyRun.Policy;
import mm.grader.quiz.model.Draft;
import mm.grader.quiz.model.Kind;
import mm.grader.quiz.model.QuizAnswer;
import mm.grader.quiz.model.Topic;

/** Which pages go next. */
final class Victims {
    private Victims() {}

    static List<Kind> kinds() {
        return List.of(
                new Kind("next-victims", Topic.REPLACEMENT, say("which pages go next", "接下来换出哪些页"), Victims::next));
    }

    private static boolean next(Draft q) {
        Policy policy = q.level() == 1
                ? q.dice().of(Policy.FIFO, Policy.LRU)
                : q.level() == 2 ? Policy.CLOCK : Policy.TWO_LISTS;
        int frames = q.dice().from(4, 6);
        List<Integer> string = Replacement.string(q, q.byLevel(8, 10, 12), frames + 2);
        PolicyRun run = new PolicyRun(q.parts(), policy, string, frames);
        List<Integer> order = run.nextVictims();
        int count = Math.min(order.size() - 1, 3);
        if (count < 3 || order.equals(run.resident()) || (policy == Policy.CLOCK && isPlain(run.ring()))) {
            return false;
        }
        if (policy == Policy.CLOCK) {
            q.ask(
                    "The pages in memory are in this order from the clock's hand on; a bit that is set is marked, by A in"
                            + " the picture, by a star in text. {0}. Now {1} more frames are needed, one after the other, and no page is used any"
                            + " more. Which {1} pages go, in their order?",
                    "内存中的页从指针开始依次如下；已设置的位有标记：图中为 A，文字中为星号。{0}。现在接连还需要 {1} 个页框，期间不再使用任何页。依次换出哪 {1} 个页？",
                    Replacement.name(policy),
                    count);
            List<String> ring = List.of(run.ring());
            q.askPicture(Drawings.ring(q, run.ring()), say("pages from the hand on", "从指针开始的页"), ring);
        } else {
            q.ask(
                    "{0} frames, empty at first; a program uses these pages, in this order. {1}. Then {2} more frames are"
                            + " needed, one after the other, and no page is used any more. Which {2} pages go, in their"
                            + " order?",
                    "{0} 个页框，起初为空；程序依次使用下列页。{1}。随后接连还需要 {2} 个页框，期间不再使用任何页。依次换出哪 {2} 个页？",
                    frames,
                    Replacement.name(policy),
                    count);
            q.askCode(List.of(Replacement.show(string)));
        }
        q.answer(QuizAnswer.words(order.subList(0, count).toArray()));
        if (policy == Policy.CLOCK) {
            q.because(
                    "The hand clears each bit it finds set and goes on; it evicts the first page without one.",
                    "指针遇到已设置的位就清除并继续；换出第一个没有设置位的页。");
        } else {
            q.because("The string, step by step:", "逐步来看：").becauseCode(run.steps());
        }
        q.because("From then on all pages go in this order: {0}.", "此后所有页按这个顺序换出：{0}。", Replacement.show(order));
        return true;
    }

    /** Tells whether all bits of a ring are equal: then its order is the answer. */
    private static boolean isPlain(String ring) {
        long set = ring.chars().filter(c -> c == '*').count();
        return set == 0 || set == ring.split(" ").length;
    }
}
