package mm.machine;

import java.util.ArrayList;
import java.util.List;

/** Cuts texts into lines as {@link String#lines} does, also where Java's library is a smaller one: in a browser. */
public final class Lines {
    private Lines() {}

    /** Returns the lines of a text without their ends ({@code \n}, {@code \r\n} or {@code \r}). */
    public static List<String> of(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = start;
            while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
                end++;
            }
            lines.add(text.substring(start, end));
            start = text.startsWith("\r\n", end) ? end + 2 : end + 1;
        }
        return lines;
    }
}
