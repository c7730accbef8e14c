package mm.grader.quiz.kinds;

import static mm.grader.quiz.model.Text.say;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import mm.grader.quiz.model.Draft;
import mm.grader.quiz.model.Hexes;
import mm.grader.quiz.model.Kind;
import mm.grader.quiz.model.QuizAnswer;
import mm.grader.quiz.model.Topic;
import mm.machine.PhysicalMemory;
import mm.vma.MapFlag;
import mm.vma.Prot;

/** Fork, and who copies. */
final class Forks {
    private static final long BASE = 0x1000_0000L;

    private Forks() {}

    static List<Kind> kinds() {
        return List.of(
                new Kind("fork-copy", Topic.FAULTS, say("who copies after fork", "fork 之后谁复制"), q -> play(q, false)),
                new Kind(
                        "fork-frames",
                        Topic.FAULTS,
                        say("how much memory fork costs", "fork 之后占用多少内存"),
                        q -> play(q, true)));
    }

    private static boolean play(Draft q, boolean askFrames) {
        Process parent = new Process(q.parts());
        int pages = q.dice().from(2, askFrames ? 9 : 3);
        parent.map(BASE, pages * 4096L, Prot.READ | Prot.WRITE, MapFlag.FIXED);
        List<String> lines = new ArrayList<>();
        List<String> steps = new ArrayList<>();
        List<String> answers = new ArrayList<>();
        lines.add("P: write pages 0 to " + (pages - 1));
        for (int page = 0; page < pages; page++) {
            parent.access(BASE + page * 4096L, true);
        }
        List<Process> all = new ArrayList<>(List.of(parent));
        String names = "PCD";
        int forks = q.level() == 3 ? 2 : 1;
        for (int i = 0; i < q.byLevel(4, 6, 9) + (askFrames ? 3 : 0); i++) {
            if (i == 0 || (forks == 2 && i == 3)) {
                all.add(new Process(parent.machine(), parent.machine().fork(parent.task(), "child")));
                lines.add("P: fork " + names.charAt(all.size() - 1));
                steps.add("P: fork " + names.charAt(all.size() - 1));
                continue;
            }
            int who = q.dice().below(all.size());
            Process process = all.get(who);
            if (q.level() > 1 && who > 0 && q.dice().oneIn(7) && process != null) {
                process.machine().exit(process.task());
                all.set(who, null);
                lines.add(names.charAt(who) + ": exit");
                steps.add(names.charAt(who) + ": exit");
                continue;
            }
            if (process == null) {
                continue;
            }
            long page = q.dice().below(pages);
            String line = names.charAt(who) + ": write page " + page;
            int frame = process.frame(BASE + page * 4096L);
            String fault = process.fault(BASE + page * 4096L, true);
            String did =
                    fault.equals("none") ? "none" : process.frame(BASE + page * 4096L) == frame ? "same" : "copied";
            lines.add(line + (askFrames ? "" : "  (" + (answers.size() + 1) + ")"));
            steps.add(Hexes.left(line, 18) + "  " + did + ", frames of these pages: " + frames(all, pages));
            answers.add(did);
        }
        if (askFrames) {
            q.ask(
                    "A process P maps {0} pages of private anonymous memory. Then this happens (C and D are children). How"
                            + " many frames do these {0} pages take at the end, in all processes together?",
                    "进程 P 映射了 {0} 页私有匿名内存。随后依次发生下面的事情（C 和 D 是子进程）。最后，在所有进程中，这 {0} 页一共占用多少个页框？", pages);
            q.askCode(lines).answer(QuizAnswer.number(frames(all, pages)));
        } else {
            q.ask(
                    "A process P maps {0} pages of private anonymous memory. Then this happens (C and D are children). What"
                            + " does each numbered write do: is the page copied, is it the same page made writable again"
                            + " after a fault (same), or is there no fault (none)? Answer with copied, same or none, in"
                            + " their order.",
                    "进程 P 映射了 {0} 页私有匿名内存。随后依次发生下面的事情（C 和 D 是子进程）。每个编号的写操作做了什么：复制了该页（copied），缺页后同一页重新变为可写（same），还是没有缺页（none）？按顺序回答"
                            + " copied、same 或 none。",
                    pages);
            q.askCode(lines).answer(QuizAnswer.words(answers.toArray()));
        }
        q.because(
                "Fork copies tables, not pages, and takes the right to write on both sides. A write to a page that others"
                        + " map, too, copies it; the last one who maps it gets it back without a copy; after that, and"
                        + " after a copy, its owner writes without a fault.",
                "fork 只复制页表，不复制页，并且去掉双方的写权限。写一个别人也映射着的页会复制它；最后一个映射它的进程不必复制就能重新写；之后，以及复制之后，所有者写它不再缺页。");
        q.becauseCode(steps);
        return answers.size() > 2
                && (askFrames
                        ? frames(all, pages) > pages
                        : answers.stream().distinct().count() > 1);
    }

    private static int frames(List<Process> all, int pages) {
        Set<Integer> frames = new HashSet<>();
        for (Process process : all) {
            for (int page = 0; page < pages && process != null; page++) {
                frames.add(process.frame(BASE + page * 4096L));
            }
        }
        frames.remove(PhysicalMemory.NO_FRAME);
        return frames.size();
    }
}
