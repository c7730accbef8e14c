package mm.grader.play;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import mm.grader.picture.PageTemplate;
import mm.grader.picture.Pictures;
import mm.grader.picture.Words;
import mm.machine.Parts;
import mm.script.Script;

/**
 * The page that plays a script: one file, which asks nobody for anything.
 *
 * <p>What comes from the script or from the exercises' code is packed and in base64, so that nothing in it can be taken for
 * markup; the page writes it as text alone. A content security policy lets only the page's own program run.
 *
 * @param html the content of the file
 * @param end how the recording ended
 */
public record PlayPage(String html, StepRecorder.End end) {
    /**
     * How a page is made.
     *
     * @param title what the page is called
     * @param most how many steps at most
     * @param docs where the pages of the handbook are, ending with a slash; "" if nobody knows
     * @param stopped says why a part threw what it threw
     */
    public record Options(String title, int most, String docs, Function<Throwable, String> stopped) {}

    /** Runs a script and makes its page. */
    public static PlayPage of(Script script, Parts parts, Words words, Options options) {
        StepEncoder encoder = new StepEncoder();
        StepRecorder.End end =
                StepRecorder.record(script, parts, words, options.most(), options.stopped(), encoder::add);
        return page(encoder, end, words, options);
    }

    /** Runs a script with a submission's parts, and shows the reference's machine beside it from where they differ. */
    public static PlayPage beside(Script script, Parts parts, Parts reference, Words words, Options options) {
        StepEncoder encoder = new StepEncoder();
        ReferenceSteps both = new ReferenceSteps(script, reference, words, options.most());
        StepRecorder.End end = StepRecorder.record(
                script, parts, words, options.most(), options.stopped(), step -> encoder.add(step, both.pairOf(step)));
        return page(encoder, end, words, options);
    }

    private static PlayPage page(StepEncoder encoder, StepRecorder.End end, Words words, Options options) {
        Map<String, String> blanks = new HashMap<>(blanks(words));
        blanks.put("title", Pictures.escape(options.title()));
        blanks.put("docs", Pictures.escape(options.docs()));
        blanks.put("cut", end.cut() ? Pictures.escape(words.say("page.cut", options.most())) : "");
        blanks.put("data", Base64.getEncoder().encodeToString(encoder.packed()));
        return new PlayPage(PageTemplate.fill(template(), blanks), end);
    }

    /** Returns the page with its blanks, {@code {{name}}}, for a program that fills them in itself. */
    public static String template() {
        return resource("player.html");
    }

    /** Returns what is in the blanks whatever is played: lang, style, program, hash, words and noscript. */
    public static Map<String, String> blanks(Words words) {
        String program = program();
        return Map.of(
                "lang", words.locale().toLanguageTag(),
                "style", Pictures.style() + resource("player.css"),
                "program", program,
                "hash", PageTemplate.hash(program),
                "words", json(words),
                "noscript", Pictures.escape(words.say("page.noscript")));
    }

    /** Returns the program of the page: one function made of the parts. */
    private static String program() {
        StringBuilder program = new StringBuilder("'use strict';\n(function () {\n");
        for (String part : List.of("steps.js", "shapes.js", "player.js")) {
            program.append(resource(part));
        }
        return program.append("})();\n").toString();
    }

    /** Returns the sentences that the program shows, as JSON that cannot end its element. */
    private static String json(Words words) {
        Map<String, String> sentences = new LinkedHashMap<>();
        for (String key : words.keys()) {
            if (key.startsWith("ui.")) {
                sentences.put(key.substring(3), words.say(key));
            }
        }
        return Json.of(sentences).replace("<", "\\u003c");
    }

    private static String resource(String name) {
        try (InputStream in = PlayPage.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
