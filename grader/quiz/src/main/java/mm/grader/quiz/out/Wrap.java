package mm.grader.quiz.out;

import java.util.ArrayList;
import java.util.List;

/** Breaks sentences into lines of a terminal, where a Chinese character takes two columns. */
final class Wrap {
    private Wrap() {}

    static List<String> lines(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int columns = 0;
        int start = 0;
        while (start < text.length()) {
            int end = endOfPiece(text, start);
            String piece = text.substring(start, end);
            int wide = width(piece.stripTrailing());
            if (columns + wide > width && columns > 0) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
                columns = 0;
            }
            line.append(piece);
            columns += width(piece);
            start = end;
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }

    /** A piece is a word with the blanks after it, or a wide character with the marks after it. */
    private static int endOfPiece(String text, int start) {
        int end = start + 1;
        while (end < text.length()) {
            char before = text.charAt(end - 1);
            char next = text.charAt(end);
            boolean mark = "，。；：、）？！”".indexOf(next) >= 0;
            if (next != ' ' && !mark && "（“".indexOf(before) < 0 && (before == ' ' || isWide(before) || isWide(next))) {
                return end;
            }
            end++;
        }
        return end;
    }

    private static boolean isWide(char c) {
        return (c >= 0x2e80 && c <= 0x9fff) || (c >= 0xff00 && c <= 0xff60);
    }

    private static int width(String text) {
        int columns = 0;
        for (int i = 0; i < text.length(); i++) {
            columns += isWide(text.charAt(i)) ? 2 : 1;
        }
        return columns;
    }
}
