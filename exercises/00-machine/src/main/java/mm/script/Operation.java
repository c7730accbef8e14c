package mm.script;

import java.util.List;
import java.util.regex.Pattern;

/**
 * One operation line of a script, taken apart: its words, and clear complaints about them.
 *
 * @param script the script it stands in
 * @param line its line, counted from 1
 * @param text the operation, without the recorded answer
 * @param words the words of the operation, without the process's name
 */
record Operation(Script script, int line, String text, List<String> words) {
    private static final Pattern BLANKS = Pattern.compile(" +");

    static Operation parse(Script script, int line) {
        String text = Script.operation(script.lines().get(line - 1));
        return new Operation(script, line, text, List.of(BLANKS.split(text.strip())));
    }

    /** Returns the same operation without its first word. */
    Operation rest() {
        return new Operation(script, line, text, words.subList(1, words.size()));
    }

    String name() {
        return words.get(0);
    }

    int size() {
        return words.size();
    }

    String word(int i) {
        if (i >= words.size()) {
            throw error("'" + text + "' ends too early");
        }
        return words.get(i);
    }

    /** Reads an unsigned number, decimal or hexadecimal with 0x. */
    long number(int i) {
        String word = word(i);
        try {
            return word.startsWith("0x") ? Long.parseUnsignedLong(word.substring(2), 16) : Long.parseUnsignedLong(word);
        } catch (NumberFormatException e) {
            throw error("'" + word + "' is no number");
        }
    }

    /** Checks that there are no words behind the i-th. */
    void requireSize(int size) {
        if (words.size() > size) {
            throw error("'" + words.get(size) + "' is one word too many in '" + text + "'");
        }
    }

    ScriptException error(String sentence) {
        return script.error(line, sentence);
    }
}
