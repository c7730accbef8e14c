package mm.grader.lab;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import mm.grader.picture.PageTemplate;
import mm.grader.picture.Pictures;
import mm.grader.picture.Words;
import mm.grader.play.Json;
import mm.grader.play.PlayPage;

/** The page {@code lab.html}: one file that holds the machine, the player, examples and both languages. */
final class LabPage {
    private static final String RUNTIME = "org/teavm/backend/wasm/wasm-gc-runtime.min.js";
    private static final int MAX_STEPS = 1000;
    static final List<String> PARTS = List.of(
            "base85", "words", "machine", "script", "share", "questions", "predict", "policies", "practice", "page");
    private static final String RECORDINGS = "grader/checks/src/main/resources/mm/grader/recordings";

    private LabPage() {}

    /**
     * Returns the page.
     *
     * @param root the kit's folder
     * @param api what is put before a machine
     * @param machine the machine as WebAssembly
     * @param editor the script that makes editors
     */
    static String of(Path root, String api, byte[] machine, String editor) throws IOException {
        StringBuilder parts = new StringBuilder();
        for (String part : PARTS) {
            parts.append("// ---- ").append(LabBuild.resource("page/" + part + ".js"));
        }
        String program = LabBuild.resource("lab.js").replace("{{parts}}", parts);
        String loader = LabBuild.resource("lab-loader.js").replace("{{base85}}", LabBuild.resource("page/base85.js"));
        Map<String, String> blanks = Map.of(
                "hash", PageTemplate.hash(loader),
                "player-hash", PlayPage.blanks(Words.english()).get("hash"),
                "style", LabBuild.resource("lab.css"),
                "words", Json.of(words()).replace("<", "\\u003c"),
                "editor", packed(editor),
                "machine", packed(machine),
                "packed", packed(runtime() + "\n" + api + "\n" + player() + LabBuild.resource("lab-worker.js")),
                "examples", packed(Json.of(examples(root))),
                "program", packed(program),
                "loader", loader);
        return PageTemplate.fill(LabBuild.resource("lab.html"), blanks);
    }

    /** Returns the page's sentences by language, and the style of pictures. */
    private static Map<String, Object> words() throws IOException {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("en", sentences("messages.properties"));
        words.put("zh", sentences("messages_zh.properties"));
        words.put("style", Pictures.style());
        words.put("operations", operations());
        words.put("phrases", Map.of("en", Map.of(), "zh", sentences("editor_zh.properties")));
        return words;
    }

    /** Returns the forms of operations by the kind of script. */
    static Map<String, List<String>> operations() {
        Map<String, List<String>> operations = new LinkedHashMap<>();
        List<String> forms = List.of();
        for (String line : LabBuild.resource("operations.txt").split("\n")) {
            if (line.startsWith("  ")) {
                forms.add(line.strip());
            } else if (!line.startsWith("#")) {
                forms = new ArrayList<>();
                operations.put(line, forms);
            }
        }
        return operations;
    }

    private static Map<String, String> sentences(String name) throws IOException {
        Properties properties = new Properties();
        try (InputStreamReader in =
                new InputStreamReader(LabPage.class.getResourceAsStream(name), StandardCharsets.UTF_8)) {
            properties.load(in);
        }
        Map<String, String> sentences = new TreeMap<>();
        properties.forEach((key, value) -> sentences.put((String) key, (String) value));
        return sentences;
    }

    /** Returns what the worker needs to write players. */
    private static String player() {
        Map<String, Object> blanks = new LinkedHashMap<>();
        Map<String, Object> cut = new LinkedHashMap<>();
        for (Locale locale : List.of(Locale.ENGLISH, Locale.CHINESE)) {
            Words words = Words.of(locale);
            blanks.put(locale.getLanguage(), PlayPage.blanks(words));
            cut.put(locale.getLanguage(), words.say("page.cut", MAX_STEPS));
        }
        Map<String, Object> player = new LinkedHashMap<>();
        player.put("template", PlayPage.template());
        player.put("blanks", blanks);
        player.put("cut", cut);
        return "const PLAYER = " + Json.of(player) + ";\n";
    }

    /** Returns the scripts and examples of the handbook, and one recording of each kind, the first by number. */
    private static List<Map<String, Object>> examples(Path root) throws IOException {
        List<Map<String, Object>> examples = new ArrayList<>();
        add(examples, "scripts", files(root.resolve("docs/scripts"), ".*\\.mm"));
        add(examples, "examples", files(root.resolve("docs/examples"), ".*\\.txt"));
        add(examples, "recordings", files(root.resolve(RECORDINGS), ".*-1\\.txt"));
        return examples;
    }

    private static List<Path> files(Path folder, String names) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(names))
                    .sorted()
                    .toList();
        }
    }

    private static void add(List<Map<String, Object>> examples, String group, List<Path> files) throws IOException {
        for (Path file : files) {
            examples.add(Answers.entries(
                    "group", group, "name", file.getFileName().toString(), "text", Files.readString(file)));
        }
    }

    /** Returns what a program of the compiler in WebAssembly is loaded by. */
    private static String runtime() throws IOException {
        try (InputStream in = LabPage.class.getClassLoader().getResourceAsStream(RUNTIME)) {
            String runtime = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return LabBuild.resource("lab-functions.js") + "(function (Function) {\n" + runtime
                    + "\n})(functionWithoutEval);\n";
        }
    }

    private static String packed(String text) throws IOException {
        return packed(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String packed(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, new Deflater(Deflater.BEST_COMPRESSION))) {
            out.write(content);
        }
        return Base85.of(bytes.toByteArray());
    }
}
