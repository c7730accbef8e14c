package mm.grader.checks.vma;

import static mm.grader.Demand.equal;
import static mm.grader.Labels.say;
import static mm.grader.checks.vma.VmaFixture.AREA;
import static mm.grader.checks.vma.VmaFixture.HEAP_END;
import static mm.grader.checks.vma.VmaFixture.PAGE;
import static mm.grader.checks.vma.VmaFixture.STACK;
import static mm.grader.checks.vma.VmaFixture.demand;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import mm.grader.Check;
import mm.grader.Graded;
import mm.grader.RecordingReplay;
import mm.grader.Replays;
import mm.machine.Exercise;
import mm.machine.Machine;
import mm.machine.Parts;
import mm.machine.Task;
import mm.vma.MapFlag;
import mm.vma.Mapping;
import mm.vma.Overcommit;
import mm.vma.Prot;
import org.junit.jupiter.api.Order;

/** What the machine has promised, and what it refuses to promise. */
@Graded(exercise = Exercise.BRK_MMAP, step = 11, title = "promises and their limit (bonus)", bonus = true)
public class Step11OvercommitCheck {
    private static final int READ = Prot.READ;
    private static final int BOTH = Prot.READ | Prot.WRITE;
    private static final int FIXED = MapFlag.PRIVATE | MapFlag.FIXED;
    private static final int SHARED = MapFlag.SHARED | MapFlag.FIXED;
    private static final Overcommit.Settings STRICT = Overcommit.Settings.DEFAULT.withMode(Overcommit.NEVER);

    @Order(1)
    @Check(
            points = 1,
            hints = {
                "The ratio is a share of the memory alone; swap comes on top of it, whole.",
                "mm/util.c: vm_commit_limit.",
                "docs/08-promises.md: The limit"
            })
    void the_limit_is_a_share_of_the_memory_and_all_of_the_swap(Parts parts) {
        Overcommit promises = parts.overcommit(1001, 300);
        equal(say("step11-overcommit-check.limit-at-the-start"), promises.limit(), 500 + 300);
        promises.set(STRICT.withRatio(80));
        equal(say("step11-overcommit-check.limit-of-80-percent"), promises.limit(), 800 + 300);
        promises.set(STRICT.withRatio(150));
        equal(say("step11-overcommit-check.limit-of-150-percent"), promises.limit(), 1501 + 300);
        promises.set(STRICT.withRatio(0));
        equal(say("step11-overcommit-check.limit-of-0-percent"), promises.limit(), 300);
        promises.set(STRICT.withKbytes(4003));
        equal(say("step11-overcommit-check.limit-of-4003-kb"), promises.limit(), 1000 + 300);
    }

    @Order(2)
    @Check(
            points = 2,
            hints = {
                "Mode 0 looks at one call, by itself: could it ever be kept? What is promised already plays no part.",
                "mm/util.c: __vm_enough_memory, OVERCOMMIT_GUESS.",
                "docs/08-promises.md: Mode 0"
            })
    void the_guess_refuses_a_single_charge_of_more_than_memory_and_swap(Parts parts) {
        Overcommit promises = parts.overcommit(1000, 300);
        demandCharged(say("step11-overcommit-check.charge-of-1301-of-1300"), promises.charge(1301, 0, true), false);
        equal(say("step11-overcommit-check.committed-after-a-refusal"), promises.committed(), 0);
        for (int i = 1; i <= 3; i++) {
            demandCharged(
                    say("step11-overcommit-check.charge-of-1300-of-1300", i), promises.charge(1300, 0, false), true);
        }
        equal(say("step11-overcommit-check.committed-after-three"), promises.committed(), 3900);
        promises.uncharge(1300);
        equal(say("step11-overcommit-check.committed-after-one-went"), promises.committed(), 2600);
        promises.set(promises.settings().withMode(Overcommit.ALWAYS));
        demandCharged(
                say("step11-overcommit-check.charge-when-nothing-is-refused"), promises.charge(5000, 0, false), true);
        equal(say("step11-overcommit-check.committed-in-mode-1"), promises.committed(), 7600);
    }

    @Order(3)
    @Check(
            points = 2,
            hints = {
                "The promises must stay less than what is allowed; equal is too many.",
                "mm/util.c: __vm_enough_memory: sysctl_admin_reserve_kbytes, and min_t(long, mm->total_vm / 32, reserve).",
                "docs/08-promises.md: Mode 2"
            },
            requires = "the_limit_is_a_share_of_the_memory_and_all_of_the_swap")
    void never_stays_below_the_limit_less_the_reserves(Parts parts) {
        Overcommit promises = parts.overcommit(10_000, 0);
        promises.set(STRICT.withRatio(100).withReserves(4003, 400));
        demandCharged(
                say("step11-overcommit-check.charge-just-below-the-limit"), promises.charge(9_999, 0, true), true);
        promises.uncharge(9_999);
        demandCharged(
                say("step11-overcommit-check.charge-that-reaches-the-limit"), promises.charge(10_000, 0, true), false);
        equal(say("step11-overcommit-check.committed-after-that-refusal"), promises.committed(), 0);
        demandCharged(say("step11-overcommit-check.charge-of-a-user"), promises.charge(9_000, 0, false), false);
        demandCharged(say("step11-overcommit-check.charge-of-a-user-below"), promises.charge(8_999, 31, false), true);
        demandCharged(say("step11-overcommit-check.charge-of-root-then"), promises.charge(900, 640, true), true);
        demandCharged(say("step11-overcommit-check.charge-of-a-process-of-640"), promises.charge(81, 640, true), false);
        demandCharged(
                say("step11-overcommit-check.charge-of-a-process-of-640-below"), promises.charge(80, 640, true), true);
        promises.uncharge(80);
        demandCharged(
                say("step11-overcommit-check.charge-of-a-large-process"), promises.charge(1, 1_000_000, true), false);
        promises.uncharge(1000);
        demandCharged(
                say("step11-overcommit-check.charge-of-a-large-one-below"),
                promises.charge(1000, 1_000_000, true),
                true);
        promises.set(STRICT.withRatio(50).withReserves(0, 0));
        demandCharged(say("step11-overcommit-check.charge-after-the-limit-fell"), promises.charge(1, 0, true), false);
    }

    @Order(4)
    @Check(
            points = 1,
            hints = {
                "Which pages could need a frame of their own some day? Reading a private mapping never does.",
                "mm/vma.c: accountable_mapping. mm/shmem.c: shmem_acct_size. mm/mprotect.c: mprotect_fixup.",
                "docs/08-promises.md: What counts"
            })
    void what_could_need_frames_is_charged_once(Parts parts) {
        PromiseFixture lab = new PromiseFixture(parts);
        lab.mm.mmap(AREA, 10 * PAGE, READ, FIXED);
        lab.mm.mmap(page(10), 10 * PAGE, BOTH, FIXED | MapFlag.NORESERVE);
        lab.mm.mmap(page(50), 10 * PAGE, BOTH, SHARED | MapFlag.NORESERVE);
        equal(say("step11-overcommit-check.change-by-what-is-not-counted"), lab.change(), 0);
        lab.mm.mmap(page(20), 10 * PAGE, READ, SHARED);
        equal(say("step11-overcommit-check.change-by-shared-memory"), lab.change(), 10);
        lab.mm.mmap(page(30), 10 * PAGE, BOTH, FIXED);
        equal(say("step11-overcommit-check.change-by-private-memory"), lab.change(), 20);
        lab.mm.mprotect(AREA, 4 * PAGE, BOTH);
        lab.mm.mprotect(AREA, 6 * PAGE, BOTH);
        equal(say("step11-overcommit-check.change-by-mprotect"), lab.change(), 26);
        lab.machine.access(lab.task, AREA, true);
        lab.mm.mprotect(page(10), 30 * PAGE, READ);
        equal(say("step11-overcommit-check.change-by-untouched-made-read-only"), lab.change(), 16);
        lab.mm.mprotect(AREA, 6 * PAGE, READ);
        lab.mm.mprotect(AREA, 6 * PAGE, BOTH);
        lab.mm.mprotect(page(10), 10 * PAGE, BOTH);
        equal(say("step11-overcommit-check.change-by-written-made-read-only"), lab.change(), 16);
        lab.mm.brk(HEAP_END + 3 * PAGE);
        lab.machine.access(lab.task, STACK - 2 * PAGE, false);
        equal(say("step11-overcommit-check.change-by-heap-and-stack"), lab.change(), 21);
        lab.mm.munmap(AREA, 30 * PAGE);
        lab.mm.brk(HEAP_END);
        equal(say("step11-overcommit-check.change-after-unmapping"), lab.change(), 2);
    }

    @Order(5)
    @Check(
            points = 1,
            hints = {
                "A child may write to all that its parent may: the same pages are promised a second time. Shared ones are not.",
                "kernel/fork.c and mm/mmap.c: dup_mmap charges each VM_ACCOUNT mapping. mm/vma.c: __mmap_prepare deducts nr_accounted.",
                "docs/08-promises.md: What counts"
            },
            requires = "what_could_need_frames_is_charged_once")
    void a_child_is_promised_all_again_and_a_replacement_only_the_rest(Parts parts) {
        PromiseFixture lab = new PromiseFixture(parts);
        long program = lab.promises.committed();
        lab.mm.mmap(AREA, 10 * PAGE, BOTH, FIXED);
        lab.mm.mmap(page(10), 10 * PAGE, BOTH, SHARED);
        Task child = lab.machine.fork(lab.task, "child");
        equal(say("step11-overcommit-check.change-by-fork"), lab.change(), 20 + program + 10);
        lab.mm.munmap(page(10), 10 * PAGE);
        equal(say("step11-overcommit-check.change-by-one-unmapping-of-two"), lab.change(), 20 + program + 10);
        lab.machine.exit(child);
        equal(say("step11-overcommit-check.change-after-exit"), lab.change(), 10);
        lab.mm.mmap(page(5), 10 * PAGE, BOTH, FIXED);
        equal(say("step11-overcommit-check.change-by-a-replacement"), lab.change(), 15);
        lab.mm.mmap(page(0), 10 * PAGE, READ, FIXED);
        equal(say("step11-overcommit-check.change-by-a-replacement-that-does-not-count"), lab.change(), 5);
        lab.machine.exit(lab.task);
        equal(say("step11-overcommit-check.committed-at-the-end"), lab.promises.committed(), 0);
    }

    @Order(6)
    @Check(
            points = 1,
            hints = {
                "A call that is refused changes nothing. Which answer is a refusal: of brk, of a stack, of fork?",
                "mm/vma.c: do_brk_flags, acct_stack_growth, __mmap_prepare. mm/mprotect.c: mprotect_fixup.",
                "docs/08-promises.md: Mode 2"
            },
            requires = {
                "never_stays_below_the_limit_less_the_reserves",
                "a_child_is_promised_all_again_and_a_replacement_only_the_rest"
            })
    void what_is_not_promised_is_refused_and_changes_nothing(Parts parts) {
        PromiseFixture lab = new PromiseFixture(parts);
        lab.mm.mmap(AREA, 8 * PAGE, READ, FIXED);
        lab.room(4);
        demand(say("step11-overcommit-check.mmap-of-5"), lab.mm.mmap(0, 5 * PAGE, BOTH, MapFlag.PRIVATE), "ENOMEM");
        demand(
                say("step11-overcommit-check.mmap-of-5-shared"),
                lab.mm.mmap(0, 5 * PAGE, READ, MapFlag.SHARED),
                "ENOMEM");
        int noReserve = MapFlag.PRIVATE | MapFlag.NORESERVE;
        demand(say("step11-overcommit-check.mmap-of-5-noreserve"), lab.mm.mmap(0, 5 * PAGE, BOTH, noReserve), "ENOMEM");
        demand(say("step11-overcommit-check.mprotect-of-5"), lab.mm.mprotect(AREA, 5 * PAGE, BOTH), "ENOMEM");
        equal(say("step11-overcommit-check.brk-of-5"), lab.mm.brk(HEAP_END + 5 * PAGE), HEAP_END);
        equal(
                say("step11-overcommit-check.stack-of-5"),
                lab.machine.access(lab.task, STACK - 5 * PAGE, false),
                Machine.Outcome.SIGSEGV);
        assertThat(lab.machine.fork(lab.task, "child"))
                .as(say("step11-overcommit-check.child-refused"))
                .isNull();
        equal(say("step11-overcommit-check.change-by-refusals"), lab.change(), 0);
        demand(say("step11-overcommit-check.mprotect-of-4"), lab.mm.mprotect(AREA, 4 * PAGE, BOTH), "0");
        equal(say("step11-overcommit-check.change-by-what-fits"), lab.change(), 4);
        demand(
                say("step11-overcommit-check.mmap-read-only"),
                Math.min(0, lab.mm.mmap(0, PAGE, READ, MapFlag.PRIVATE)),
                "0");
        PromiseFixture own = new PromiseFixture(
                parts,
                List.of(
                        new Mapping(VmaFixture.HEAP, HEAP_END, "rw-p", "[heap]"),
                        new Mapping(page(0), page(2), "r-xp", "[vdso]")));
        demand(say("step11-overcommit-check.mprotect-of-half-of-vdso"), own.mm.mprotect(page(0), PAGE, BOTH), "EINVAL");
        equal(say("step11-overcommit-check.change-by-what-cannot-be-split"), own.change(), 0);
    }

    @Order(7)
    @Replays("commit")
    @Check(
            points = 2,
            hints = {
                "The numbers after the bar are kB: what the call has changed since the start, and CommitLimit.",
                "mm/util.c: __vm_enough_memory; and mm/vma.c, mm/mprotect.c, mm/mmap.c, which call it.",
                "docs/formats.md: commit"
            },
            requires = "what_is_not_promised_is_refused_and_changes_nothing")
    void all_recordings_of_promises_agree(Parts parts) {
        RecordingReplay.demandAgreement("commit", parts);
    }

    private static void demandCharged(String what, boolean charged, boolean right) {
        assertThat(charged).as(what).isEqualTo(right);
    }

    private static long page(int number) {
        return VmaFixture.page(number);
    }
}
