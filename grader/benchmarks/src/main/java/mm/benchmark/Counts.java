package mm.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Holds the results of all that claim to compute the same against one another, in any process of the run: a figure
 * counts only if the answer is right.
 */
final class Counts {
    private Counts() {}

    /**
     * Returns a count that agrees with those given before under the same name.
     *
     * @throws IllegalStateException if it does not
     */
    static long agree(String name, long count) {
        try {
            Path file =
                    Files.createDirectories(Traces.folder().resolve("counts")).resolve(name);
            if (!Files.exists(file)) {
                Files.writeString(file, Long.toString(count));
            }
            String first = Files.readString(file).strip();
            if (!first.equals(Long.toString(count))) {
                throw new IllegalStateException(name + ": " + count + " here, but " + first + " before");
            }
            return count;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
