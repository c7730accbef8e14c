package mm.grader.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** What a kit says of itself: version and commit, and what is set in a hand-out. */
public final class KitProperties {
    /** The file in the folder lib of a packed kit. */
    public static final String FILE = "kit.properties";

    private static final String NONE = "";

    private KitProperties() {}

    /** Returns the version, for example {@code 1.0.0}. */
    public static String version() {
        return built("version");
    }

    /** Returns what the recordings were made on: the kernel, and the programs beside it. */
    public static String recordings() {
        return built("recordings");
    }

    private static String built(String key) {
        Properties values = new Properties();
        try (InputStream in = KitProperties.class.getResourceAsStream("version.properties")) {
            values.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return values.getProperty(key);
    }

    /** Returns the commit that the kit was made of; empty if nobody knows. */
    public static String commit() {
        return KitHome.isPacked() ? packed("commit") : git();
    }

    /** Returns what is set in a hand-out, as an option {@code --only} says it; no words if all is. */
    public static List<String> only() {
        String only = packed("only");
        return only.isEmpty() ? List.of() : List.of(only.split(","));
    }

    /** Returns the code of the language that a hand-out is in; empty if it is the user's own. */
    public static String language() {
        return packed("language");
    }

    /** Returns a value of a packed kit; empty if there is none, or the kit is of sources. */
    private static String packed(String key) {
        Path file = KitHome.root().resolve(KitHome.LIB).resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return NONE;
        }
        Properties values = new Properties();
        try (InputStream in = Files.newInputStream(file);
                InputStreamReader text = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            values.load(text);
        } catch (IOException | IllegalArgumentException e) {
            throw KitError.of("kit.changed", file);
        }
        return values.getProperty(key, NONE).strip();
    }

    private static String git() {
        try {
            Process git = new ProcessBuilder("git", "-C", KitHome.root().toString(), "rev-parse", "--short=12", "HEAD")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String commit = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor(5, TimeUnit.SECONDS) && git.exitValue() == 0 ? commit : NONE;
        } catch (IOException e) {
            return NONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return NONE;
        }
    }
}
