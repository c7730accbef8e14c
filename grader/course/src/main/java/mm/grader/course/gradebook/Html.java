package mm.grader.course.gradebook;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Texts of others within a page of ours. */
final class Html {
    private Html() {}

    /** Returns a text that is shown and never obeyed. */
    static String text(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\n\t]]|[\\ud800-\\udfff\\ufffe\\uffff]", "?")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** Returns the link to a file beside the page. */
    static String link(String folder, String file) {
        return folder + "/" + URLEncoder.encode(file, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
