package mm.grader.quiz.model;

import java.util.List;

/** The one right answer of a question, of the kind that decides how it is asked for, read and written to files. */
public sealed interface QuizAnswer {
    /** Returns the answer as the solution prints it. */
    Text show();

    /** Returns the answers that make it up: itself, or the parts of a {@link Several}. */
    default List<Part> parts() {
        return List.of(new Part(Text.NONE, this));
    }

    /** Makes a whole number. */
    static QuizAnswer number(long value, Unit unit) {
        return new Number(value, 0, unit);
    }

    /** Makes a whole number of things. */
    static QuizAnswer number(long value) {
        return new Number(value, 0, Unit.NONE);
    }

    /** Makes an answer of words in their order. */
    static QuizAnswer words(Object... words) {
        return new Words(List.of(words).stream().map(String::valueOf).toList());
    }

    /**
     * A number.
     *
     * @param scaled the number times 10<sup>decimals</sup>
     * @param decimals digits behind the point
     * @param unit what it counts
     */
    record Number(long scaled, int decimals, Unit unit) implements QuizAnswer {
        /** Returns the digits alone, for example {@code 12.5}. */
        public String digits() {
            if (decimals == 0) {
                return Long.toString(scaled);
            }
            String digits = Long.toString(Math.abs(scaled));
            digits = "0".repeat(Math.max(0, decimals + 1 - digits.length())) + digits;
            int point = digits.length() - decimals;
            return (scaled < 0 ? "-" : "") + digits.substring(0, point) + "." + digits.substring(point);
        }

        @Override
        public Text show() {
            String digits = digits();
            return unit == Unit.NONE
                    ? Text.same(digits)
                    : Text.same(digits + " ").plus(unit.text());
        }
    }

    /**
     * A pattern of bits, for example an address.
     *
     * @param value the bits, unsigned
     */
    record Hex(long value) implements QuizAnswer {
        @Override
        public Text show() {
            return Text.same("0x" + Long.toHexString(value));
        }
    }

    /**
     * Words whose order counts: names, page numbers, lines of {@code /proc}.
     *
     * @param words the words
     */
    record Words(List<String> words) implements QuizAnswer {
        /** Copies the list. */
        public Words {
            words = List.copyOf(words);
        }

        @Override
        public Text show() {
            return Text.same(String.join(" ", words));
        }
    }

    /**
     * One of several sentences.
     *
     * @param options the sentences
     * @param right the index of the right one
     */
    record Choice(List<Text> options, int right) implements QuizAnswer {
        /** Copies the list. */
        public Choice {
            options = List.copyOf(options);
        }

        /** Returns the letter of an option, from A. */
        public static String letter(int option) {
            return String.valueOf((char) ('A' + option));
        }

        @Override
        public Text show() {
            return Text.same(letter(right) + ") ").plus(options.get(right));
        }
    }

    /**
     * Several answers to one question.
     *
     * @param parts the answers, each with its label
     */
    record Several(List<Part> parts) implements QuizAnswer {
        /** Copies the list. */
        public Several {
            parts = List.copyOf(parts);
        }

        @Override
        public Text show() {
            Text all = Text.NONE;
            for (Part part : parts) {
                Text before = all.equals(Text.NONE) ? Text.NONE : all.plus(Text.say("quiz-answer.semicolon"));
                all = before.plus(part.label())
                        .plus(Text.same(" = "))
                        .plus(part.answer().show());
            }
            return all;
        }
    }

    /**
     * One answer of several.
     *
     * @param label what it answers; empty if it is the only one
     * @param answer the answer, never several itself
     */
    record Part(Text label, QuizAnswer answer) {}
}
