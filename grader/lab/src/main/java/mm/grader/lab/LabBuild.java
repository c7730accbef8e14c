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
import mm.grader.picture.Words;
import mm.grader.play.Json;

/** Makes {@code mm.js}, run by Maven: {@code LabBuild ROOT FOLDER VERSION} on the class path of what is to be compiled. */
public final class LabBuild {
    private LabBuild() {}

    /** Makes the files in the folder. */
    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        Path folder = Path.of(arguments[1]);
        String machine = Compilation.run(folder.resolve("cache"));
        Files.writeString(
                folder.resolve("mm.js"),
                resource("lab-api.js").replace("{{version}}", arguments[2]).replace("{{sentences}}", Json.of(sentences()))
                        .replace("{{machine}}", machine));
    }

    /** Returns the sentences of the pictures by language, each language in one text. */
    private static Map<String, String> sentences() {
        Map<String, String> packed = new TreeMap<>();
        for (Locale locale : List.of(Locale.ENGLISH, Locale.CHINESE)) {
            packed.put(locale.getLanguage(), Sentences.pack(Words.of(locale).sentences()));
        }
        return packed;
    }

    static String resource(String name) {
        try (InputStream in = LabBuild.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
