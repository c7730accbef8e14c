package mm.grader.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WithoutRecordingsTest {
    @TempDir
    Path folder;

    @Test
    void a_class_of_the_same_length_and_time_is_another_one() throws IOException {
        String one = digestOfAJarWith("points = 1");
        assertThat(digestOfAJarWith("points = 2")).isNotEqualTo(one);
        assertThat(digestOfAJarWith("points = 1")).isEqualTo(one);
    }

    private String digestOfAJarWith(String content) throws IOException {
        Path jar = folder.resolve("checks.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            JarEntry entry = new JarEntry("A.class");
            entry.setLastModifiedTime(FileTime.fromMillis(0)); // as a build makes it that gives the same jar each time
            out.putNextEntry(entry);
            out.write(content.getBytes());
        }
        try (FileSystem inside = FileSystems.newFileSystem(jar)) {
            return WithoutRecordings.digest(jar, inside.getPath("/"));
        }
    }
}
