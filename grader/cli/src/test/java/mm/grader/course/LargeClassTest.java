package mm.grader.course;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mm.grader.cli.Mm;
import mm.grader.course.handin.Shard;
import mm.grader.course.roster.Names;
import mm.grader.kit.FileTrees;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Merging a class and making its pages grow with its size and no faster. {@code -Dmm.large=3000} makes it as large as the
 * largest courses, as CI does at night. What is compared is what a run allocates, which no other program can disturb;
 * seconds are printed.
 */
@Tag("slow")
final class LargeClassTest {
    private static final int STUDENTS = Integer.getInteger("mm.large", 320);
    private static final int SHARDS = 4;

    @TempDir
    private Path folder;

    /** One hand-in is graded, and becomes that of many. */
    private List<String> shards(int students) throws IOException {
        Path submissions = folder.resolve("submissions");
        if (!Files.exists(submissions)) {
            FakeCourse.handIn(submissions, "one", 60);
            new FakeCourse(0).run(submissions, folder.resolve("one"), FakeCourse.BOOK);
        }
        Store from = Store.of(folder.resolve("one"));
        Result one = from.read("one").orElseThrow();
        Map<String, byte[]> reports = from.reports(one);
        StringBuilder roster = new StringBuilder("student,group\n");
        StringBuilder times = new StringBuilder();
        List<String> folders = new ArrayList<>();
        for (int shard = 1; shard <= SHARDS; shard++) {
            Path place = folder.resolve(students + "-shard-" + shard);
            folders.add(place.toString());
            List<String> names = new ArrayList<>();
            try (Store store = Store.open(place)) {
                for (int i = shard - 1; i < students; i += SHARDS) {
                    String name = "student%05d".formatted(i);
                    names.add(name);
                    store.write(one.of(name), reports);
                    roster.append(i % 10 == 0 ? "a" + i + "," + name + "\nb" + i + "," + name + "\n" : name + ",\n");
                    times.append(name).append(",2026-11-1").append(i % 3).append(" 13:00\n");
                }
            }
            RunInfo.of(new Shard(shard, SHARDS), FakeCourse.KIT, names, List.of(), Names.PLAIN)
                    .write(place);
        }
        Files.writeString(folder.resolve("roster.csv"), roster);
        Files.writeString(folder.resolve("times.csv"), times);
        Files.writeString(
                folder.resolve("late.yml"), "deadline: 2026-11-10 12:00\nzone: UTC\nsteps: {each: 1d, minus: 10%}\n");
        return folders;
    }

    private long merge(int students) throws IOException {
        List<String> words = new ArrayList<>(List.of("merge"));
        words.addAll(shards(students));
        Path out = folder.resolve("merged-" + students);
        words.addAll(List.of(
                "--out",
                out.toString(),
                "--roster",
                folder.resolve("roster.csv").toString()));
        words.addAll(List.of("--late", folder.resolve("late.yml").toString()));
        words.addAll(List.of("--times", folder.resolve("times.csv").toString(), "--feedback", "git"));
        StringWriter said = new StringWriter();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        long since = System.nanoTime();
        int code = Mm.execute(new PrintWriter(said), new PrintWriter(said, true), words.toArray(String[]::new));
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(code).as(said.toString()).isZero();
        int rows = students + (students + 9) / 10; // of each tenth hand-in two students
        assertThat(Files.readAllLines(out.resolve("gradebook.csv"))).hasSize(rows + 1);
        assertThat(FileTrees.files(out.resolve("students"))).hasSize(2 * rows);
        System.out.printf(
                "%d hand-ins merged in %.1f s, %d MB allocated, class.html has %d kB%n",
                students, (System.nanoTime() - since) / 1e9, bytes >> 20, Files.size(out.resolve("class.html")) >> 10);
        return bytes;
    }

    @Test
    void twice_the_class_costs_twice_as_much_to_merge_and_no_more() throws IOException {
        merge(STUDENTS / 8); // classes are loaded, templates read
        long half = merge(STUDENTS / 2);
        long whole = merge(STUDENTS);
        assertThat((double) whole / half).isBetween(1.0, 2.3);
    }
}
