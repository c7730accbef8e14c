package mm.grader.checks.oom;

import static mm.grader.Demand.equal;
import static mm.grader.Demand.list;
import static mm.grader.Labels.say;
import static mm.grader.checks.oom.Step1BadnessCheck.task;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import mm.grader.Check;
import mm.grader.Graded;
import mm.grader.RecordingReplay;
import mm.grader.Replays;
import mm.machine.Exercise;
import mm.machine.Parts;
import mm.oom.GroupOomKiller;
import mm.oom.GroupTask;
import mm.oom.MemoryGroup;
import mm.oom.OomTask;
import org.junit.jupiter.api.Order;

/** A container is full: who is charged, and who dies? */
@Graded(exercise = Exercise.OOM, step = 5, title = "the group's OOM killer (bonus)", bonus = true)
public class Step5GroupCheck {
    private static final long SWAP = 1000;

    @Order(1)
    @Check(
            points = 1,
            hints = {
                "Walk from the group up to the one that has none above it, and count in each.",
                "mm/page_counter.c: page_counter_charge, page_counter_uncharge.",
                "docs/09-containers.md: Who is charged"
            })
    void what_is_charged_counts_in_every_group_above(Parts parts) {
        GroupOomKiller killer = killer(parts);
        List<MemoryGroup> path = path(100, 60, 50);
        MemoryGroup api = path.get(0);
        charged(say("step5-group-check.charge-of-40-of-50"), killer.charge(api, 40), null);
        counts(say("step5-group-check.charged-after-40"), path, 40, 40, 40);
        killer.uncharge(api, 10);
        counts(say("step5-group-check.charged-after-10-back"), path, 30, 30, 30);
    }

    @Order(2)
    @Check(
            points = 1,
            hints = {
                "Ask the whole path first, from the bottom up; charge only when all have room. Exactly full is not too full.",
                "mm/page_counter.c: page_counter_try_charge; mm/memcontrol.c: try_charge_memcg.",
                "docs/09-containers.md: The limit"
            },
            requires = "what_is_charged_counts_in_every_group_above")
    void a_charge_counts_in_every_group_above_or_in_none(Parts parts) {
        GroupOomKiller killer = killer(parts);
        List<MemoryGroup> path = path(100, 60, 50);
        MemoryGroup api = path.get(0);
        MemoryGroup web = path.get(1);
        MemoryGroup top = path.get(2);
        charged(say("step5-group-check.charge-of-50-of-50"), killer.charge(api, 50), null);
        charged(say("step5-group-check.charge-of-1-to-the-full"), killer.charge(api, 1), api);
        charged(say("step5-group-check.charge-of-30-with-swap"), killer.charge(web, 30), null);
        counts(say("step5-group-check.charged-after-30"), path, 50, 80, 80);
        killer.uncharge(api, 10);
        charged(say("step5-group-check.charge-of-25-to-the-top"), killer.charge(top, 25), null);
        charged(say("step5-group-check.charge-of-6-that-the-top"), killer.charge(api, 6), top);
        charged(say("step5-group-check.charge-of-11-that-several"), killer.charge(api, 11), api);
        counts(say("step5-group-check.charged-after-refusals"), path, 40, 70, 95);
        charged(say("step5-group-check.charge-to-nobody"), killer.charge(null, 1000), null);
        killer.uncharge(null, 1000);
        charged(
                say("step5-group-check.charge-without-a-limit"),
                killer.charge(new MemoryGroup("free", null), 99),
                null);
    }

    @Order(3)
    @Check(
            points = 1,
            hints = {
                "Its limit, and what it may swap; but of that no more than there is.",
                "mm/memcontrol.c: mem_cgroup_get_max.",
                "docs/09-containers.md: What they compete for"
            },
            requires = "what_is_charged_counts_in_every_group_above")
    void members_compete_for_the_limit_and_the_swap_that_there_is(Parts parts) {
        GroupOomKiller killer = killer(parts);
        equal(say("step5-group-check.total-without-swap"), killer.totalPages(group("a", null, 700, 0), SWAP), 700);
        equal(say("step5-group-check.total-with-swap"), killer.totalPages(group("b", null, 700, 300), SWAP), 1000);
        equal(
                say("step5-group-check.total-with-little-swap"),
                killer.totalPages(group("c", null, 700, 3000), SWAP),
                1700);
        equal(
                say("step5-group-check.total-with-any-swap"),
                killer.totalPages(group("d", null, 700, MemoryGroup.UNLIMITED), 0),
                700);
    }

    @Order(4)
    @Check(
            points = 2,
            hints = {
                "Leave out who is not in the group or below it, and ask your killer with the group's pages, not the machine's.",
                "mm/oom_kill.c: select_bad_process, constrained_alloc; mm/memcontrol.c: mem_cgroup_scan_tasks.",
                "docs/09-containers.md: Who dies"
            },
            requires = "members_compete_for_the_limit_and_the_swap_that_there_is")
    void the_worst_member_dies_by_what_its_group_may_have(Parts parts) {
        GroupOomKiller killer = killer(parts);
        MemoryGroup web = group("web", null, 2000, 0);
        MemoryGroup api = group("api", web, 1000, 0);
        MemoryGroup jobs = group("jobs", null, 9000, 0);
        GroupTask large = in(jobs, 10, 9000, 1000);
        GroupTask outside = in(null, 11, 9000, 0);
        GroupTask front = in(web, 12, 500, 0);
        GroupTask back = in(api, 13, 300, 50);
        GroupTask safe = in(api, 14, 900, -1000);
        GroupTask equal = in(api, 15, 500, 0);
        chosen(
                say("step5-group-check.victim-among-members"),
                killer.select(web, List.of(large, front, back, safe, outside), SWAP),
                front);
        chosen(
                say("step5-group-check.victim-below"),
                killer.select(api, List.of(large, front, back, safe, outside), SWAP),
                back);
        chosen(
                say("step5-group-check.victim-of-equals"),
                killer.select(web, List.of(equal, large, front, outside), SWAP),
                front);
        chosen(
                say("step5-group-check.victim-in-jobs"),
                killer.select(jobs, List.of(front, large, outside), SWAP),
                large);
        chosen(
                say("step5-group-check.victim-when-nobody"),
                killer.select(api, List.of(large, front, safe), SWAP),
                null);
        GroupTask wished = in(api, 17, 300, 300);
        chosen(
                say("step5-group-check.victim-by-the-full"),
                killer.select(web, List.of(wished, in(web, 18, 700, 0)), SWAP),
                wished);
        GroupTask plain = in(api, 19, 550, 0);
        chosen(
                say("step5-group-check.victim-by-the-full-one-below"),
                killer.select(api, List.of(plain, in(api, 27, 300, 200)), SWAP),
                plain);
        web.setLimits(2000, SWAP);
        chosen(
                say("step5-group-check.victim-with-swap"),
                killer.select(web, List.of(in(web, 16, 410, 0), back), SWAP),
                back);
    }

    @Order(5)
    @Check(
            points = 2,
            hints = {
                "From the victim's group up to the one that is full: the highest that dies as one counts. Then who shares memory.",
                "mm/memcontrol.c: mem_cgroup_get_oom_group; mm/oom_kill.c: oom_kill_process, oom_kill_memcg_member.",
                "docs/09-containers.md: All or one"
            },
            requires = "what_is_charged_counts_in_every_group_above")
    void a_group_that_is_one_dies_as_one(Parts parts) {
        GroupOomKiller killer = killer(parts);
        MemoryGroup api = path(4000, 3000, 1000).get(0);
        MemoryGroup web = api.parent();
        MemoryGroup top = web.parent();
        GroupTask twin = new GroupTask(new OomTask(25, "twin", 23, 20, 20, 0, 0, 0), null);
        List<GroupTask> all = List.of(
                in(web, 20, 10, 0),
                in(api, 21, 900, 0),
                twin,
                in(api, 22, 50, -1000),
                in(api, 23, 20, 0),
                in(top, 24, 30, 0));
        GroupTask front = all.get(0);
        GroupTask victim = all.get(1);
        GroupTask back = all.get(4);
        GroupTask above = all.get(5);
        dead(say("step5-group-check.dead-alone"), killer.killed(victim, web, all), victim);
        dead(say("step5-group-check.dead-with-who-shares"), killer.killed(back, api, all), twin, back);
        api.setKilledAsOne(true);
        dead(say("step5-group-check.dead-as-one"), killer.killed(victim, web, all), victim, twin, back);
        dead(say("step5-group-check.dead-without-the-group"), killer.killed(front, web, all), front);
        top.setKilledAsOne(true);
        dead(say("step5-group-check.dead-below-the-full"), killer.killed(victim, web, all), victim, twin, back);
        dead(
                say("step5-group-check.dead-up-to-the-full"),
                killer.killed(victim, top, all),
                front,
                victim,
                twin,
                back,
                above);
    }

    @Order(6)
    @Replays("group")
    @Check(
            points = 3,
            hints = {
                "Each kill has the kernel's own table; usage is what you have charged, less what is in swap.",
                "mm/memcontrol.c: try_charge_memcg, mem_cgroup_out_of_memory.",
                "docs/formats.md: group"
            },
            requires = {
                "a_charge_counts_in_every_group_above_or_in_none",
                "the_worst_member_dies_by_what_its_group_may_have"
            })
    void all_recordings_of_groups_agree(Parts parts) {
        RecordingReplay.demandAgreement("group", parts);
    }

    private static GroupTask in(MemoryGroup group, int pid, long rss, int adj) {
        return new GroupTask(task(pid, rss, adj), group);
    }

    private static GroupOomKiller killer(Parts parts) {
        return parts.groupOomKiller(new PlainKiller());
    }

    private static MemoryGroup group(String name, MemoryGroup parent, long limit, long swapLimit) {
        MemoryGroup group = new MemoryGroup(name, parent);
        group.setLimits(limit, swapLimit);
        return group;
    }

    private static void charged(String what, MemoryGroup refused, MemoryGroup right) {
        assertThat(refused == null ? "null" : refused.name()).as(what).isEqualTo(right == null ? "null" : right.name());
    }

    private static void counts(String what, List<MemoryGroup> groups, long... right) {
        list(
                what,
                groups.stream().map(MemoryGroup::charged).toList(),
                Arrays.stream(right).boxed().toList());
    }

    private static void chosen(String what, GroupTask chosen, GroupTask right) {
        assertThat(name(chosen)).as(what).isEqualTo(name(right));
    }

    private static void dead(String what, List<GroupTask> dead, GroupTask... right) {
        List<String> names = dead == null
                ? List.of("null")
                : dead.stream().map(Step5GroupCheck::name).toList();
        list(what, names, Arrays.stream(right).map(Step5GroupCheck::name).toList());
    }

    private static String name(GroupTask task) {
        return task == null ? "null" : task.task().name();
    }

    /** Returns a group, the one above it, and the one above that; the middle one may swap 20 pages. */
    private static List<MemoryGroup> path(long ofTop, long ofWeb, long ofApi) {
        MemoryGroup top = group("top", null, ofTop, 0);
        MemoryGroup web = group("web", top, ofWeb, 20);
        return List.of(group("api", web, ofApi, 0), web, top);
    }
}
