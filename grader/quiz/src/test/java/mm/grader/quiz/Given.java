package mm.grader.quiz;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.grader.quiz.model.Block;
import mm.grader.quiz.model.Question;
import mm.grader.quiz.model.QuizAnswer;

/** What a student sees of a question: its English text, its lines of code and its options. Never the answer. */
record Given(int level, String text, List<String> code, List<String> options, int parts) {
    private static final Pattern NUMBER = Pattern.compile("0x[0-9a-f]+|-?[0-9]+");

    static Given of(Question question) {
        StringBuilder text = new StringBuilder();
        List<String> code = new ArrayList<>();
        for (Block block : question.text()) {
            if (block instanceof Block.Paragraph paragraph) {
                text.append(paragraph.text().en()).append('\n');
            } else if (block instanceof Block.Code lines) {
                code.addAll(lines.lines());
            } else if (block instanceof Block.Picture picture) {
                code.addAll(picture.lines());
            }
        }
        List<String> options = question.answer() instanceof QuizAnswer.Choice choice
                ? choice.options().stream().map(option -> option.en()).toList()
                : List.of();
        return new Given(
                question.level(),
                text.toString(),
                code,
                options,
                question.answer().parts().size());
    }

    static long number(String text) {
        return text.startsWith("0x") ? Long.parseUnsignedLong(text.substring(2), 16) : Long.parseLong(text);
    }

    static List<Long> numbers(String text) {
        List<Long> numbers = new ArrayList<>();
        Matcher matcher = NUMBER.matcher(text);
        while (matcher.find()) {
            numbers.add(number(matcher.group()));
        }
        return numbers;
    }

    /** Returns the number that a pattern's group finds in the text. */
    long find(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IllegalArgumentException(pattern + " is not in " + text);
        }
        return number(matcher.group(1));
    }

    String word(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IllegalArgumentException(pattern + " is not in " + text);
        }
        return matcher.group(1);
    }

    boolean says(String words) {
        return text.contains(words);
    }

    long line(int i) {
        return number(code.get(i).trim());
    }
}
