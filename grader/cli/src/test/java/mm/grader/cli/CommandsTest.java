package mm.grader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import mm.grader.Recordings;
import mm.grader.kit.Exit;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.grader.rubric.Seeds;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands' answers and exit codes, for right and for wrong input. */
final class CommandsTest {
    @TempDir
    private Path folder;

    private Path recording;
    private List<String> lines;

    @BeforeEach
    void takeOneRecording() throws IOException {
        lines = new ArrayList<>(Recordings.of("layout").get(0).lines());
        recording = folder.resolve("layout-1.txt");
        save();
    }

    private void save() throws IOException {
        Files.writeString(recording, String.join("\n", lines) + "\n");
    }

    /** Returns the index of the first operation that answers an address. */
    private int operation() {
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).startsWith("mmap") && lines.get(i).contains("-> 0x")) {
                return i;
            }
        }
        throw new IllegalStateException();
    }

    @Test
    void a_recording_is_answered_with_its_own_bytes_whether_its_answers_are_there_or_not() throws IOException {
        String text = Files.readString(recording);
        assertThat(Sample.mm("run", recording.toString())).isEqualTo(new Sample.Ran(0, text, ""));
        lines.replaceAll(line -> line.startsWith("brk 0") ? line : line.replaceFirst(" -> .*", " -> ?"));
        save();
        assertThat(Sample.mm("run", recording.toString())).isEqualTo(new Sample.Ran(0, text, ""));
    }

    @Test
    void with_out_each_input_gets_a_file_of_its_name() throws IOException {
        Path out = folder.resolve("new/out");
        Sample.Ran ran = Sample.mm("run", recording.toString(), "--out", out.toString());
        assertThat(ran).isEqualTo(new Sample.Ran(0, "", ""));
        assertThat(out.resolve("layout-1.txt")).hasSameTextualContentAs(recording);
        assertThat(out).isDirectoryNotContaining(file -> file.toString().endsWith(".tmp"));
        Sample.Ran twice = Sample.mm("run", recording.toString(), recording.toString(), "--out", out.toString());
        assertThat(twice.code()).isEqualTo(Exit.USAGE);
        assertThat(twice.err()).contains("a second file of this name");
    }

    @Test
    void a_recording_agrees_and_a_changed_one_is_shown_with_both_answers_and_the_state() throws IOException {
        int total = lines.size();
        assertThat(Sample.mm("agree", recording.toString()).out())
                .contains(": " + total + " of " + total + " lines")
                .contains("total: " + total + " of " + total + " lines in 1 files");
        int changed = operation();
        String right = lines.get(changed);
        lines.set(changed, right.replaceFirst("-> .*", "-> 0xdead000"));
        save();
        Sample.Ran ran = Sample.mm("agree", recording.toString());
        assertThat(ran.code()).isEqualTo(Exit.LESS);
        assertThat(ran.out())
                .contains(": " + (total - 1) + " of " + total + " lines")
                .contains("first difference: " + recording + ":" + (changed + 1))
                .contains("Linux:     " + lines.get(changed))
                .contains("this code: " + right)
                .contains("state before it:")
                .contains("[stack]");
    }

    @Test
    void a_recording_cut_in_the_middle_never_counts_as_agreeing() throws IOException {
        for (String kind : List.of("layout", "status", "stack", "swap", "procps")) {
            List<String> whole = Recordings.of(kind).get(0).lines();
            int cut = switch (kind) {
                case "procps" -> lastIndex(whole, "=== run") + 1;
                case "swap" -> lastIndex(whole, "write") + 1;
                default -> whole.size() - 1;
            };
            Files.writeString(recording, String.join("\n", whole.subList(0, cut)) + "\n");
            Sample.Ran ran = Sample.mm("agree", recording.toString());
            assertThat(ran.code()).as(kind + ": " + ran.out() + ran.err()).isEqualTo(Exit.USAGE);
            assertThat(ran.err()).as(kind).contains(":" + cut + ": the recording ends in the middle");
        }
    }

    private static int lastIndex(List<String> lines, String begin) {
        int last = lines.size() - 1;
        while (!lines.get(last).startsWith(begin)) {
            last--;
        }
        return last;
    }

    @Test
    void a_submission_takes_the_place_of_the_reference_and_both_states_are_shown() throws IOException {
        Sample.write(folder.resolve("sub"), Sample.FILE, Sample.withRoot("return 7;"), StandardCharsets.UTF_8);
        String with = folder.resolve("sub").toString();
        Sample.Ran run = Sample.mm("run", recording.toString(), "--with", with);
        assertThat(run.code()).isEqualTo(Exit.LESS);
        assertThat(run.err()).contains("stopped after line 0 of the transcript");
        Sample.Ran agree = Sample.mm("agree", recording.toString(), "--with", with);
        assertThat(agree.code()).isEqualTo(Exit.LESS);
        assertThat(agree.out()).contains("this code: (nothing: ", "by the reference");
    }

    @Tag("slow")
    @Test
    void a_zip_serves_as_well_as_a_folder_and_nothing_unpacked_is_left_behind() throws IOException {
        Path zip = folder.resolve("sub.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry(Sample.FILE.toString()));
            out.write(Sample.withRoot("return 7;").getBytes(StandardCharsets.UTF_8));
        }
        List<Path> before = unpacked();
        Sample.Ran run = Sample.mm("run", recording.toString(), "--with", zip.toString());
        assertThat(run.err()).contains("stopped after line 0 of the transcript");
        Sample.Ran agree = Sample.mm("agree", recording.toString(), "--with", zip.toString());
        assertThat(agree.out()).contains("this code: (nothing: ");
        assertThat(unpacked()).isSubsetOf(before);
    }

    private static List<Path> unpacked() throws IOException {
        Path place = FileTrees.temporary("x-").getParent();
        try (Stream<Path> all = Files.list(place)) {
            return all.filter(path -> path.getFileName().toString().startsWith("zip-"))
                    .filter(path -> Files.exists(path.resolve(Sample.FILE)))
                    .toList();
        }
    }

    @Test
    void a_broken_script_is_named_with_file_and_line() throws IOException {
        lines.set(operation(), "mmop 0 4096 rw-");
        save();
        refused(2, recording + ":" + (operationLine("mmop") + 1) + ": ", "run", recording.toString());
    }

    private int operationLine(String start) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(start)) {
                return i;
            }
        }
        throw new IllegalStateException();
    }

    @Test
    void wrong_input_is_refused_in_one_sentence() throws IOException {
        refused(2, "no-such-file: there is no such file", "run", "no-such-file");
        refused(2, "no-such-folder: there is no such folder", "grade", "no-such-folder");
        refused(2, "layout-1.txt: this is neither a folder nor a zip or tar.gz", "grade", recording.toString());
        refused(2, "there is no exercise in this folder", "grade", folder.toString());
        refused(2, "there are some in", "grade", KitHome.root().toString());
        refused(
                2,
                "--only: there is no exercise '8'",
                "grade",
                KitHome.solutions().toString(),
                "--only",
                "8");
        refused(2, "does not compile", "run", recording.toString(), "--with", broken());
        lines.subList(lines.lastIndexOf("maps"), lines.size()).clear();
        save();
        refused(2, "the recording ends in the middle", "agree", recording.toString());
        lines.clear();
        save();
        refused(2, "layout-1.txt", "run", recording.toString());
    }

    private String broken() throws IOException {
        Sample.write(folder.resolve("broken"), Sample.FILE, "class", StandardCharsets.UTF_8);
        return folder.resolve("broken").toString();
    }

    @Test
    void wrong_usage_is_refused_with_the_usage() {
        assertThat(Sample.mm("hint", "--state").code()).isEqualTo(Exit.USAGE);
        assertThat(Sample.mm("grade", "x", "--seed", "many").code()).isEqualTo(Exit.USAGE);
        assertThat(Sample.mm("grade", "x", "--seed", "1", "--id", "me").code()).isEqualTo(Exit.USAGE);
        assertThat(Sample.mm("dance").code()).isEqualTo(Exit.USAGE);
        assertThat(Sample.mm().code()).isEqualTo(Exit.USAGE);
        assertThat(Sample.mm("grade", "--help").out()).contains("Exit codes", "the grader itself failed");
    }

    @Test
    void a_students_seed_is_a_function_of_the_name() {
        assertThat(Seeds.of("ada")).isEqualTo(Seeds.of(" ada ")).isBetween(0L, 0xffffffffL);
        assertThat(Seeds.of("ada")).isNotEqualTo(Seeds.of("Ada"));
    }

    private static void refused(int code, String sentence, String... arguments) {
        Sample.Ran ran = Sample.mm(arguments);
        assertThat(ran.err()).startsWith("mm: ").contains(sentence).doesNotContain("\tat ", "Exception");
        assertThat(ran.code()).isEqualTo(code);
    }
}
