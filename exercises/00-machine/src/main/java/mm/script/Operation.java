package mm.script;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.machine.PhysicalMemory;
import mm.text.Message;

/**
 * One operation line of a script, taken apart: its words, and clear complaints about them.
 *
 * @param script the script that it is in
 * @param line its line, counted from 1
 * @param text the operation, without the recorded answer
 * @param words the words of the operation, without the name of the process
 */
record Operation(Script script, int line, String text, List<String> words) {
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,10})([KMG]?)");
    private static final Pattern BLANKS = Pattern.compile("[ \t]+");

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
            throw error("script.ends-too-early", text);
        }
        return words.get(i);
    }

    /** Reads an unsigned number, decimal or hexadecimal with 0x. */
    long number(int i) {
        String word = word(i);
        try {
            return word.startsWith("0x") ? UnsignedNumber.parse(word.substring(2), 16) : UnsignedNumber.parse(word, 10);
        } catch (NumberFormatException e) {
            throw error("script.not-a-number", word);
        }
    }

    /** Reads a decimal number with or without a sign, in a range. */
    int number(int i, int least, int most) {
        try {
            int number = Integer.parseInt(word(i));
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw error("script.number-out-of-range", word(i), least, most);
    }

    /** Reads a size in bytes, or with K, M or G after the number, as whole pages. */
    int pages(int i) {
        String word = word(i);
        return pages(word);
    }

    /** Reads such a size of another word of this operation. */
    int pages(String word) {
        Matcher size = SIZE.matcher(word);
        if (!size.matches()) {
            throw error("script.not-a-size", word);
        }
        int unit = " KMG".indexOf(size.group(2).isEmpty() ? " " : size.group(2));
        long number = Long.parseLong(size.group(1));
        long bytes = number << (10 * unit);
        long pages = (bytes + PhysicalMemory.PAGE_SIZE - 1) / PhysicalMemory.PAGE_SIZE;
        if (bytes >> (10 * unit) != number || pages > Integer.MAX_VALUE) {
            throw error("script.size-too-large", word);
        }
        return (int) pages;
    }

    /**
     * Reads the pairs of a name and its value that end the operation.
     *
     * @param i the first name's word
     * @param names the names there are
     */
    Map<String, String> options(int i, String... names) {
        Map<String, String> options = new HashMap<>();
        for (int word = i; word < size(); word += 2) {
            if (!List.of(names).contains(word(word))) {
                throw error("script.not-an-option", word(word), name(), String.join(", ", names));
            }
            options.put(word(word), word(word + 1));
        }
        return options;
    }

    /** Checks that there are no more words than that. */
    void requireSize(int size) {
        if (words.size() > size) {
            throw error("script.word-too-many", words.get(size), text);
        }
    }

    ScriptException error(String key, Object... arguments) {
        return error(Message.of(key, arguments));
    }

    ScriptException error(Message sentence) {
        return script.error(line, sentence);
    }
}
