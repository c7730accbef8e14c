package mm.site;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Links below quoted commands that run a script: they open the lab with the script in it. */
final class TryIt {
    private static final String END = "</code></pre>";

    /** A command that runs or plays a script of the kit. */
    private static final Pattern COMMAND =
            Pattern.compile("\\bmm (?:run|play) (?:-[^ \n]* )*((?:docs|grader/checks)/[\\w./-]+\\.(?:mm|txt))\\b");

    private TryIt() {}

    /**
     * Returns a page's text with the links.
     *
     * @param lab where the lab is, as seen from the page
     */
    static String in(String html, Path kit, String lab, String words) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        for (int end = html.indexOf(END); end >= 0; end = html.indexOf(END, at)) {
            end += END.length();
            text.append(html, at, end);
            Matcher command = COMMAND.matcher(html.substring(html.lastIndexOf("<pre", end), end));
            if (command.find() && Files.isRegularFile(kit.resolve(command.group(1)))) {
                text.append("<p class=\"try\"><a href=\"" + lab + "#s=" + packed(kit.resolve(command.group(1))) + "\">"
                        + words + "</a></p>");
            }
            at = end;
        }
        return text.append(html.substring(at)).toString();
    }

    /** Returns a script as the lab's links hold it: compressed without a head, in the letters that addresses may have. */
    private static String packed(Path script) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out =
                new DeflaterOutputStream(bytes, new Deflater(Deflater.BEST_COMPRESSION, true))) {
            out.write(Files.readAllBytes(script));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }
}
