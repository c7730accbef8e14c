package mm.grader.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import mm.grader.picture.Words;
import mm.grader.play.Json;

/** Makes {@code mm.js} and {@code lab.html}, run by Maven: {@code LabBuild ROOT FOLDER VERSION} on the class path of what is to be compiled. */
public final class LabBuild {
    private LabBuild() {}

    /** Makes the files in the folder. */
    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        Path folder = Path.of(arguments[1]);
        Path cache = folder.resolve("cache");
        String api = resource("lab-api.js")
                .replace("{{version}}", arguments[2])
                .replace("{{recordings}}", Json.of(recordings(root)))
                .replace("{{sentences}}", Json.of(sentences()));
        // They share nothing, and none of them has a use for a second core.
        ExecutorService compilers = Executors.newFixedThreadPool(3);
        try {
            Future<byte[]> machine = compilers.submit(() -> Compilation.webAssembly(cache));
            Future<String> script = compilers.submit(() -> Compilation.javaScript(cache));
            Future<String> editor = compilers.submit(() -> EditorBundle.of(cache));
            String module = resource("lab-module.js").replace("{{api}}", api).replace("{{machine}}", script.get());
            Files.writeString(folder.resolve("mm.js"), module);
            Files.writeString(folder.resolve("lab.html"), LabPage.of(root, api, machine.get(), editor.get()));
        } finally {
            compilers.shutdown();
        }
    }

    /** Returns the sentences of the pictures by language, each language in one text. */
    private static Map<String, String> sentences() {
        Map<String, String> packed = new TreeMap<>();
        for (Locale locale : List.of(Locale.ENGLISH, Locale.CHINESE)) {
            packed.put(locale.getLanguage(), PictureWords.pack(Words.of(locale).sentences()));
        }
        return packed;
    }

    /** Returns the recordings that questions are made of, by their names. */
    private static Map<String, String> recordings(Path root) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        Path folder = root.resolve("grader/checks/src/main/resources/mm/grader/recordings");
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.matches("(score|procps|oom)-[0-9]+\\.txt")) {
                    texts.put(name.substring(0, name.length() - 4), Files.readString(file));
                }
            }
        }
        return texts;
    }

    static String resource(String name) {
        try (InputStream in = LabBuild.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
