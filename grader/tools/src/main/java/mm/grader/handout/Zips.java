package mm.grader.handout;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Zips and jars whose bytes depend on nothing but what is in them: files in their order, all of one time. */
final class Zips {
    /** No zip can have an earlier one. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private Zips() {}

    /** Writes files by their names. A manifest comes first, as readers of jars want it. */
    static void write(Path zip, Map<String, byte[]> files) throws IOException {
        Files.createDirectories(zip.toAbsolutePath().getParent());
        Map<String, byte[]> others = new TreeMap<>(files);
        String manifest = "META-INF/MANIFEST.MF";
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream target = new ZipOutputStream(out)) {
            if (files.containsKey(manifest)) {
                add(target, manifest, others.remove(manifest));
            }
            for (Map.Entry<String, byte[]> file : others.entrySet()) {
                add(target, file.getKey(), file.getValue());
            }
        }
    }

    private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        zip.putNextEntry(entry);
        zip.write(bytes);
    }
}
