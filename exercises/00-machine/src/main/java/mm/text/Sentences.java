package mm.text;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sentences with keys where no language is known: in a machine, and in checks. They are English, unless somebody asks
 * for them to stay open ({@link EncodedText}), so that they can be said in any language later.
 */
public final class Sentences {
    /** What the machine says. */
    public static final Sentences MACHINE = new Sentences("mm.text.machine");

    private static final AtomicBoolean OPEN = new AtomicBoolean();
    private static final ThreadLocal<Boolean> OPEN_HERE = ThreadLocal.withInitial(() -> false);
    private static final Map<String, Catalogue> ENGLISH = new ConcurrentHashMap<>();

    private final String file;

    /** Takes the sentences of a file, as {@link Catalogue#of} names it. */
    public Sentences(String file) {
        this.file = file;
    }

    /** Asks for sentences that stay open, for the rest of the program. */
    public static void keepOpen() {
        OPEN.set(true);
    }

    /** Asks for sentences that stay open, for the rest of this thread. */
    public static void keepOpenHere() {
        OPEN_HERE.set(true);
    }

    /** Returns the file's name. */
    public String file() {
        return file;
    }

    /** Returns the sentences in a language. */
    public Catalogue in(Locale locale) {
        return Catalogue.of(locale, List.of(file));
    }

    /** Returns a sentence; texts among the arguments may be sentences, too. */
    public String say(String key, Object... arguments) {
        return say(Message.of(key, arguments));
    }

    /** Returns a message as text. */
    public String say(Message message) {
        return OPEN.get() || OPEN_HERE.get()
                ? EncodedText.encode(message)
                : english().say(message);
    }

    private Catalogue english() {
        return ENGLISH.computeIfAbsent(file, name -> in(Locale.ENGLISH));
    }
}
