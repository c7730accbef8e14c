package mm.procfs;

import java.util.ArrayList;
import java.util.List;
import mm.text.ArgumentError;

/** The words of a command line, option by option, as {@code getopt_long} takes them apart. */
final class Arguments {
    private final List<String> words;
    private final String shortWithValue;
    private final List<String> longWithValue;
    private int next;
    private String option;
    private String value;

    /**
     * Begins to read.
     *
     * @param shortWithValue letters of the short options that take a value
     * @param longWithValue the long options that take a value
     */
    Arguments(List<String> words, String shortWithValue, List<String> longWithValue) {
        this.words = new ArrayList<>(words);
        this.shortWithValue = shortWithValue;
        this.longWithValue = longWithValue;
    }

    /** Goes to the next option; false behind the last one. */
    boolean next() {
        if (next == words.size()) {
            return false;
        }
        String word = words.get(next++);
        value = null;
        if (word.startsWith("--")) {
            int equals = word.indexOf('=');
            option = equals < 0 ? word : word.substring(0, equals);
            if (longWithValue.contains(option)) {
                value = equals < 0 ? take() : word.substring(equals + 1);
            } else if (equals >= 0) {
                throw new IllegalArgumentException("option '" + option + "' doesn't allow an argument");
            }
        } else if (word.length() > 1 && word.charAt(0) == '-') {
            option = word.substring(0, 2);
            String rest = word.substring(2);
            if (shortWithValue.indexOf(option.charAt(1)) >= 0) {
                value = rest.isEmpty() ? take() : rest;
            } else if (!rest.isEmpty()) {
                words.set(--next, "-" + rest);
            }
        } else {
            option = word;
        }
        return true;
    }

    private String take() {
        if (next == words.size()) {
            throw new IllegalArgumentException("option '" + option + "' requires an argument");
        }
        return words.get(next++);
    }

    /** Returns the option with its hyphens, or a word that is none. */
    String option() {
        return option;
    }

    /** Returns the value of the option. */
    String value() {
        return value;
    }

    double positiveNumber() {
        try {
            double number = Double.parseDouble(value);
            if (number > 0 && number < Double.POSITIVE_INFINITY) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new ArgumentError("option.not-positive", option, value);
    }

    int positiveInteger() {
        try {
            int number = Integer.parseInt(value);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new ArgumentError("option.not-positive-integer", option, value);
    }

    IllegalArgumentException unknown() {
        return new ArgumentError("option.none-such", option);
    }
}
