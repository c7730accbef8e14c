package mm.grader.checks.vma;

import static mm.grader.Labels.say;
import static mm.grader.checks.vma.MallocFixture.demandAt;

import java.util.Random;
import mm.grader.Check;
import mm.grader.Graded;
import mm.grader.RecordingReplay;
import mm.grader.Replays;
import mm.machine.Exercise;
import mm.machine.Parts;
import org.junit.jupiter.api.Order;

/** Blocks freed in any order: joined, kept in bins, and found again. */
@Graded(exercise = Exercise.BRK_MMAP, step = 9, title = "any order: coalescing and bins (bonus)", bonus = true)
public class Step9BinsCheck {
    /** Frees blocks of the given sizes, each between two that stay. */
    private static long[] withHoles(MallocFixture lab, long... sizes) {
        long[] holes = new long[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            holes[i] = lab.block(sizes[i]);
            lab.block(2000);
        }
        lab.free(holes);
        return holes;
    }

    @Order(1)
    @Check(
            points = 1,
            hints = {
                "A freed chunk joins the free one before it and the free one behind it.",
                "malloc/malloc.c of glibc: _int_free, consolidate backward, consolidate forward.",
                "docs/03-malloc.md: Coalescing"
            },
            requires = "free_keeps_the_memory_for_the_next_malloc")
    void free_neighbours_become_one(Parts parts) {
        MallocFixture lab = new MallocFixture(parts);
        long[] block = {lab.block(2000), lab.block(3000), lab.block(2000), lab.block(2000)};
        lab.free(block[0], block[1]);
        long both = lab.block(4900);
        demandAt(say("step9-bins-check.malloc-4900-where-2000-and"), both, block[0]);
        lab.free(block[2], both);
        demandAt(say("step9-bins-check.malloc-6900-where-three-were"), lab.block(6900), block[0]);
    }

    @Order(2)
    @Check(
            points = 2,
            hints = {
                "Among the chunks that are large enough, the smallest is taken, and cut.",
                "malloc/malloc.c of glibc: _int_malloc, bk_nextsize; of several of one size the second is taken.",
                "docs/03-malloc.md: Bins"
            },
            requires = "free_neighbours_become_one")
    void the_chunk_that_fits_best_is_taken(Parts parts) {
        MallocFixture lab = new MallocFixture(parts);
        long[] hole = withHoles(lab, 4000, 3000, 3500);
        demandAt(say("step9-bins-check.malloc-2900-with-holes-of"), lab.block(2900), hole[1]);
        demandAt(say("step9-bins-check.malloc-then", 3400), lab.block(3400), hole[2]);
        demandAt(say("step9-bins-check.malloc-then", 3900), lab.block(3900), hole[0]);
        lab = new MallocFixture(parts);
        hole = withHoles(lab, 3000, 3000, 3000);
        lab.block(5000);
        demandAt(say("step9-bins-check.malloc-2990-with-three-holes"), lab.block(2990), hole[2]);
        demandAt(say("step9-bins-check.malloc-then", 3000), lab.block(3000), hole[1]);
        demandAt(say("step9-bins-check.malloc-then", 3000), lab.block(3000), hole[0]);
    }

    @Order(3)
    @Check(
            points = 2,
            hints = {
                "What remains of a chunk that a small request has cut is used up by the small requests that follow.",
                "malloc/malloc.c of glibc: av->last_remainder.",
                "docs/03-malloc.md: The last remainder"
            },
            requires = "free_neighbours_become_one")
    void small_requests_that_follow_each_other_lie_together(Parts parts) {
        MallocFixture lab = new MallocFixture(parts);
        long hole = withHoles(lab, 20_000, 5000)[0];
        demandAt(say("step9-bins-check.malloc-5000-exactly-one-of"), lab.block(5000), hole + 20_016 + 2016);
        demandAt(say("step9-bins-check.malloc-700-from-the-hole"), lab.block(700), hole);
        demandAt("malloc(800)", lab.block(800), hole + 720);
        demandAt("malloc(900)", lab.block(900), hole + 720 + 816);
    }

    @Order(4)
    @Check(
            points = 2,
            hints = {
                "When two blocks overlap, was a chunk left in its bin although it had been joined with a neighbour?",
                "malloc/malloc.c of glibc: unlink_chunk takes a neighbour out of its bin before it is joined.",
                "docs/03-malloc.md: Coalescing"
            },
            requires = "free_neighbours_become_one")
    void blocks_never_overlap_and_in_the_end_all_is_one(Parts parts, Random random) {
        Blocks.play(parts, random, 3000);
    }

    @Order(5)
    @Replays("malloc-c")
    @Check(
            points = 3,
            hints = {
                "List your bins before the first line that differs. In which one would glibc have found its chunk?",
                "malloc/malloc.c of glibc: _int_malloc, from the unsorted list to use_top.",
                "docs/formats.md: malloc-a..d"
            },
            requires = {"the_chunk_that_fits_best_is_taken", "small_requests_that_follow_each_other_lie_together"})
    void all_recordings_of_frees_in_any_order_agree(Parts parts) {
        RecordingReplay.demandAgreement("malloc-c", parts);
    }
}
