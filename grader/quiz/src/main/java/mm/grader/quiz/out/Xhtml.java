package mm.grader.quiz.out;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import mm.grader.quiz.model.Block;
import mm.grader.quiz.model.Lang;
import mm.grader.quiz.model.Question;
import mm.grader.quiz.model.QuizAnswer;

/** Pieces of HTML that are well-formed XML as well. */
final class Xhtml {
    private Xhtml() {}

    /** Returns a text with the characters that mean something in XML replaced; other control characters are left out. */
    static String escape(String text) {
        StringBuilder safe = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                default -> {
                    if (c >= ' ' || c == '\n' || c == '\t') {
                        safe.append(c);
                    }
                }
            }
        }
        return safe.toString();
    }

    /** Returns a sentence, what stands between backticks as code. */
    static String sentence(String text) {
        StringBuilder html = new StringBuilder();
        boolean code = false;
        for (String piece : text.split("`", -1)) {
            html.append(code ? "<code>" + escape(piece) + "</code>" : escape(piece));
            code = !code;
        }
        return html.toString();
    }

    static String blocks(List<Block> blocks, Lang lang) {
        StringBuilder html = new StringBuilder();
        for (Block block : blocks) {
            if (block instanceof Block.Paragraph paragraph) {
                html.append("<p>").append(sentence(paragraph.text().in(lang))).append("</p>\n");
            } else if (block instanceof Block.Code code) {
                html.append("<pre>")
                        .append(escape(String.join("\n", code.lines())))
                        .append("</pre>\n");
            } else if (block instanceof Block.Picture picture) {
                html.append(picture(picture, lang));
            }
        }
        return html.toString();
    }

    /** Returns a picture within the address of an image, since learning platforms take no SVG in their text. */
    private static String picture(Block.Picture picture, Lang lang) {
        byte[] svg = picture.svg().in(lang).getBytes(StandardCharsets.UTF_8);
        return "<p><img alt=\"" + escape(picture.description().in(lang) + ": " + String.join("; ", picture.lines()))
                + "\" src=\"data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(svg) + "\" /></p>\n";
    }

    /** Returns the answer and the way to it. */
    static String solution(Question question, Lang lang) {
        return "<p><b>" + SheetWords.ANSWER.in(lang) + ":</b> "
                + escape(question.answer().show().in(lang)) + "</p>\n" + blocks(question.explanation(), lang);
    }

    /** Returns the label of a part of an answer with its unit. */
    static String label(QuizAnswer.Part part, Lang lang) {
        return escape(part.label().in(lang) + SheetWords.unit(part.answer()).in(lang));
    }
}
