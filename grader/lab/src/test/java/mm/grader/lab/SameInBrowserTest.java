package mm.grader.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The machine of the page, which is WebAssembly, answers as the one of the JVM: every recording, every script of the handbook,
 * and random scripts of all kinds. What it is compiled of, and mm.js, are held against each other in {@link SameAnswersTest}.
 */
final class SameInBrowserTest extends Window {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BATCH = 10; // the driver waits for each, however much else the machine does

    /** Makes a worker of the page's own parts, and a function that sends it scripts. */
    private static final String ASK = "(() => {\n" + LabBuild.resource("page/base85.js") + """
              const inflated = id => new Response(new Blob([decoded(document.getElementById(id).textContent)]).stream().pipeThrough(new DecompressionStream('deflate')));
              const made = (async () => {
                const source = await inflated('packed').text(), machine = await inflated('machine-packed').arrayBuffer();
                const worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
                worker.postMessage(machine);
                return worker;
              })();
              self.answers = async texts => {
                const worker = await made, all = [];
                return new Promise(done => {
                  worker.onmessage = event => {
                    if (event.data.id === undefined) return;
                    all[event.data.id] = event.data;
                    if (event.data.id === texts.length - 1) done(JSON.stringify(all));
                  };
                  texts.forEach((text, i) => worker.postMessage({ id: i, call: 'complete', values: [text] }));
                });
              };
            })()""";

    @BeforeAll
    static void give_what_javascript_is_given() throws IOException {
        SameAnswersTest.give_what_javascript_is_given();
    }

    @Test
    void all_scripts_and_random_ones_are_answered_alike() throws IOException {
        List<String> texts = SameAnswersTest.scripts();
        RandomScripts random = new RandomScripts(2021, texts);
        for (int i = 0; i < Integer.getInteger("mm.lab.scripts", 100); i++) {
            texts.add(random.of(random.kinds().get(i % random.kinds().size())));
        }
        open(1280, false);
        browser.eval(ASK);
        for (int from = 0; from < texts.size(); from += BATCH) {
            List<String> some = texts.subList(from, Math.min(texts.size(), from + BATCH));
            String answers = browser.eval("answers(" + JSON.writeValueAsString(some) + ")")
                    .asText();
            List<JsonNode> there = new ArrayList<>();
            JSON.readTree(answers).forEach(there::add);
            for (int i = 0; i < some.size(); i++) {
                assertThat(of(there.get(i))).as(some.get(i)).isEqualTo(expected(some.get(i)));
            }
        }
    }

    private static JsonNode of(JsonNode answer) {
        ObjectNode same = JSON.createObjectNode();
        JsonNode error = answer.get("error");
        if (error != null) {
            assertThat(error.get("own").asBoolean()).as(error.toString()).isTrue();
            return same.put("error", error.get("message").asText())
                    .put("zh", error.get("zh").asText())
                    .put("line", error.get("line").asInt());
        }
        same.set("lines", answer.get("value").get("lines"));
        same.set("remarks", answer.get("value").get("remarks"));
        same.set("zh", answer.get("value").get("zh"));
        return same.put("stopped", answer.get("value").has("stopped"));
    }

    private static JsonNode expected(String text) throws IOException {
        JsonNode answer = JSON.readTree(Lab.complete(text));
        if (answer.has("error")) {
            return answer;
        }
        ObjectNode same = JSON.createObjectNode();
        same.set("lines", answer.get("lines"));
        same.set("remarks", answer.get("remarks"));
        same.set("zh", answer.get("zh"));
        return same.put("stopped", answer.has("stopped"));
    }
}
