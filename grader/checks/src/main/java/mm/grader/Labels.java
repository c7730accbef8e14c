package mm.grader;

import java.util.List;
import java.util.Locale;
import mm.text.Catalogue;
import mm.text.Message;

/**
 * What checks say of a failure: sentences with keys, from {@code labels.properties} beside this class. They are English,
 * unless somebody asks for them to stay open ({@link EncodedText}), so that they can be said in any language later.
 */
public final class Labels {
    /** The catalogue's file. */
    public static final String FILE = "mm.grader.labels";

    private static final Catalogue ENGLISH = Catalogue.of(Locale.ENGLISH, List.of(FILE));

    private static volatile boolean open;

    private static final ThreadLocal<Boolean> OPEN_HERE = ThreadLocal.withInitial(() -> false);

    private Labels() {}

    /** Asks for sentences that stay open, for the rest of the program. */
    public static void keepOpen() {
        open = true;
    }

    /** Asks for sentences that stay open, for the rest of this thread. */
    public static void keepOpenHere() {
        OPEN_HERE.set(true);
    }

    /** Returns a sentence; texts among the arguments may be sentences, too. */
    public static String say(String key, Object... arguments) {
        return open || OPEN_HERE.get() ? EncodedText.encode(Message.of(key, arguments)) : ENGLISH.say(key, arguments);
    }
}
