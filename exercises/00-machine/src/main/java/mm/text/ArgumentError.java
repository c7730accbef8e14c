package mm.text;

/** There is no such thing as what was named: an {@link IllegalArgumentException} that is explained. */
public class ArgumentError extends IllegalArgumentException implements Explained {
    private static final long serialVersionUID = 1;

    private final transient Message what;

    /** Makes one that says a sentence of {@link Sentences#MACHINE}. */
    public ArgumentError(String key, Object... arguments) {
        this(Message.of(key, arguments));
    }

    /** Makes one that says a sentence. */
    public ArgumentError(Message what) {
        super(Sentences.MACHINE.say(what));
        this.what = what;
    }

    @Override
    public final Message what() {
        return what;
    }
}
