package mm.text;

/** An exception of the kit's own that says in any language what is wrong. Its {@code getMessage} is English. */
public interface Explained {
    /** Returns what is wrong. */
    Message what();

    /** Returns what any exception says: the sentence of an explained one, the text of another. */
    static Message of(Throwable failure) {
        return failure instanceof Explained explained
                ? explained.what()
                : EncodedText.decode(String.valueOf(failure.getMessage()));
    }

    /** Returns what kind of exception it is: for an explained one, the kind of Java that it belongs to. */
    static Class<?> type(Throwable failure) {
        Class<?> type = failure.getClass();
        return type == StateError.class || type == ArgumentError.class ? type.getSuperclass() : type;
    }

    /** Returns the name of that kind, without its package. */
    static String kind(Throwable failure) {
        return type(failure).getSimpleName();
    }
}
