package mm.grader.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A chromium without a window, driven over its own protocol (CDP): what the test of the lab needs of it. */
final class Chromium implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final long SECONDS = 90;

    private final Process process;
    private final Path profile;
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private String session = "";
    private int calls;

    private Chromium(Path program, Path profile) throws Exception {
        this.profile = profile;
        List<String> command = new ArrayList<>(List.of(program.toString(), "--headless", "--no-sandbox"));
        command.addAll(List.of("--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"));
        command.addAll(List.of("--disable-component-update", "--disable-dev-shm-usage", "--remote-debugging-port=0"));
        command.addAll(List.of("--lang=en", "--user-data-dir=" + profile, "about:blank"));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("output").toFile())
                .start();
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address(), new Listener())
                .get(SECONDS, TimeUnit.SECONDS);
        String target = call("Target.createTarget", "url", "about:blank")
                .get("targetId")
                .asText();
        session = call("Target.attachToTarget", "targetId", target, "flatten", true)
                .get("sessionId")
                .asText();
        for (String domain : List.of("Page", "Network", "Runtime", "Log")) {
            call(domain + ".enable");
        }
    }

    /** Starts the browser with its files in a folder, or skips the test if there is none. */
    static Chromium start(Path profile) throws Exception {
        Path program = Stream.of(System.getenv("PATH").split(":"))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        assumeTrue(program != null, "skipped: there is no chromium on the PATH, so no page can be looked at");
        return new Chromium(program, profile);
    }

    private URI address() throws Exception {
        Path file = profile.resolve("DevToolsActivePort");
        for (int i = 0; i < 20 * SECONDS; i++) {
            if (Files.exists(file) && Files.readAllLines(file).size() > 1) {
                List<String> lines = Files.readAllLines(file);
                return URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new AssertionError("chromium does not say where it listens");
    }

    JsonNode call(String method, Object... parameters) {
        ObjectNode message = JSON.createObjectNode();
        int id = ++calls;
        message.put("id", id).put("method", method);
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        ObjectNode values = message.putObject("params");
        for (int i = 0; i < parameters.length; i += 2) {
            values.set((String) parameters[i], JSON.valueToTree(parameters[i + 1]));
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        socket.sendText(message.toString(), true);
        try {
            JsonNode node = answer.get(SECONDS, TimeUnit.SECONDS);
            assertThat(node.has("error"))
                    .as("%s: %s", method, node.get("error"))
                    .isFalse();
            return node.get("result");
        } catch (Exception e) {
            throw new AssertionError(method + ": no answer from the browser", e);
        }
    }

    /** Opens an address in a window of some width, and waits until the page is ready. */
    void open(String address, int width, boolean dark) {
        call(
                "Emulation.setDeviceMetricsOverride",
                "width",
                width,
                "height",
                900,
                "deviceScaleFactor",
                1,
                "mobile",
                width < 600);
        call(
                "Emulation.setEmulatedMedia",
                "features",
                List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light")));
        call("Page.navigate", "url", "about:blank");
        await("location.href === 'about:blank'");
        complaints.clear();
        requests.clear();
        call("Page.navigate", "url", address);
        await("document.body !== null && document.body.dataset.ready > 0");
    }

    /** Waits until an expression is true. */
    void await(String expression) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!eval(expression).asBoolean()) {
            assertThat(System.nanoTime())
                    .as("%s does not become true; %s", expression, complaints)
                    .isLessThan(end);
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    JsonNode eval(String expression) {
        JsonNode answer =
                call("Runtime.evaluate", "expression", expression, "returnByValue", true, "awaitPromise", true);
        assertThat(answer.has("exceptionDetails"))
                .as("%s: %s", expression, answer.get("exceptionDetails"))
                .isFalse();
        return answer.get("result").has("value") ? answer.get("result").get("value") : JSON.nullNode();
    }

    String text(String selector) {
        return eval("document.querySelector('" + selector + "').textContent").asText();
    }

    /** Puts a text into a field, as somebody who pastes it. */
    void write(String selector, String text) {
        eval("(() => { const e = document.querySelector('" + selector + "'); e.focus(); e.select(); })()");
        call("Input.insertText", "text", text);
    }

    /** Puts a script into the editor in place of what is there, as somebody who pastes it. */
    void script(String text) {
        eval("document.querySelector('#script .cm-content').focus()");
        key("a", "KeyA", 65, 2);
        call("Input.insertText", "text", text);
    }

    /** Returns what is in the editor, as far as it is drawn. */
    String script() {
        return eval("[...document.querySelectorAll('#script .cm-line')].map(line => line.textContent).join('\\n')")
                .asText();
    }

    /** Presses a key; the modifiers are 1 Alt, 2 Ctrl, 8 Shift. */
    void key(String key, String code, int number, int modifiers) {
        for (String type : List.of("rawKeyDown", "keyUp")) {
            call(
                    "Input.dispatchKeyEvent",
                    "type",
                    type,
                    "key",
                    key,
                    "code",
                    code,
                    "windowsVirtualKeyCode",
                    number,
                    "modifiers",
                    modifiers,
                    "commands",
                    modifiers == 2 && key.equals("a") && type.equals("rawKeyDown") ? List.of("selectAll") : List.of());
        }
    }

    /** Types a text, key by key. */
    void type(String text) {
        text.chars().forEach(letter -> call("Input.dispatchKeyEvent", "type", "char", "text", "" + (char) letter));
    }

    /** Chooses in a list, as somebody does. */
    void choose(String id, String shown) {
        eval("(() => { const list = document.getElementById('" + id + "');"
                + " list.value = [...list.options].find(o => o.textContent === '" + shown + "').value;"
                + " list.dispatchEvent(new Event('change', { bubbles: true })); })()");
    }

    /** Returns what keeps people out, by axe-core. */
    List<String> violations() throws IOException {
        try (InputStream in = Chromium.class.getResourceAsStream("/axe.min.js")) {
            eval(new String(in.readAllBytes(), StandardCharsets.UTF_8) + "; true");
        }
        List<String> violations = new ArrayList<>();
        eval("axe.run({preload: false}).then(r => r.violations.flatMap(v => v.nodes.map(n =>"
                        + " v.id + ': ' + n.target.join(' ') + ': ' + n.failureSummary)))")
                .forEach(each -> violations.add(each.asText()));
        return violations;
    }

    /** Clicks in the middle of an element, as a mouse does. */
    void click(String selector) {
        JsonNode box = eval("(() => { const e = document.querySelector('" + selector
                + "'); e.scrollIntoView({block: 'center'}); const b = e.getBoundingClientRect();"
                + " return [b.x + b.width / 2, b.y + b.height / 2]; })()");
        for (String type : List.of("mousePressed", "mouseReleased")) {
            double x = box.get(0).asDouble();
            double y = box.get(1).asDouble();
            call("Input.dispatchMouseEvent", "type", type, "x", x, "y", y, "button", "left", "clickCount", 1);
        }
    }

    /** Takes a picture of the whole page. */
    void screenshot(Path file) throws IOException {
        String data = call("Page.captureScreenshot", "captureBeyondViewport", true)
                .get("data")
                .asText();
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, Base64.getDecoder().decode(data));
    }

    /** Returns errors and warnings since the page was opened. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Returns what the page has asked for over a network. */
    List<String> requests() {
        return requests.stream()
                .filter(url -> !url.matches("(file|blob|data|about):.*"))
                .toList();
    }

    @Override
    public void close() {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().orTimeout(SECONDS, TimeUnit.SECONDS).join();
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                take(text.toString());
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        private void take(String message) {
            try {
                JsonNode node = JSON.readTree(message);
                if (node.has("id")) {
                    answers.remove(node.get("id").asInt()).complete(node);
                    return;
                }
                JsonNode parameters = node.get("params");
                switch (node.get("method").asText()) {
                    case "Log.entryAdded" ->
                        complaints.add(parameters.get("entry").toString());
                    case "Runtime.exceptionThrown" -> complaints.add(parameters.toString());
                    case "Network.requestWillBeSent" ->
                        requests.add(parameters.get("request").get("url").asText());
                    default -> {}
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
