package mm.grader.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mm.grader.kit.KitHome;

/** Calls {@code mm.js} in node. */
final class Node {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MINUTES = 10;

    private Node() {}

    /** Returns the folder with what was built. */
    static Path built() {
        return KitHome.root().resolve("grader/lab/target/lab");
    }

    /**
     * Calls functions, and returns the JSON of what each returned. Skips the test if there is no node.
     *
     * @param calls each with its name and values
     */
    static List<String> call(Path folder, List<List<Object>> calls) throws IOException, InterruptedException {
        assumeTrue(exists(), "skipped: there is no node on the PATH, so mm.js cannot be run");
        Path driver = folder.resolve("driver.js");
        Path input = folder.resolve("input.json");
        Path output = folder.resolve("output.json");
        Path messages = folder.resolve("messages.txt");
        Files.write(driver, Node.class.getResourceAsStream("driver.js").readAllBytes());
        JSON.writeValue(input.toFile(), calls);
        Process node = new ProcessBuilder(
                        "node",
                        driver.toString(),
                        built().resolve("mm.js").toString(),
                        input.toString(),
                        output.toString())
                .redirectErrorStream(true)
                .redirectOutput(messages.toFile())
                .start();
        try {
            assertThat(node.waitFor(MINUTES, TimeUnit.MINUTES)).as("node ended").isTrue();
        } finally {
            node.destroyForcibly();
        }
        assertThat(node.exitValue()).as(Files.readString(messages)).isZero();
        return JSON.readValue(output.toFile(), new TypeReference<>() {});
    }

    private static boolean exists() {
        try {
            return new ProcessBuilder("node", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a JSON text as {@code JSON.stringify} writes it. */
    static String same(String json) throws IOException {
        return JSON.writeValueAsString(JSON.readTree(json));
    }
}
