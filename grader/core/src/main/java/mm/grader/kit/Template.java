package mm.grader.kit;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import mm.grader.picture.PageTemplate;
import mm.grader.text.Language;
import mm.grader.text.Texts;
import mm.text.Catalogue;

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

    /** Returns what every page has: lang, style, script, its hash, and {@code say}, which says the sentence of a key. */
    public static Map<String, Object> page(Language language, String style, String script) {
        Catalogue texts = Texts.in(language);
        Map<String, Object> page = new HashMap<>();
        page.put("lang", language.code());
        page.put("style", style);
        page.put("script", script);
        page.put("hash", PageTemplate.hash(script));
        page.put("say", (Mustache.Lambda) (fragment, out) -> out.write(Markup.escape(texts.say(fragment.execute()))));
        return page;
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
}
