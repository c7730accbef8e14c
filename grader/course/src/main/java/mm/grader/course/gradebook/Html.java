package mm.grader.course.gradebook;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Links of the class page. */
final class Html {
    private Html() {}

    /** Returns the link to a file beside the page. */
    static String link(String folder, String file) {
        return folder + "/" + URLEncoder.encode(file, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
