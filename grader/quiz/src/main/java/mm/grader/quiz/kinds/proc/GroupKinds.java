package mm.grader.quiz.kinds.proc;

import static mm.grader.quiz.model.Text.same;

import java.util.ArrayList;
import java.util.List;
import mm.grader.quiz.model.Draft;
import mm.grader.quiz.model.Hexes;
import mm.grader.quiz.model.Kind;
import mm.grader.quiz.model.QuizAnswer;
import mm.grader.quiz.model.Text;
import mm.grader.quiz.model.Topic;
import mm.oom.GroupOomKiller;
import mm.oom.GroupTask;
import mm.oom.MemoryGroup;
import mm.oom.OomTask;

/** How much room a memory cgroup has, and who dies when it has none. */
public final class GroupKinds {
    private static final List<String> NAMES = List.of("java", "nginx", "redis", "cron", "worker", "batch", "logger");
    private static final int MACHINE = 4_000_000;

    private GroupKinds() {}

    /** Returns the kinds. */
    public static List<Kind> kinds() {
        return List.of(
                new Kind("group-room", Topic.GROUPS, GroupKinds::room),
                new Kind("group-victim", Topic.GROUPS, GroupKinds::victim));
    }

    private static boolean room(Draft q) {
        GroupOomKiller killer = q.parts().groupOomKiller(q.parts().oomKiller());
        List<MemoryGroup> path = new ArrayList<>();
        String name = "";
        for (String each : List.of("shop", "web", "api").subList(0, q.byLevel(2, 3, 3))) {
            name = name + (path.isEmpty() ? "" : "/") + each;
            MemoryGroup group = new MemoryGroup(name, path.isEmpty() ? null : path.get(path.size() - 1));
            group.setLimits(q.dice().from(300, 2000), q.level() == 3 ? q.dice().of(0, 100, 250, 400) : 0);
            path.add(group);
        }
        for (MemoryGroup group : path) {
            killer.charge(group, q.dice().from(20, 280));
        }
        MemoryGroup lowest = path.get(path.size() - 1);
        List<String> lines = new ArrayList<>();
        List<String> rooms = new ArrayList<>();
        for (MemoryGroup group : path) {
            long most = group.limit() + group.swapLimit();
            lines.add(Hexes.left(group.name(), 14) + "limit " + group.limit()
                    + (q.level() == 3 ? ", swap limit " + group.swapLimit() : "") + ", charged " + group.charged());
            rooms.add(Hexes.left(group.name(), 14) + most + " - " + group.charged() + " = " + (most - group.charged()));
        }
        long pages = 0;
        while (killer.charge(lowest, 1) == null) {
            pages++;
        }
        MemoryGroup full = killer.charge(lowest, 1);
        if (pages == 0 || (q.level() > 1 && full == lowest)) {
            return false;
        }
        q.ask("group-kinds.a-path-of-groups").askCode(lines);
        q.ask("group-kinds.how-many-pages", lowest.name());
        q.answer(QuizAnswer.number(pages));
        q.because("group-kinds.every-group-above-is-charged", full.name()).becauseCode(rooms);
        return true;
    }

    private static boolean victim(Draft q) {
        MemoryGroup web = new MemoryGroup("web", null);
        MemoryGroup api = new MemoryGroup("web/api", web);
        MemoryGroup jobs = new MemoryGroup("jobs", null);
        web.setLimits(q.dice().from(20, 90) * 100L, 0);
        List<GroupTask> tasks = new ArrayList<>();
        List<String> names = q.dice().shuffled(NAMES);
        for (int i = 0; i < q.byLevel(4, 5, 7); i++) {
            int pages = q.dice().from(50, (int) web.limit() / 3);
            int adj = q.level() == 1 || q.dice().oneIn(2) ? 0 : q.dice().of(-1000, -300, -100, 100, 200, 300);
            OomTask task = new OomTask(i + 10, names.get(i), i + 1, pages, pages, 0, 0, adj);
            tasks.add(new GroupTask(task, q.dice().of(web, web, api, jobs)));
        }
        GroupOomKiller killer = q.parts().groupOomKiller(q.parts().oomKiller());
        GroupTask victim = killer.select(web, tasks, 0);
        OomTask worst =
                q.parts().oomKiller().select(tasks.stream().map(GroupTask::task).toList(), MACHINE);
        if (victim == null || victim.task().equals(worst) || (q.level() > 1 && victim.group() == web)) {
            return false;
        }
        List<String> lines = new ArrayList<>(List.of("group      pages  oom_score_adj  name"));
        List<String> sums = new ArrayList<>();
        List<Text> options = new ArrayList<>();
        for (GroupTask each : tasks) {
            lines.add(Hexes.left(each.group().name(), 8)
                    + Hexes.right(each.task().rss(), 8)
                    + Hexes.right(each.task().oomScoreAdj(), 15)
                    + "  " + each.task().name());
            options.add(same(each.task().name()));
            boolean isMember = each.group() != jobs;
            boolean isSafe = each.task().oomScoreAdj() == OomTask.OOM_SCORE_ADJ_MIN;
            long badness = each.task().rss() + each.task().oomScoreAdj() * (web.limit() / 1000);
            sums.add(Hexes.left(each.task().name(), 8) + (isMember && !isSafe ? " " + badness : " -"));
        }
        q.ask("group-kinds.web-is-full", web.limit(), MACHINE).askCode(lines);
        q.chooseInOrder(tasks.indexOf(victim), options.toArray(Text[]::new));
        q.because("group-kinds.members-by-what-the-group-may-have", web.limit(), web.limit() / 1000);
        q.becauseCode(sums);
        return true;
    }
}
