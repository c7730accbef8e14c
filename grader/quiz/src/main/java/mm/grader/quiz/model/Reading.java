package mm.grader.quiz.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads what people write as answers, as they mean it: {@code 0x1F}, {@code 1f h}, {@code 31}, {@code 31 kB},
 * {@code 1,048,576}, full-width digits, lists with commas or blanks.
 */
public final class Reading {
    /** Longer than any answer; the time that a number takes grows with the square of its digits. */
    private static final int MAX_CHARACTERS = 1000;

    private Reading() {}

    /** Judges an answer that is not several. */
    public static Mark judge(QuizAnswer right, String given) {
        String text = plain(given);
        if (text.isEmpty()) {
            return Mark.MISSING;
        }
        if (text.length() > MAX_CHARACTERS) {
            return Mark.UNREADABLE;
        }
        if (right instanceof QuizAnswer.Number number) {
            return judge(number, text.toLowerCase(Locale.ROOT));
        }
        if (right instanceof QuizAnswer.Hex hex) {
            return judge(hex, text.toLowerCase(Locale.ROOT));
        }
        if (right instanceof QuizAnswer.Choice choice) {
            return judge(choice, text);
        }
        if (right instanceof QuizAnswer.Words words) {
            return words(text).equals(words(plain(String.join(" ", words.words())))) ? Mark.RIGHT : Mark.WRONG;
        }
        throw new IllegalArgumentException("several answers are judged one by one");
    }

    /** Returns a text with full-width letters, digits and marks as ASCII, without blanks at its ends and underscores. */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0xff01 && c <= 0xff5e) {
                plain.append((char) (c - 0xfee0));
            } else if (c == 0x3000 || c == 0xa0 || c == '\t' || c == '\n' || c == '\r' || c == '_') {
                plain.append(' ');
            } else if (c == '、' || c == '；') {
                plain.append(',');
            } else if (c == '−' || c == '–') {
                plain.append('-');
            } else {
                plain.append(c);
            }
        }
        return plain.toString().trim();
    }

    private static Mark judge(QuizAnswer.Number right, String text) {
        BigDecimal value = whole(text.replace(" ", ""));
        if (value == null) {
            value = withUnit(right.unit(), text);
        } else {
            value = value.multiply(BigDecimal.valueOf(right.unit().factor()));
        }
        if (value == null) {
            return Mark.UNREADABLE;
        }
        BigDecimal unit = BigDecimal.valueOf(right.unit().factor());
        BigDecimal expected =
                BigDecimal.valueOf(right.scaled(), right.decimals()).multiply(unit);
        BigDecimal tolerance = right.decimals() == 0
                ? BigDecimal.ZERO
                : BigDecimal.valueOf(5, right.decimals() + 1).multiply(unit);
        return value.subtract(expected).abs().compareTo(tolerance) <= 0 ? Mark.RIGHT : Mark.WRONG;
    }

    /** Reads a number of another base: 0x1f, 1f h, 0b101, or letters that only hexadecimal has; null if it is none. */
    private static BigDecimal whole(String text) {
        String digits = text;
        int base = 16;
        if (text.startsWith("0x")) {
            digits = text.substring(2);
        } else if (text.startsWith("0b") && isOf(text.substring(2), "01")) {
            digits = text.substring(2);
            base = 2;
        } else if (text.endsWith("h")) {
            digits = text.substring(0, text.length() - 1);
        } else {
            return null;
        }
        return isOf(digits, "0123456789abcdef") ? new BigDecimal(new BigInteger(digits, base)) : null;
    }

    private static BigDecimal withUnit(Unit asked, String text) {
        int end = 0;
        while (end < text.length() && "+-0123456789., ".indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        Unit unit = asked.named(text.substring(end).trim());
        BigDecimal value = decimal(text.substring(0, end).replace(" ", ""));
        if (value != null && unit != null) {
            return value.multiply(BigDecimal.valueOf(unit.factor()));
        }
        String bare = text.replace(" ", "");
        return isOf(bare, "0123456789abcdef")
                ? new BigDecimal(new BigInteger(bare, 16)).multiply(BigDecimal.valueOf(asked.factor()))
                : null;
    }

    /** Reads a decimal number, with commas between groups of three digits or without; null if it is none. */
    private static BigDecimal decimal(String text) {
        String digits = text.startsWith("+") ? text.substring(1) : text;
        if (digits.indexOf(',') >= 0) {
            String[] groups = digits.split(",", -1);
            for (int i = 1; i < groups.length; i++) {
                String group = i == groups.length - 1 && groups[i].indexOf('.') >= 0
                        ? groups[i].substring(0, groups[i].indexOf('.'))
                        : groups[i];
                if (group.length() != 3) {
                    return null;
                }
            }
            digits = String.join("", groups);
        }
        try {
            return new BigDecimal(digits);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static boolean isOf(String text, String letters) {
        for (int i = 0; i < text.length(); i++) {
            if (letters.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static Mark judge(QuizAnswer.Hex right, String text) {
        String digits = text.replace(" ", "").replace(",", "");
        digits = digits.startsWith("0x") ? digits.substring(2) : digits;
        digits = digits.endsWith("h") ? digits.substring(0, digits.length() - 1) : digits;
        if (digits.startsWith("0b") && isOf(digits.substring(2), "01")) {
            return equal(right, new BigInteger(digits.substring(2), 2));
        }
        if (!isOf(digits, "0123456789abcdef")) {
            return Mark.UNREADABLE;
        }
        boolean maybeDecimal = isOf(digits, "0123456789") && !text.startsWith("0x") && !text.endsWith("h");
        Mark verdict = equal(right, new BigInteger(digits, 16));
        return maybeDecimal && verdict == Mark.WRONG ? equal(right, new BigInteger(digits)) : verdict;
    }

    private static Mark equal(QuizAnswer.Hex right, BigInteger given) {
        return given.equals(new BigInteger(Long.toHexString(right.value()), 16)) ? Mark.RIGHT : Mark.WRONG;
    }

    private static Mark judge(QuizAnswer.Choice right, String text) {
        for (int i = 0; i < right.options().size(); i++) {
            Text option = right.options().get(i);
            if (words(text).equals(words(option.en())) || words(text).equals(words(option.zh()))) {
                return i == right.right() ? Mark.RIGHT : Mark.WRONG;
            }
        }
        String letter = text.endsWith(")") || text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        letter = letter.trim().toUpperCase(Locale.ROOT);
        int option = letter.length() == 1 ? letter.charAt(0) - 'A' : -1;
        if (option < 0 || option >= right.options().size()) {
            return Mark.UNREADABLE;
        }
        return option == right.right() ? Mark.RIGHT : Mark.WRONG;
    }

    /** Returns the words of an answer, each in the form that all ways of writing it have in common. */
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        String cut = plain(text)
                .toLowerCase(Locale.ROOT)
                .replace("->", " ")
                .replace('→', ' ')
                .replace(" - ", "-");
        for (String word : cut.split("[\\s,;]+")) {
            if (!word.isEmpty()) {
                words.add(word(word));
            }
        }
        return words;
    }

    private static String word(String word) {
        int hyphen = word.indexOf('-');
        if (hyphen > 0 && isHex(word.substring(0, hyphen)) && isHex(word.substring(hyphen + 1))) {
            return bare(word.substring(0, hyphen)) + "-" + bare(word.substring(hyphen + 1));
        }
        return switch (word) {
            case "次缺页", "轻微", "次要" -> "minor";
            case "主缺页", "严重", "主要" -> "major";
            case "段错误", "segv" -> "sigsegv";
            case "无", "没有" -> "none";
            case "是" -> "yes";
            case "否" -> "no";
            default -> isHex(word) ? bare(word) : word;
        };
    }

    private static boolean isHex(String word) {
        return isOf(word.startsWith("0x") ? word.substring(2) : word, "0123456789abcdef");
    }

    /** Returns a number without the prefix 0x and leading zeros. */
    public static String bare(String hex) {
        String digits = hex.startsWith("0x") ? hex.substring(2) : hex;
        int from = 0;
        while (from < digits.length() - 1 && digits.charAt(from) == '0') {
            from++;
        }
        return digits.substring(from);
    }
}
