package mm.grader.replay;

import mm.machine.Errno;
import mm.text.Message;

/**
 * What the machine answers to a call.
 *
 * @param shown as transcripts show it: 0, an address, or the name of an error; null if the call is not modelled
 * @param notModelled by which name such a call is counted; null if it is modelled
 */
record CallAnswer(String shown, Message notModelled) {
    static CallAnswer of(long result) {
        return new CallAnswer(Errno.show(result), null);
    }

    static CallAnswer error(String name) {
        return new CallAnswer(name, null);
    }

    /** The log's answer will be taken. */
    static CallAnswer notModelled(Message what) {
        return new CallAnswer(null, what);
    }

    boolean isModelled() {
        return notModelled == null;
    }

    boolean isError() {
        return isModelled() && shown.startsWith("E");
    }

    /** Tells whether it is an address other than 0. */
    boolean isAddress() {
        return isModelled() && shown.startsWith("0x");
    }

    long address() {
        return Long.parseUnsignedLong(shown.substring(2), 16);
    }
}
