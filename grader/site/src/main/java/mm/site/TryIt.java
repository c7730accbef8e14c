package mm.site;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** What is put below quoted commands that run a script: its player, and a link that opens the lab with the script in it. */
final class TryIt {
    private static final String END = "</code></pre>";

    /** A command that runs or plays a script of the kit, or simulates a trace. */
    private static final Pattern COMMAND = Pattern.compile(
            "\\bmm (?:run|play|trace) (?:-[^ \n]* )*((?:docs|exercises|grader/checks)/[\\w./-]+\\.(?:mm|txt|trace))\\b");

    private TryIt() {}

    /**
     * Returns a page's text with what is to be below each such command; below a script's first one in the page alone.
     *
     * @param below what to put below a command that runs a script
     */
    static String in(String html, Path kit, Function<Path, String> below) {
        StringBuilder text = new StringBuilder();
        Set<Path> seen = new HashSet<>();
        int at = 0;
        for (int end = html.indexOf(END); end >= 0; end = html.indexOf(END, at)) {
            end += END.length();
            text.append(html, at, end);
            Matcher command = COMMAND.matcher(html.substring(html.lastIndexOf("<pre", end), end));
            while (command.find()) {
                Path script = Path.of(command.group(1));
                if (Files.isRegularFile(kit.resolve(script)) && seen.add(script)) {
                    text.append(below.apply(script));
                }
            }
            at = end;
        }
        return text.append(html.substring(at)).toString();
    }

    /** Tells whether a file is a trace of accesses, for policies to run on, and no script. */
    static boolean isTrace(Path file) {
        return file.toString().endsWith(".trace");
    }

    /** Returns the link that opens the lab with a script or a trace in it. */
    static String lab(String lab, Path script, String words) {
        return "<p class=\"try\"><a href=\"" + lab + (isTrace(script) ? "#t=" : "#s=") + packed(script) + "\">" + words
                + "</a></p>";
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
