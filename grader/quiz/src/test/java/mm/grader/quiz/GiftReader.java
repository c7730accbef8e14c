package mm.grader.quiz;

import java.util.ArrayList;
import java.util.List;

/** Reads GIFT as Moodle's documentation describes it; knows nothing of who wrote it. */
final class GiftReader {
    private final String text;
    private int at;

    /** A question: what may be answered, which of it is right, and what is said afterwards. */
    record Read(String name, String question, List<String> options, List<Integer> right, String feedback) {}

    private GiftReader(String text) {
        this.text = text;
    }

    static List<Read> read(String gift) {
        List<Read> questions = new ArrayList<>();
        for (String paragraph : gift.split("\n\\s*\n")) {
            if (!paragraph.isBlank() && !paragraph.startsWith("//")) {
                questions.add(new GiftReader(paragraph).question());
            }
        }
        return questions;
    }

    private Read question() {
        expect("::");
        String name = until("::");
        expect("::");
        expect("[html]");
        String question = until("{");
        expect("{");
        boolean numeric = text.charAt(at) == '#';
        at += numeric ? 1 : 0;
        List<String> options = new ArrayList<>();
        List<Integer> right = new ArrayList<>();
        if (numeric) {
            right.add(0);
            options.add(until("####").split(":")[0].strip());
        }
        while (!text.startsWith("####", at) && text.charAt(at) != '}') {
            char mark = text.charAt(at++);
            if (mark == '=' || mark == '~') {
                if (mark == '=') {
                    right.add(options.size());
                }
                options.add(until("=~}#").strip());
            }
        }
        String feedback = "";
        if (text.startsWith("####", at)) {
            at += 4;
            feedback = until("}");
        }
        expect("}");
        if (!text.substring(at).isBlank()) {
            throw new IllegalArgumentException("something is left: " + text.substring(at));
        }
        return new Read(name, question, options, right, feedback);
    }

    private void expect(String what) {
        if (!text.startsWith(what, at)) {
            throw new IllegalArgumentException(what + " expected at " + text.substring(at));
        }
        at += what.length();
    }

    /** Reads up to one of some characters, or up to a word if it is one of more than one equal characters. */
    private String until(String end) {
        StringBuilder read = new StringBuilder();
        boolean word = end.length() > 1 && end.chars().distinct().count() == 1;
        while (word ? !text.startsWith(end, at) : end.indexOf(text.charAt(at)) < 0) {
            if (text.charAt(at) == '\\') {
                at++;
                read.append(text.charAt(at) == 'n' ? '\n' : text.charAt(at));
            } else {
                read.append(text.charAt(at));
            }
            at++;
        }
        return read.toString();
    }
}
