package mm.grader.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import mm.grader.cli.Sample;
import mm.grader.kit.Exit;
import mm.text.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever has thrown is named: what is given and the reference are not called the submission. */
class StopCauseTest {
    @TempDir
    private Path folder;

    private String run(String members, String body) throws IOException {
        Path script = Files.writeString(folder.resolve("a.mm"), "machine 64M\nstart a\nmap a data 4K\ntouch a data\n");
        Path submission = folder.resolve("sub");
        Sample.write(submission, Sample.FILE, Sample.with(members, body), StandardCharsets.UTF_8);
        Sample.Ran run = Sample.mm("run", script.toString(), "--with", submission.toString());
        assertThat(run.code()).isEqualTo(Exit.LESS);
        return run.err();
    }

    @Test
    void what_the_submission_throws_is_the_submissions() throws IOException {
        assertThat(run("", "throw new IllegalStateException(\"mine\");"))
                .contains(": the submission stopped after line ")
                .contains("IllegalStateException: mine at RadixPageTable.java:");
    }

    @Test
    void what_the_given_machine_throws_names_whose_code_called_it() throws IOException {
        assertThat(run("private final PhysicalMemory own = new PhysicalMemory(4);", "own.free(0); return 0;"))
                .contains(": the given machine stopped after line ")
                .contains(" at PhysicalMemory.java:")
                .contains(", called at RadixPageTable.java:");
    }

    @Test
    void what_the_reference_throws_is_the_references() {
        Throwable failure =
                catchThrowable(() -> SubmittedParts.reference().oomKiller().select(null, 1));
        assertThat(StopCause.who(failure)).isEqualTo(Message.of("stop.reference"));
    }
}
