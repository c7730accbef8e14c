package mm.grader.handout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.TimeZone;
import java.util.TreeMap;
import mm.grader.cli.Sample;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a release: their bytes depend on their content alone, and what is a program may be run. */
final class ReleaseTest {
    @TempDir
    private Path folder;

    private Path kit;

    @BeforeEach
    void make() throws IOException {
        kit = folder.resolve("kit");
        Handout.write(kit.resolve("mm"), "#!/bin/sh\n");
        Handout.write(kit.resolve("docs/Übung.md"), "text\n");
        Handout.write(kit.resolve("a/" + "long/".repeat(40) + "file"), "text\n");
    }

    private Path zip(String name) throws IOException {
        Path zip = folder.resolve(name);
        ReleaseArchives.zip(kit, "kit-1", zip);
        return zip;
    }

    private Path tar(String name) throws IOException {
        Path tar = folder.resolve(name);
        ReleaseArchives.tarGz(kit, "kit-1", tar);
        return tar;
    }

    @Test
    void the_same_files_make_the_same_bytes_at_another_time_in_another_zone() throws IOException {
        Path zip = zip("1.zip");
        Path tar = tar("1.tar.gz");
        for (Path file : FileTrees.files(kit)) {
            Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));
        }
        TimeZone zone = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
            assertThat(zip("2.zip")).hasSameBinaryContentAs(zip);
            assertThat(tar("2.tar.gz")).hasSameBinaryContentAs(tar);
        } finally {
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void a_program_may_be_run_and_nothing_else() throws IOException {
        try (ZipFile file = ZipFile.builder().setPath(zip("kit.zip")).get()) {
            TreeMap<String, String> modes = new TreeMap<>();
            for (ZipArchiveEntry entry : java.util.Collections.list(file.getEntries())) {
                modes.put(entry.getName(), Integer.toOctalString(entry.getUnixMode() & 0777));
            }
            assertThat(modes)
                    .containsEntry("kit-1/mm", "755")
                    .containsEntry("kit-1/docs/Übung.md", "644")
                    .hasSize(3);
        }
    }

    @Test
    void the_version_is_that_of_the_root_pom_with_commit_java_and_the_recordings_kernel() throws IOException {
        String pom = Files.readString(KitHome.root().resolve("pom.xml"));
        String version = pom.replaceAll("(?s).*<revision>(.*?)</revision>.*", "$1");
        assertThat(version).matches("[0-9]+\\.[0-9]+\\.[0-9]+");
        Sample.Ran ran = Sample.mm("--version");
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .contains("Linux Memory Kit " + version)
                .contains("Java " + System.getProperty("java.version"))
                .contains("recordings of Linux 6.18");
        for (Path file : FileTrees.files(KitHome.root())) {
            if (file.endsWith("pom.xml") && !file.toString().contains("target")) {
                assertThat(Files.readString(file))
                        .as(file.toString())
                        .doesNotContain("<version>" + version + "</version>", "SNAPSHOT");
            }
        }
        assertThat(Files.readString(KitHome.root().resolve("mm"))).doesNotContain(version, "SNAPSHOT");
    }
}
