package mm.grader.kit;

/** A word of a command that people copy into a shell. */
public final class ShellWord {
    private ShellWord() {}

    /** Returns a name, in quotes if need be: it is never taken for an option, nor is anything in it for a command. */
    public static String of(String name) {
        String safe = name.startsWith("-") ? "./" + name : name;
        return safe.matches("[\\p{L}\\p{N}._/-]+") ? safe : "'" + safe.replace("'", "'\\''") + "'";
    }
}
