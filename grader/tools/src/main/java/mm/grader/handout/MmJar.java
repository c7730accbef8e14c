package mm.grader.handout;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;

/** The jar that starts the grader by {@code java -jar mm.jar}: one class, which an older Java can load and be told by. */
final class MmJar {
    private MmJar() {}

    /** Writes {@code mm.jar} into a folder, beside its folder {@code lib}. */
    static void write(Path folder) throws IOException {
        Manifest manifest = new Manifest();
        Attributes values = manifest.getMainAttributes();
        values.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        values.put(Attributes.Name.MAIN_CLASS, "mm.grader.start.Start");
        values.put(Attributes.Name.CLASS_PATH, classPath(folder));
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        manifest.write(text);
        Map<String, byte[]> files = new TreeMap<>();
        files.put("META-INF/MANIFEST.MF", text.toByteArray());
        files.put("mm/grader/start/Start.class", start());
        Zips.write(folder.resolve("mm.jar"), files);
    }

    private static String classPath(Path folder) {
        Path lib = folder.resolve(KitHome.LIB);
        return FileTrees.files(lib).stream()
                .filter(file -> file.getParent().equals(lib) || file.getParent().equals(lib.resolve("child")))
                .filter(file -> file.toString().endsWith(".jar") && !file.endsWith("reference.jar"))
                .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                .collect(Collectors.joining(" "));
    }

    /** Compiles the class for a Java that is too old to run anything else of the kit. */
    private static byte[] start() throws IOException {
        Path place = FileTrees.temporary("start-");
        try {
            Path source = place.resolve("Start.java");
            Files.writeString(source, StudentFiles.text("Start.java.txt", Map.of()));
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            int code = ToolProvider.getSystemJavaCompiler()
                    .run(
                            null,
                            said,
                            said,
                            "-nowarn",
                            "-g:none",
                            "--release",
                            "8",
                            "-Xlint:-options",
                            "-d",
                            place + "",
                            source + "");
            if (code != 0) {
                throw new IOException(said.toString(StandardCharsets.UTF_8));
            }
            return Files.readAllBytes(place.resolve("mm/grader/start/Start.class"));
        } finally {
            FileTrees.delete(place);
        }
    }
}
