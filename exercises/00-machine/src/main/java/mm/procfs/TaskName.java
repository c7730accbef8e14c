package mm.procfs;

import java.nio.charset.StandardCharsets;

/**
 * The name of a process as the tools show it. A process may call itself anything, so what a terminal would act upon is
 * replaced by a question mark or a dot, as procps does where texts are in UTF-8.
 *
 * @linux fs/proc/array.c proc_task_name
 */
final class TaskName {
    /** The most that procps keeps. */
    private static final int MAX_BYTES = 63;

    private static final int DELETE = 0x7f;

    private TaskName() {}

    /** Returns the name of bytes, which {@link ProcFs} reads as one character each. */
    static String of(String bytes) {
        return printable(bytes.substring(0, Math.min(bytes.length(), MAX_BYTES)));
    }

    /** Returns a text of any length, likewise. */
    static String printable(String bytes) {
        byte[] name = bytes.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < name.length; ) {
            int length = length(name[i]);
            if (length == 0 || i + length > name.length) {
                replaceAll(name, i);
                break;
            }
            if (isControl(name[i])) {
                name[i] = '?';
            }
            i += length;
        }
        return new String(name, StandardCharsets.UTF_8);
    }

    private static boolean isControl(byte b) {
        return (b >= 0 && b < ' ') || b == DELETE;
    }

    /** Returns how many bytes a character has that begins with this one; 0 if none does. */
    private static int length(byte first) {
        int value = first & 0xff;
        if (value < 0x80) {
            return 1;
        }
        return value < 0xc2 || value > 0xf4 ? 0 : value < 0xe0 ? 2 : value < 0xf0 ? 3 : 4;
    }

    /** From a place on that is not UTF-8, nothing is trusted but plain letters. */
    private static void replaceAll(byte[] name, int from) {
        for (int i = from; i < name.length; i++) {
            name[i] = (byte) (name[i] < 0 ? '?' : isControl(name[i]) ? '.' : name[i]);
        }
    }
}
