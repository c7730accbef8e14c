package mm.grader;

import mm.text.Message;
import mm.text.Sentences;

/** What checks say of a failure: sentences with keys, from {@code labels.properties} beside this class. */
public final class Labels {
    /** The file of the catalogue. */
    public static final String FILE = "mm.grader.labels";

    private static final Sentences ALL = new Sentences(FILE);

    private Labels() {}

    /** Returns a sentence; texts among the arguments may be sentences, too. */
    public static String say(String key, Object... arguments) {
        return ALL.say(key, arguments);
    }

    /** Returns a message as text. */
    static String say(Message message) {
        return ALL.say(message);
    }
}
