package mm.grader.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import mm.grader.course.handin.Attempt;
import mm.grader.course.handin.HandIns;
import mm.grader.course.handin.OpenHandIn;
import mm.grader.kit.UserError;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every archive is opened, or refused with a sentence. {@code -Dmm.fuzz.archives=5000} is what CI runs at night. */
@Tag("slow")
final class ArchiveFuzzTest {
    private static final int FILES = Integer.getInteger("mm.fuzz.archives", 100);
    private static final byte[] SOURCE = "package mm.oom; class A {}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private static byte[] zip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < 4; i++) {
                zip.putNextEntry(new ZipEntry("06-oom/src/main/java/mm/oom/A" + i + ".java"));
                zip.write(SOURCE);
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] tar() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (int i = 0; i < 4; i++) {
                TarArchiveEntry entry =
                        new TarArchiveEntry("06-oom/src/main/java/mm/oom/" + "a/".repeat(i * 40) + "A.java");
                entry.setSize(SOURCE.length);
                tar.putArchiveEntry(entry);
                tar.write(SOURCE);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] mutated(byte[] whole, Random random) {
        byte[] bytes = whole.clone();
        for (int left = 1 + random.nextInt(6); left > 0; left--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 8), (byte) 0xff);
                default -> {
                    int from = random.nextInt(bytes.length);
                    int length = Math.min(bytes.length - Math.max(at, from), random.nextInt(64));
                    System.arraycopy(whole, from, bytes, at, length);
                }
            }
        }
        return random.nextInt(8) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }

    @Test
    void every_archive_is_opened_or_refused_with_a_sentence() throws IOException {
        byte[] zip = zip();
        byte[] tar = tar();
        int opened = 0;
        int refused = 0;
        for (int i = 0; i < FILES; i++) {
            Random random = new Random(i);
            Path submissions = Files.createDirectories(folder.resolve("submissions-" + i));
            if (i % 2 == 0) {
                Files.write(submissions.resolve("ada.zip"), mutated(zip, random));
            } else {
                try (GZIPOutputStream out =
                        new GZIPOutputStream(Files.newOutputStream(submissions.resolve("ada.tar.gz")))) {
                    out.write(mutated(tar, random));
                }
            }
            try (OpenHandIn handIn =
                    OpenHandIn.open(new Attempt(HandIns.in(submissions).get(0), "", List.of()))) {
                assertThat(handIn.content()).hasSize(64);
                opened++;
            } catch (UserError e) {
                assertThat(e.getMessage()).as("number " + i).isNotBlank();
                refused++;
            }
            mm.grader.kit.FileTrees.delete(submissions);
        }
        assertThat(opened).isPositive();
        assertThat(refused).isPositive();
    }
}
