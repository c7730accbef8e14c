package mm.grader.kit;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A page with blanks (Mustache). What is filled in is escaped by {@link Markup#escape}, unless the template says by three
 * braces that it is markup already.
 */
public final class Template {
    private final com.samskivert.mustache.Template template;

    private Template(com.samskivert.mustache.Template template) {
        this.template = template;
    }

    /** Reads a template from beside a class. */
    public static Template of(Class<?> place, String name) {
        return new Template(Mustache.compiler()
                .withEscaper(Markup::escape)
                .emptyStringIsFalse(true)
                .defaultValue("")
                .compile(resource(place, name)));
    }

    /** Returns the page for some data: maps, records, lists and texts. */
    public String fill(Object data) {
        return template.execute(data);
    }

    /** Returns a text file from beside a class. */
    public static String resource(Class<?> place, String name) {
        try (InputStream in = place.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the source expression by which a content security policy allows one script. */
    public static String hash(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
