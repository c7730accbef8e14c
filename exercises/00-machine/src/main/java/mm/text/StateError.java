package mm.text;

/** The machine is in no state for what was asked of it: an {@link IllegalStateException} that is explained. */
public final class StateError extends IllegalStateException implements Explained {
    private static final long serialVersionUID = 1;

    private final transient Message what;

    /** Makes one that says a sentence of {@link Sentences#MACHINE}. */
    public StateError(String key, Object... arguments) {
        super(Sentences.MACHINE.say(Message.of(key, arguments)));
        what = Message.of(key, arguments);
    }

    @Override
    public Message what() {
        return what;
    }
}
