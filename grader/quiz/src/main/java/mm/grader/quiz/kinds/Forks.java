package mm.grader.quiz.kinds;

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
                new Kind("fork-copy", Topic.FAULTS, q -> play(q, false)),
                new Kind("fork-frames", Topic.FAULTS, q -> play(q, true)));
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
            q.ask("forks.a-process-p-maps-pages-of", pages);
            q.askCode(lines).answer(QuizAnswer.number(frames(all, pages)));
        } else {
            q.ask("forks.a-process-p-maps-pages-of-2", pages);
            q.askCode(lines).answer(QuizAnswer.words(answers.toArray()));
        }
        q.because("forks.fork-copies-tables-not-pages");
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
