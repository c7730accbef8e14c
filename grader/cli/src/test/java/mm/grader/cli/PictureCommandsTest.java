package mm.grader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import mm.grader.kit.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mm play} and {@code mm picture} as they are called. */
final class PictureCommandsTest {
    @TempDir
    private Path folder;

    private Path script() throws IOException {
        return Files.writeString(folder.resolve("s.mm"), "machine 4M\nstart a\nmap a b 8K\ntouch a b\n");
    }

    @Test
    void play_writes_the_page_and_says_how_large_it_is() throws IOException {
        Path page = folder.resolve("new/page.html");
        Sample.Ran ran = Sample.mm("play", script().toString(), "-o", page.toString());
        assertThat(ran.code()).as(ran.err()).isEqualTo(Exit.OK);
        assertThat(ran.out()).contains("page.html: 5 steps, ");
        assertThat(page).content().startsWith("<!DOCTYPE html>").contains("<title>s.mm</title>", "default-src 'none'");
        ran = Sample.mm("play", script().toString(), "-o", page.toString(), "--steps", "2");
        assertThat(ran.out()).contains("2 steps", "the script goes on");
        assertThat(page).content().contains("Only the first 2 steps are shown");
    }

    @Test
    void picture_draws_the_step_or_the_line_that_is_asked_for() throws IOException {
        Path picture = folder.resolve("p.svg");
        String file = script().toString();
        assertThat(Sample.mm("picture", file, "--line", "2", "-o", picture.toString())
                        .code())
                .isEqualTo(Exit.OK);
        assertThat(picture)
                .content()
                .contains("<title>Address space of A a</title>")
                .doesNotContain(">8 kB<");
        assertThat(Sample.mm("picture", file, "--what", "tables", "--step", "4", "-o", picture.toString())
                        .code())
                .isEqualTo(Exit.OK);
        assertThat(picture).content().contains("write 0x7ffff7ffd000");
    }

    @Test
    void what_cannot_be_drawn_or_written_is_told_in_a_sentence() throws IOException {
        String file = script().toString();
        String to = folder.resolve("p.svg").toString();
        Sample.Ran ran = Sample.mm("picture", file, "--what", "moon", "-o", to);
        assertThat(ran.code()).isEqualTo(Exit.USAGE);
        assertThat(ran.err()).contains("there is no picture 'moon' of this step; there are frames, space@a");
        ran = Sample.mm("picture", file, "--step", "9", "-o", to);
        assertThat(ran.code()).isEqualTo(Exit.USAGE);
        assertThat(ran.err()).contains("there is no such step; the script has 5");
        ran = Sample.mm("play", file, "-o", file + "/x.html");
        assertThat(ran.code()).isEqualTo(Exit.USAGE);
        assertThat(ran.err()).contains("cannot be written");
        ran = Sample.mm("play", file + ".not", "-o", to);
        assertThat(ran.code()).isEqualTo(Exit.USAGE);
        assertThat(ran.err()).contains("there is no such file");
    }
}
