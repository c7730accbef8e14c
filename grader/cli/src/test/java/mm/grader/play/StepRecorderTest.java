package mm.grader.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mm.grader.LoadedParts;
import mm.grader.kit.KitHome;
import mm.grader.picture.Words;
import mm.grader.play.watch.WatchedMmu;
import mm.grader.play.watch.WatchedPolicy;
import mm.lru.ReplacementPolicy;
import mm.machine.Exercise;
import mm.machine.Machine;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.mmu.Mmu;
import mm.mmu.PageFault;
import mm.script.Script;
import mm.script.Scripts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code -Dmm.pages=all} records more scripts. */
final class StepRecorderTest {
    private static final Words WORDS = Words.english();

    private static final boolean ALL = "all".equals(System.getProperty("mm.pages"));

    private static boolean isSample(Path file) {
        return file.toString().matches(".*(thrashing.mm|oom-1.txt|malloc-a-1.txt)");
    }

    static Parts reference() {
        return new LoadedParts(KitHome.reference());
    }

    static Path recording(String name) {
        return KitHome.root().resolve("grader/checks/src/main/resources/mm/grader/recordings/" + name);
    }

    /** Returns how a machine reclaims memory, or null if it does not. */
    static mm.machine.Reclaim reclaimOf(Machine machine) {
        return machine.reclaim().isOn() ? machine.reclaim() : null;
    }

    static List<Step> record(Script script, Parts parts, int most) {
        List<Step> steps = new ArrayList<>();
        StepRecorder.record(script, parts, WORDS, most, Throwable::toString, steps::add);
        return steps;
    }

    static Stream<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.list(KitHome.root().resolve("docs/scripts"))) {
            // lesson.mm has 470 thousand frames, and each of its steps counts them all
            List<Path> scripts =
                    new ArrayList<>(files.filter(file -> file.toString().endsWith(".mm") && !file.endsWith("lesson.mm"))
                            .sorted()
                            .toList());
            Stream.of("cow-2", "oom-1", "malloc-a-1", "layout-1", "faults-2", "status-3", "stack-1", "limits-1")
                    .map(name -> recording(name + ".txt"))
                    .forEach(scripts::add);
            return ALL ? scripts.stream() : scripts.stream().filter(StepRecorderTest::isSample);
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void a_recorded_script_says_what_it_says_unwatched_and_the_reference_surprises_nobody(Path file) {
        Script script = Script.read(file);
        List<Step> steps = record(script, reference(), Integer.MAX_VALUE);
        List<String> whole = new ArrayList<>();
        for (Step step : steps) {
            if (!step.text().contains(" · ") && !step.text().equals(WORDS.say("step.start"))) {
                whole.add(step.text());
            }
            whole.addAll(step.output());
        }
        whole.removeIf(String::isBlank);
        List<String> transcript = Scripts.run(script, reference()).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        assertThat(whole.subList(0, transcript.size())).isEqualTo(transcript); // remarks may follow
        assertThat(steps).noneMatch(step -> step.description().contains("Careful"));
    }

    @Test
    void a_first_touch_is_a_fault_told_in_full_and_a_second_one_is_none() {
        Script script = Script.of("first", """
                machine 4M
                start a
                map a b 4K
                touch a b
                touch a b
                exit a
                """);
        List<Step> steps = record(script, reference(), 100);
        Step first = steps.get(3);
        assertThat(first.events()).containsExactly(StepEvent.MINOR);
        assertThat(first.line()).isEqualTo(4);
        assertThat(first.description())
                .contains(
                        "a writes 0x7ffff7ffe000 (b)",
                        "the walk stops at the PGD, entry 255, where the bit present (P)")
                .contains("page fault, not present, write, user mode", "First touch: the kernel takes a frame of zeros")
                .contains("Page tables made on the way: 3, in frames", "the walk reads 4 entries and finds frame")
                .contains("page tables +3", "a +1");
        assertThat(first.pictures().keySet())
                .containsExactlyInAnyOrder("space@a", "tables@a", "tlb", "touched", "frames", "tasks");
        assertThat(first.pictures().get("tables@a").description()).contains("PTE[510] frame");
        assertThat(steps.get(4).events()).isEmpty();
        assertThat(steps.get(4).description()).contains("The TLB knows the page");
        assertThat(steps.get(5).description()).contains("Ended: a");
        assertThat(steps.get(5).pictures()).doesNotContainKey("space@a");
    }

    @Test
    void an_access_that_is_refused_is_marked_as_such() {
        Script script = Script.read(recording("faults-1.txt"));
        List<Step> refused = record(script, reference(), 60).stream()
                .filter(step -> step.events().contains(StepEvent.SIGSEGV))
                .toList();
        assertThat(refused).isNotEmpty().allMatch(step -> step.text().endsWith("SIGSEGV"));
    }

    @Test
    void a_kill_is_a_step_of_its_own_with_everybodys_badness() {
        List<Step> kills = record(Script.read(recording("oom-1.txt")), reference(), Integer.MAX_VALUE).stream()
                .filter(step -> step.events().contains(StepEvent.OOM))
                .toList();
        assertThat(kills)
                .isNotEmpty()
                .allMatch(step -> step.pictures().get("badness").svg().contains("✗ killed"));
        List<Step> steps =
                record(Script.read(KitHome.root().resolve("docs/scripts/leak-oom.mm")), reference(), Integer.MAX_VALUE);
        Step kill = steps.stream()
                .filter(step -> step.events().contains(StepEvent.OOM))
                .findFirst()
                .orElseThrow();
        assertThat(kill.description())
                .contains("The killer compares the badness of all processes")
                .contains("database: 6158 = RSS 6144 + swap 0 + tables 14, and 0 for oom_score_adj 0")
                .contains("The greatest is that of database: it is killed");
        assertThat(kill.pictures()).as("the machine as it was when it chose").containsKey("space@database");
    }

    @Test
    void a_tlb_that_is_not_told_is_noticed() {
        Parts forgetful = reference().watching((contract, exercise, part) -> part);
        Mmu[] made = new Mmu[1];
        PhysicalMemory memory = new PhysicalMemory(64);
        Machine machine = new Machine(
                forgetful.watching((contract, exercise, part) -> {
                    if (contract == Mmu.class) {
                        made[0] = new WatchedMmu(new DeafMmu((Mmu) part));
                        return made[0];
                    }
                    return part;
                }),
                memory);
        WatchedMmu watched = (WatchedMmu) made[0];
        watched.watch(mm.machine.Processor.X86_64, memory, () -> 0, () -> {});
        var task = machine.exec("a", List.of(), 0x601000);
        long page = task.mm().mmap(0, 4096, 3, 2 | 0x20);
        machine.access(task, page, true);
        assertThat(watched.surprises()).isZero();
        watched.invalidatePage(task.mm().asid(), page);
        watched.translate(page, PageFault.USER);
        assertThat(watched.surprises()).isEqualTo(1);
    }

    /** An MMU that nobody can tell anything. */
    private record DeafMmu(Mmu mmu) implements Mmu {
        @Override
        public void activate(int root, int asid) {
            mmu.activate(root, asid);
        }

        @Override
        public long translate(long address, int access) {
            return mmu.translate(address, access);
        }

        @Override
        public void invalidatePage(int asid, long address) {}

        @Override
        public void invalidateRange(int asid, long start, long end) {}

        @Override
        public void invalidateAsid(int asid) {}

        @Override
        public void invalidateAll() {}

        @Override
        public long tlbHits() {
            return mmu.tlbHits();
        }

        @Override
        public long tlbMisses() {
            return mmu.tlbMisses();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TWO_LISTS", "CLOCK", "LRU"})
    void the_model_of_a_policy_evicts_what_the_reference_evicts(String kind) {
        ReplacementPolicy policy = reference().replacementPolicy(mm.lru.PolicyKind.valueOf(kind), 200);
        WatchedPolicy watched = new WatchedPolicy(policy);
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            int page = random.nextInt(200);
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    if (random.nextInt(20) == 0) {
                        watched.gatherCounters();
                        watched.reclaim(1 + page % ReplacementPolicy.BATCH, gone -> {});
                    }
                    if (!watched.contains(page)) {
                        watched.insert(page);
                    }
                }
                case 2 -> watched.touch(page);
                case 3 -> watched.evict();
                case 4 -> {
                    if (random.nextInt(8) == 0) {
                        watched.evict(page);
                    }
                }
                default -> {
                    if (random.nextInt(8) == 0) {
                        watched.remove(page);
                    } else if (kind.equals("TWO_LISTS") && random.nextInt(4) == 0) {
                        watched.cold(page);
                    }
                }
            }
            if (i % 97 == 0) {
                assertThat(watched.takeSurprise()).as("after %d calls", i).isEmpty();
                assertThat(watched.model().list(false).size()
                                + watched.model().list(true).size())
                        .isEqualTo(watched.size());
            }
        }
        assertThat(watched.takeEvicted()).hasSizeGreaterThan(1000);
    }

    @Test
    void a_policy_that_evicts_another_page_than_the_contract_says_is_noticed() {
        WatchedPolicy watched = new WatchedPolicy(new TwoLists());
        watched.insert(3);
        watched.insert(4);
        assertThat(watched.evict()).isEqualTo(4);
        assertThat(watched.takeSurprise()).isEqualTo("4 3");
    }

    /** A policy of the name, which takes the youngest page. */
    private static final class TwoLists implements ReplacementPolicy {
        private final List<Integer> pages = new ArrayList<>();

        @Override
        public void insert(int page) {
            pages.add(page);
        }

        @Override
        public boolean touch(int page) {
            return pages.contains(page);
        }

        @Override
        public int evict() {
            return pages.remove(pages.size() - 1);
        }

        @Override
        public void evict(int page) {
            pages.remove((Integer) page);
        }

        @Override
        public void cold(int page) {}

        @Override
        public void remove(int page) {
            pages.remove((Integer) page);
        }

        @Override
        public boolean contains(int page) {
            return pages.contains(page);
        }

        @Override
        public int size() {
            return pages.size();
        }
    }

    @Test
    void a_part_that_throws_ends_the_recording_with_its_reason() {
        Parts broken = reference().with(Exercise.MMU, new LoadedParts(ClassLoader.getSystemClassLoader()));
        List<Step> steps = record(Script.read(recording("cow-1.txt")), broken, 100);
        assertThat(steps).hasSize(1);
        assertThat(steps.get(0).text()).contains("stopped here").contains("mm.mmu.TlbMmu is missing");
    }

    @Test
    void letters_outside_the_basic_plane_are_kept_whole() {
        String name = "\ud83d\ude00".repeat(60);
        Script script = Script.of("faces", "machine 4M\nstart %1$s\nmap %1$s a 4K\n".formatted(name));
        PlayPage page =
                PlayPage.of(script, reference(), WORDS, new PlayPage.Options("faces", 10, "", Throwable::toString));
        assertThat(page.end().steps()).isEqualTo(3);
        assertThat(record(script, reference(), 10)
                        .get(2)
                        .pictures()
                        .get("tasks")
                        .svg())
                .contains("…")
                .doesNotContain("\ufffd");
    }

    @Test
    void a_broken_script_is_refused_with_its_line() {
        Script script = Script.of("broken.mm", "machine 4M\nstart a\ndance a\n");
        assertThatThrownBy(() -> record(script, reference(), 100)).hasMessageContaining("broken.mm:3");
    }

    @Test
    void an_event_inside_a_line_is_a_step_of_its_own_and_says_why() {
        List<Step> fork = record(Script.read(KitHome.root().resolve("docs/scripts/fork.mm")), reference(), 100);
        Step copy = first(fork, StepEvent.COPY);
        assertThat(copy.description())
                .containsPattern("Copy-on-write: the page is read-only since fork shares frame \\d+ \\(2 owners\\). "
                        + "The kernel copies it to frame \\d+; owners of frame \\d+ now: 1.");
        assertThat(first(fork, StepEvent.REUSE).description()).contains("nobody else maps frame", "without a copy");
        Step zero = first(
                record(Script.read(KitHome.root().resolve("docs/scripts/first-touch.mm")), reference(), 100),
                StepEvent.ZERO);
        assertThat(zero.description())
                .contains("maps the shared zero page, read-only. The page itself costs no frame")
                .contains("Frames: page tables +3 (frames ", "). Free: 16382 before, 16379 now.");
        List<Step> swapping = record(Script.of("swapping", """
                machine 2M swap 4M
                start a
                map a heap 3M
                touch a heap
                look a heap 4K
                """), reference(), 100);
        assertThat(first(swapping, StepEvent.RECLAIM).text()).startsWith("touch a heap · access ");
        assertThat(first(swapping, StepEvent.RECLAIM).description())
                .contains("Reclaim looks at the oldest pages", "Evicted: ", "Written to the swap device: ");
        assertThat(first(swapping, StepEvent.SWAP_IN).description())
                .contains("the page is read from the swap device into");
        Step stack = first(record(Script.read(recording("stack-1.txt")), reference(), 1000), StepEvent.STACK);
        assertThat(stack.description()).contains("an access just below it is taken for a push");
    }

    private static Step first(List<Step> steps, StepEvent event) {
        return steps.stream()
                .filter(step -> step.events().contains(event))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no step has " + event));
    }

    static Stream<Path> mallocRecordings() throws IOException {
        try (Stream<Path> files = Files.list(recording("malloc-a-1.txt").getParent())) {
            return files.filter(file -> file.getFileName().toString().startsWith("malloc-")).sorted().toList().stream();
        }
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("mallocRecordings")
    void the_model_of_the_heap_gives_the_addresses_that_glibc_gave(Path file) {
        List<Step> steps = record(Script.read(file), reference(), Integer.MAX_VALUE);
        assertThat(steps.stream()
                        .filter(step -> step.description().contains("Careful"))
                        .map(step -> step.text() + ": " + step.description()))
                .isEmpty();
        assertThat(steps.subList(1, steps.size()))
                .allMatch(step ->
                        step.pictures().containsKey("heap") && step.pictures().containsKey("bins"));
    }

    @Test
    void the_numbers_of_a_line_are_explained_with_their_sum() {
        List<Step> steps = record(Script.of("sums", """
                machine 64M swap 16M
                start init
                start a
                map a heap 4M
                touch a heap
                adj a 100
                score a
                free
                """), reference(), 100);
        Step score = steps.get(steps.size() - 2);
        String answer = score.text().substring(score.text().lastIndexOf(' ') + 1);
        assertThat(score.description())
                .contains("badness = RSS 1024 + swap 0 + tables ", " + oom_score_adj 100 × (20480 pages / 1000)")
                .contains(" × 2 / 3 = " + answer + ",");
        assertThat(steps.get(steps.size() - 1).description()).contains("used = total 65536 − available ");
    }

    @Test
    void a_mapping_bears_the_name_and_the_file_that_the_script_gave_it() {
        List<Step> steps = record(Script.of("names", """
                machine 4M
                start a
                map a lib 8K file /lib/libc
                map a buffers 8K shared
                fork a b
                """), reference(), 100);
        String child = steps.get(4).pictures().get("space@b").description();
        assertThat(child).contains("lib (file /lib/libc)", "buffers (shared memory)");
    }

    @Test
    void two_machines_are_shown_side_by_side_from_where_they_differ() {
        Script script = Script.of("two", """
                machine 4M
                start init
                start a
                map a heap 64K
                touch a heap
                score a
                """);
        Parts other = otherScores();
        ReferenceSteps reference = new ReferenceSteps(script, reference(), WORDS, 100);
        List<Step> pairs = new ArrayList<>();
        record(script, other, 100).forEach(step -> pairs.add(reference.pairOf(step)));
        assertThat(pairs.get(0)).as("the machine alone").isNull();
        Step last = pairs.get(pairs.size() - 1);
        assertThat(last.text()).startsWith("score a -> oom_score 6");
        PlayPage same = PlayPage.beside(
                script, reference(), reference(), WORDS, new PlayPage.Options("two", 100, "", Throwable::toString));
        assertThat(same.end().stopped()).isEmpty();
    }

    /** Returns the reference with an OOM killer whose scores are all alike. */
    static Parts otherScores() {
        return reference()
                .watching((contract, exercise, part) ->
                        contract == mm.oom.OomKiller.class ? new Stubborn((mm.oom.OomKiller) part) : part);
    }

    /** A killer whose scores are all alike. */
    private record Stubborn(mm.oom.OomKiller killer) implements mm.oom.OomKiller {
        @Override
        public long badness(mm.oom.OomTask task, long totalPages) {
            return killer.badness(task, totalPages);
        }

        @Override
        public int oomScore(mm.oom.OomTask task, long totalPages) {
            return 42;
        }

        @Override
        public mm.oom.OomTask select(List<mm.oom.OomTask> tasks, long totalPages) {
            return killer.select(tasks, totalPages);
        }

        @Override
        public List<mm.oom.OomTask> killed(mm.oom.OomTask victim, List<mm.oom.OomTask> tasks) {
            return killer.killed(victim, tasks);
        }
    }

    static Stream<String> longScripts() {
        Random random = new Random(1);
        StringBuilder calls = new StringBuilder();
        List<String> head = Script.read(recording("cow-1.txt")).lines().stream()
                .takeWhile(line -> !line.startsWith("A:"))
                .toList();
        head.forEach(line -> calls.append(line).append('\n'));
        for (int i = 0; i < 999; i++) {
            long address = 0x10000000L + random.nextInt(64) * 0x1000L;
            calls.append("A: ")
                    .append(
                            switch (random.nextInt(6)) {
                                case 0 ->
                                    "mmap 0x%x 0x%x rw- fixed".formatted(address, 0x1000 * (1 + random.nextInt(16)));
                                case 1 -> "munmap 0x%x 0x%x".formatted(address, 0x1000 * (1 + random.nextInt(4)));
                                case 2 ->
                                    "mprotect 0x%x 0x2000 %s".formatted(address, random.nextBoolean() ? "r--" : "rw-");
                                case 3 -> "read 0x%x".formatted(address);
                                default -> "write 0x%x".formatted(address);
                            })
                    .append(" -> ?\n");
        }
        StringBuilder machine = new StringBuilder("machine 4M swap 8M\nstart init\nstart a\nstart b\nstart c\n");
        for (String task : List.of("a", "b", "c")) {
            machine.append("map %1$s heap 3M\n".formatted(task));
        }
        for (int i = 8; i < 1000; i++) {
            String task = List.of("a", "b", "c").get(random.nextInt(3));
            machine.append(
                    switch (random.nextInt(8)) {
                        case 0 -> "read /var/log/%d 64K\n".formatted(random.nextInt(9));
                        case 1 -> "adj %s %d\n".formatted(task, random.nextInt(300));
                        case 2 -> "look %s heap 4K %dK\n".formatted(task, 4 * random.nextInt(768));
                        default -> "touch %s heap 4K %dK\n".formatted(task, 4 * random.nextInt(768));
                    });
        }
        return ALL ? Stream.of(machine.toString(), calls.toString()) : Stream.of(machine.toString());
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("longScripts")
    void a_page_of_a_thousand_steps_is_smaller_than_a_megabyte(String text) {
        int steps = ALL ? 1000 : 200;
        PlayPage page = PlayPage.of(
                Script.of("long", text),
                reference(),
                WORDS,
                new PlayPage.Options("long", steps, "", Throwable::toString));
        assertThat(page.end().stopped()).isEmpty();
        assertThat(page.end().steps()).isBetween(steps - 10, steps);
        int bytes = page.html().getBytes(StandardCharsets.UTF_8).length;
        assertThat(bytes).isLessThan(40_000 + 960 * steps); // the page's own program, and its steps
    }

    @Test
    void what_changes_between_two_lists_puts_one_together_from_the_other() {
        Random random = new Random(3);
        for (int round = 0; round < 500; round++) {
            int[] old = random.ints(random.nextInt(12), 0, 4).toArray();
            int[] now = random.ints(random.nextInt(12), 0, 4).toArray();
            List<Integer> change = StepEncoder.change(old, now);
            List<Integer> made = new ArrayList<>();
            int from = 0;
            for (int i = 0; i < change.size(); i += 3 + change.get(i + 2)) {
                for (; from < change.get(i); from++) {
                    made.add(old[from]);
                }
                made.addAll(change.subList(i + 3, i + 3 + change.get(i + 2)));
                from += change.get(i + 1);
            }
            for (; from < old.length; from++) {
                made.add(old[from]);
            }
            assertThat(made).isEqualTo(java.util.Arrays.stream(now).boxed().collect(Collectors.toList()));
        }
    }
}
