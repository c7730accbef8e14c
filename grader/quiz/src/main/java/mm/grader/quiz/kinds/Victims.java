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
        return List.of(new Kind("next-victims", Topic.REPLACEMENT, Victims::next));
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
            q.ask("victims.the-pages-in-memory-are-in", Replacement.name(policy), count);
            List<String> ring = List.of(run.ring());
            q.askPicture(Drawings.ring(q, run.ring()), say("victims.pages-from-the-hand-on"), ring);
        } else {
            q.ask("victims.frames-empty-at-first-a", frames, Replacement.name(policy), count);
            q.askCode(List.of(Replacement.show(string)));
        }
        q.answer(QuizAnswer.words(order.subList(0, count).toArray()));
        if (policy == Policy.CLOCK) {
            q.because("victims.the-hand-clears-each-bit-it");
        } else {
            q.because("victims.the-string-step-by-step").becauseCode(run.steps());
        }
        q.because("victims.from-then-on-all-pages-go-in", Replacement.show(order));
        return true;
    }

    /** Tells whether all bits of a ring are equal: then its order is the answer. */
    private static boolean isPlain(String ring) {
        long set = ring.chars().filter(c -> c == '*').count();
        return set == 0 || set == ring.split(" ").length;
    }
}
