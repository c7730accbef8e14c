package mm.grader.browser;

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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A chromium without a window, driven over its own protocol (CDP) by a web socket: all that these tests need of it, and
 * no driver beside it.
 */
public final class Browser implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final long SECONDS = 90;
    private static final Map<String, Integer> CODES = Map.ofEntries(
            Map.entry("ArrowLeft", 37),
            Map.entry("ArrowUp", 38),
            Map.entry("ArrowRight", 39),
            Map.entry("ArrowDown", 40),
            Map.entry("PageUp", 33),
            Map.entry("PageDown", 34),
            Map.entry("Home", 36),
            Map.entry("End", 35),
            Map.entry("Tab", 9),
            Map.entry("Enter", 13),
            Map.entry("Escape", 27),
            Map.entry("-", 189),
            Map.entry("/", 191),
            Map.entry(" ", 32));

    private final Process process;
    private final Path profile;
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
    private final List<JsonNode> traced = Collections.synchronizedList(new ArrayList<>());
    private volatile CompletableFuture<Boolean> tracing = new CompletableFuture<>();
    private String session = "";
    private int calls;
    private volatile boolean crashed;

    private Browser(Path program) throws Exception {
        profile = Files.createTempDirectory("mm-browser-");
        process = new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--disable-dev-shm-usage",
                        "--remote-debugging-port=0",
                        "--lang=en",
                        "--user-data-dir=" + profile,
                        "about:blank")
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
        for (String domain : List.of("Page", "Network", "Runtime", "Log", "Inspector")) {
            call(domain + ".enable");
        }
    }

    /** Starts the browser, or skips the test if there is none. */
    public static Browser start() throws Exception {
        Path program = Stream.of(System.getenv("PATH").split(":"))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        assumeTrue(program != null, "skipped: there is no chromium on the PATH, so no page can be looked at");
        return new Browser(program);
    }

    private URI address() throws Exception {
        Path file = profile.resolve("DevToolsActivePort");
        for (int i = 0; i < 20 * SECONDS; i++) {
            if (Files.exists(file) && Files.readAllLines(file).size() > 1) {
                List<String> lines = Files.readAllLines(file);
                return URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1));
            }
            assertThat(process.isAlive()).as("chromium has ended: %s", output()).isTrue();
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new AssertionError("chromium does not say where it listens: " + output());
    }

    private String output() throws IOException {
        return Files.readString(profile.resolve("output"));
    }

    /** Calls a method of the protocol of the browser, with names and values in turn. */
    public JsonNode call(String method, Object... parameters) {
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
        if (crashed) {
            throw new AssertionError(method + ": the page of the browser has crashed");
        }
        try {
            // An answer can be here before the socket is done with the question, and it takes no other one until then.
            socket.sendText(message.toString(), true).get(SECONDS, TimeUnit.SECONDS);
            JsonNode node = answer.get(SECONDS, TimeUnit.SECONDS);
            assertThat(node.has("error"))
                    .as("%s: %s", method, node.get("error"))
                    .isFalse();
            return node.get("result");
        } catch (Exception e) {
            throw new AssertionError(method + ": no answer from the browser", e);
        }
    }

    /** Opens a file in a window of some size, and waits until the page is ready. */
    public void open(Path page, String hash, int width, boolean dark) {
        open(page.toUri() + hash, width, dark);
    }

    /** Opens an address in a window of some size, and waits until the page is ready: one with a program says so itself. */
    public void open(String address, int width, boolean dark) {
        call(
                "Emulation.setDeviceMetricsOverride",
                "width",
                width,
                "height",
                800,
                "deviceScaleFactor",
                1,
                "mobile",
                width < 600);
        List<Map<String, String>> features =
                List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"));
        call("Emulation.setEmulatedMedia", "features", features);
        call("Page.navigate", "url", "about:blank");
        await("location.href === 'about:blank'");
        requests.clear();
        complaints.clear();
        call("Page.navigate", "url", address);
        await("document.readyState === 'complete' && (document.querySelector('#data,#packed') === null"
                + " || document.body.dataset.ready > 0)");
    }

    /** Returns what axe-core finds wrong with the page: rules, elements and why. */
    public List<String> violations() throws IOException {
        try (InputStream in = Browser.class.getResourceAsStream("/axe.min.js")) {
            eval(new String(in.readAllBytes(), StandardCharsets.UTF_8) + "; true");
        }
        List<String> violations = new ArrayList<>();
        eval("axe.run({preload: false}).then(r => r.violations.flatMap(v => v.nodes.map(n =>"
                        + " v.id + ': ' + n.target.join(' ') + ': ' + n.failureSummary)))")
                .forEach(each -> violations.add(each.asText()));
        return violations;
    }

    /** Waits until an expression is true. */
    public void await(String expression) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!eval(expression).asBoolean()) {
            assertThat(complaints)
                    .as("while waiting for %s", expression)
                    .noneMatch(complaint -> complaint.contains("exceptionDetails"));
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

    /** Returns what an expression of the page is, or what it promises; an exception of it fails the test. */
    public JsonNode eval(String expression) {
        JsonNode answer =
                call("Runtime.evaluate", "expression", expression, "returnByValue", true, "awaitPromise", true);
        assertThat(answer.has("exceptionDetails"))
                .as("%s: %s", expression, answer.get("exceptionDetails"))
                .isFalse();
        return answer.get("result").has("value") ? answer.get("result").get("value") : JSON.nullNode();
    }

    /** Returns the text of an element. */
    public String text(String selector) {
        return eval("document.querySelector('" + selector + "').textContent").asText();
    }

    /** Presses a key, as a keyboard does. */
    public void press(String key) {
        int code = CODES.getOrDefault(
                key, (int) key.toUpperCase(java.util.Locale.ROOT).charAt(0));
        String text = key.equals("Enter") ? "\r" : key.length() == 1 ? key : "";
        call(
                "Input.dispatchKeyEvent",
                "type",
                text.isEmpty() ? "rawKeyDown" : "keyDown",
                "key",
                key,
                "windowsVirtualKeyCode",
                code,
                "text",
                text);
        call("Input.dispatchKeyEvent", "type", "keyUp", "key", key, "windowsVirtualKeyCode", code);
    }

    /** Clicks in the middle of an element, as a mouse does. */
    public void click(String selector) {
        JsonNode box = eval("(() => { const e = document.querySelector('" + selector
                + "'); e.scrollIntoView({block: 'center'}); const b = e.getBoundingClientRect();"
                + " return [b.x + b.width / 2, b.y + b.height / 2]; })()");
        for (String type : List.of("mousePressed", "mouseReleased")) {
            call(
                    "Input.dispatchMouseEvent",
                    "type",
                    type,
                    "x",
                    box.get(0).asDouble(),
                    "y",
                    box.get(1).asDouble(),
                    "button",
                    "left",
                    "clickCount",
                    1);
        }
    }

    /** Takes a picture of the whole page. */
    public void screenshot(Path file) throws IOException {
        String data = call("Page.captureScreenshot", "captureBeyondViewport", true)
                .get("data")
                .asText();
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, Base64.getDecoder().decode(data));
    }

    /**
     * Returns what the main threads of pages did while some work was done: names of tasks that took the processor for more
     * than some time, in milliseconds of processor time, which other work on the machine does not make longer.
     */
    public List<MainThreadTask> tasks(Runnable work) {
        traced.clear();
        tracing = new CompletableFuture<>();
        call(
                "Tracing.start",
                "transferMode",
                "ReportEvents",
                "traceConfig",
                Map.of("includedCategories", List.of("toplevel", "devtools.timeline", "v8")));
        work.run();
        call("Tracing.end");
        try {
            tracing.get(SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("no trace from the browser", e);
        }
        return MainThreadTask.of(List.copyOf(traced));
    }

    /** Returns what the page has asked for. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Returns errors and warnings since the page was opened. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() throws IOException {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            profile.toFile().deleteOnExit(); // a child of the browser still wrote
        }
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
                    case "Network.requestWillBeSent" ->
                        requests.add(parameters.get("request").get("url").asText());
                    case "Log.entryAdded" ->
                        complaints.add(parameters.get("entry").toString());
                    case "Inspector.targetCrashed" -> {
                        crashed = true; // nobody answers any more
                        answers.values().forEach(each -> each.completeExceptionally(new IOException(message)));
                    }
                    case "Tracing.dataCollected" -> parameters.get("value").forEach(traced::add);
                    case "Tracing.tracingComplete" -> tracing.complete(true);
                    case "Runtime.exceptionThrown" -> complaints.add(parameters.toString());
                    default -> {}
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
