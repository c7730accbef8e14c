package mm.grader.cli.options;

import java.io.IOException;

/** Keys as they are pressed: a terminal is asked not to wait for whole lines, and is put back at the end. */
public final class KeyInput implements AutoCloseable {
    /** No key was pressed. */
    static final int NONE = 0;

    private final boolean terminal;
    private final Thread restore = new Thread(KeyInput::restoreTerminal);

    private KeyInput(boolean terminal) {
        this.terminal = terminal;
    }

    /** Begins to listen for keys; a terminal then gives each at once and does not show it, until this program ends. */
    public static KeyInput open(boolean terminal) {
        KeyInput keys = new KeyInput(terminal);
        if (terminal) {
            Runtime.getRuntime().addShutdownHook(keys.restore);
            stty("-icanon", "-echo");
        }
        return keys;
    }

    private static void restoreTerminal() {
        stty("icanon", "echo");
    }

    private static void stty(String... options) {
        try {
            String[] command = new String[options.length + 1];
            command[0] = "stty";
            System.arraycopy(options, 0, command, 1, options.length);
            new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            // Without stty the keys work when Enter follows.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns a key that was pressed, or NONE. */
    public int poll() throws IOException {
        if (System.in.available() > 0) {
            int key = System.in.read();
            return key == '\n' || key == '\r' ? NONE : key;
        }
        return NONE;
    }

    /** Waits for a key. */
    public int await() throws IOException {
        return System.in.read();
    }

    @Override
    public void close() {
        if (terminal) {
            Runtime.getRuntime().removeShutdownHook(restore);
            restoreTerminal();
        }
    }
}
