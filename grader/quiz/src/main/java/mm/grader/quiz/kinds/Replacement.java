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
                kind("replace-fifo", "faults of FIFO", "FIFO 的缺页次数", Policy.FIFO),
                kind("replace-lru", "faults of LRU", "LRU 的缺页次数", Policy.LRU),
                kind("replace-clock", "faults of CLOCK", "CLOCK 的缺页次数", Policy.CLOCK),
                kind("replace-opt", "faults of OPT", "OPT 的缺页次数", Policy.OPT),
                kind("replace-two-lists", "faults of Linux's two lists", "Linux 双链表的缺页次数", Policy.TWO_LISTS),
                new Kind("belady", Topic.REPLACEMENT, say("Belady's anomaly", "Belady 异常"), Replacement::belady));
    }

    private static Kind kind(String name, String en, String zh, Policy policy) {
        return new Kind(name, Topic.REPLACEMENT, say(en, zh), q -> faults(q, policy));
    }

    static Text name(Policy policy) {
        return switch (policy) {
            case FIFO -> say("FIFO: the page that has been in memory longest goes", "FIFO：在内存中时间最长的页被换出");
            case LRU -> say("LRU: the page whose last use is longest ago goes", "LRU：最近一次使用距今最久的页被换出");
            case CLOCK ->
                say(
                        "CLOCK: each use sets a page's bit, also the first; the hand goes round in the order in which pages"
                                + " came in, clears the bits it finds set, and evicts the first page without; the new page"
                                + " takes the place just passed",
                        "CLOCK：每次使用（包括第一次）都会设置该页的位；指针按页进入的顺序转动，遇到已设置的位就清除，换出第一个没有设置位的页；新页放在指针刚刚经过的位置");
            case OPT -> say("OPT: the page that is needed again last, or never, goes", "OPT：以后最晚才用到（或不再用到）的页被换出");
            case TWO_LISTS ->
                say(
                        "Linux's two lists: a new page enters the inactive list, accessed. The oldest inactive page is"
                                + " looked at: not accessed, it goes; accessed, it loses that, and gets a second chance, or"
                                + " becomes active if it had one. If the active list is longer, its (at most 32) oldest"
                                + " pages become inactive first. A page that comes back becomes active at once"
                                + " if since then, with its own eviction, no more pages were evicted or became active than there"
                                + " are active pages now",
                        "Linux 的双链表：新页进入 inactive 链表，并带有 accessed 标记。检查最旧的 inactive 页：没有 accessed 就换出；有则清除，并得到第二次机会，若已有过第二次机会则进入"
                                + " active 链表。如果 active 链表更长，先把其中最旧的页（至多 32 个）移回 inactive。若某页回来时，从它被换出起（包括它自己）被换出和进入 active 的页不多于现有的 active"
                                + " 页，则直接进入 active 链表");
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
        q.ask(
                "{0} frames, empty at first. A program uses these pages, in this order. How many page faults are there,"
                        + " with those that fill the frames? {1}.",
                "{0} 个页框，起初为空。程序依次使用下列页。一共有多少次缺页（包括填满页框的那些）？{1}。", frames, name(policy));
        q.askCode(List.of(show(string)));
        q.part(say("page faults", "缺页次数"), QuizAnswer.number(run.faults()));
        q.part(
                say("pages in memory at the end, ascending", "最后在内存中的页，升序"),
                QuizAnswer.words(run.resident().toArray()));
        q.because("The table, filled in{0}:", "逐步填表{0}：", star(policy));
        q.becauseCode(run.steps());
        return run.faults() > frames && !run.isAmbiguous();
    }

    private static Text star(Policy policy) {
        return policy == Policy.CLOCK ? say(" (a star: the bit is set)", "（星号表示位已设置）") : Text.NONE;
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
        q.ask(
                "FIFO. How many page faults does this string of pages have with {0} frames, and how many with {1}? All"
                        + " frames are empty at first.",
                "FIFO。下面的页访问串在 {0} 个页框时有多少次缺页？{1} 个页框时呢？起初所有页框为空。", frames, frames + 1);
        q.askCode(List.of(show(string)));
        q.part(say("{0} frames", "{0} 个页框", frames), QuizAnswer.number(few.faults()));
        q.part(say("{0} frames", "{0} 个页框", frames + 1), QuizAnswer.number(more.faults()));
        q.because("With {0} frames:", "{0} 个页框：", frames).becauseCode(few.steps());
        q.because("With {0} frames:", "{0} 个页框：", frames + 1).becauseCode(more.steps());
        q.because(
                wanted
                        ? "More frames, more faults: Belady's anomaly. LRU and OPT never have it."
                        : "More frames do not harm here. With FIFO they may: that is Belady's anomaly.",
                wanted ? "页框更多，缺页反而更多：这就是 Belady 异常。LRU 和 OPT 不会出现。" : "这里更多的页框没有坏处。但 FIFO 有可能：那就是 Belady 异常。");
        return true;
    }
}
