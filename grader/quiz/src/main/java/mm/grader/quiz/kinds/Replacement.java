package mm.grader.quiz.kinds;

import static mm.grader.quiz.model.Text.say;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import mm.grader.quiz.kinds.PolicyRun.Policy;
import mm.grader.quiz.model.Draft;
import mm.grader.quiz.model.Kind;
import mm.grader.quiz.model.QuizAnswer;
import mm.grader.quiz.model.Text;
import mm.grader.quiz.model.Topic;

/** Faults of a string of pages. */
final class Replacement {
    private Replacement() {}

    static List<Kind> kinds() {
        return List.of(
                kind("replace-fifo", Policy.FIFO),
                kind("replace-lru", Policy.LRU),
                kind("replace-clock", Policy.CLOCK),
                kind("replace-opt", Policy.OPT),
                kind("replace-two-lists", Policy.TWO_LISTS),
                new Kind("belady", Topic.REPLACEMENT, Replacement::belady));
    }

    private static Kind kind(String name, Policy policy) {
        return new Kind(name, Topic.REPLACEMENT, q -> faults(q, policy));
    }

    static Text name(Policy policy) {
        return switch (policy) {
            case FIFO -> say("replacement.fifo-the-page-that-has-been");
            case LRU -> say("replacement.lru-the-page-whose-last-use");
            case CLOCK -> say("replacement.clock-each-use-sets-a-page-s");
            case OPT -> say("replacement.opt-the-page-that-is-needed");
            case TWO_LISTS -> say("replacement.linux-s-two-lists-a-new-page");
        };
    }

    static List<Integer> string(Draft q, int length, int pages) {
        List<Integer> string = new ArrayList<>();
        while (string.size() < length) {
            // half of the uses are of a page used lately, as programs do
            int page = string.size() > 3 && q.dice().oneIn(2)
                    ? string.get(string.size() - 1 - q.dice().below(4))
                    : q.dice().below(pages);
            if (string.isEmpty() || string.get(string.size() - 1) != page) {
                string.add(page);
            }
        }
        return string;
    }

    static String show(List<Integer> pages) {
        return pages.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    private static boolean faults(Draft q, Policy policy) {
        int frames = q.byLevel(3, q.dice().from(3, 4), q.dice().from(4, 5));
        List<Integer> string = string(
                q,
                q.byLevel(q.dice().from(9, 12), q.dice().from(12, 16), q.dice().from(16, 22)),
                frames + 3);
        PolicyRun run = new PolicyRun(q.parts(), policy, string, frames);
        q.ask("replacement.frames-empty-at-first-a", frames, name(policy));
        q.askCode(List.of(show(string)));
        q.part(say("replacement.page-faults"), QuizAnswer.number(run.faults()));
        q.part(
                say("replacement.pages-in-memory-at-the-end"),
                QuizAnswer.words(run.resident().toArray()));
        q.because("replacement.the-table-filled-in", star(policy));
        q.becauseCode(run.steps());
        return run.faults() > frames && !run.isAmbiguous();
    }

    private static Text star(Policy policy) {
        return policy == Policy.CLOCK ? say("replacement.a-star-the-bit-is-set") : Text.NONE;
    }

    private static boolean belady(Draft q) {
        int frames = q.byLevel(3, 3, q.dice().from(3, 4));
        List<Integer> string = new ArrayList<>();
        boolean wanted = q.dice().oneIn(2);
        int length = q.byLevel(12, 13, 16);
        while (string.size() < length) {
            string.add(q.dice().below(frames + 2));
        }
        PolicyRun few = new PolicyRun(q.parts(), Policy.FIFO, string, frames);
        PolicyRun more = new PolicyRun(q.parts(), Policy.FIFO, string, frames + 1);
        if (more.faults() > few.faults() != wanted) {
            return false;
        }
        q.ask("replacement.fifo-how-many-page-faults", frames, frames + 1);
        q.askCode(List.of(show(string)));
        q.part(say("replacement.frames", frames), QuizAnswer.number(few.faults()));
        q.part(say("replacement.frames", frames + 1), QuizAnswer.number(more.faults()));
        q.because("replacement.with-frames", frames).becauseCode(few.steps());
        q.because("replacement.with-frames", frames + 1).becauseCode(more.steps());
        q.because(wanted ? "replacement.more-frames-more-faults" : "replacement.more-frames-do-not-harm-here");
        return true;
    }
}
