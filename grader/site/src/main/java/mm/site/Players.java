package mm.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.grader.kit.Markup;
import mm.grader.play.PlayPage;
import mm.grader.script.SubmittedParts;
import mm.script.Script;

/** The pages that play the scripts of the handbook, and what embeds them in other pages. */
final class Players {
    private static final int MAX_STEPS = 1000;
    private static final Path DOCS = Path.of("docs");
    private static final Pattern EXTENSION = Pattern.compile("\\.(mm|txt)$");

    private final Path kit;
    private final Path out;
    private final Set<Path> made = new HashSet<>();

    Players(Path kit, Path out) {
        this.kit = kit;
        this.out = out;
    }

    /** Returns what shows a script's player where it is put into a page: folded, so that nothing is loaded before. */
    String folded(Path script, Path reader, boolean chinese) {
        return "<details class=\"play\"><summary>▶ " + Words.say("site.play-it-step-by-step", chinese) + ": "
                + Markup.escape(script.getFileName().toString()) + "</summary>" + frame(script, reader, chinese)
                + "</details>";
    }

    /** Returns what shows the player of a script, with a link to it alone. */
    String frame(Path script, Path reader, boolean chinese) {
        String link = Markdown.relative(reader, player(script, chinese));
        String name = Markup.escape(script.getFileName().toString());
        return "<p><a href=\"" + link + "\">" + Words.say("site.open-it-alone", chinese) + "</a></p>"
                + "<iframe class=\"player\" loading=\"lazy\" title=\"" + name + "\" src=\"" + link + "\"></iframe>";
    }

    /** Returns where the page is that plays a script; makes it if it is not there. */
    Path player(Path script, boolean chinese) {
        Matcher name = EXTENSION.matcher(script.getFileName().toString());
        Path page = script.resolveSibling(name.replaceFirst(chinese ? ".play-zh.html" : ".play.html"));
        if (made.add(page)) {
            Path docs = Path.of(Markdown.relative(page, DOCS));
            PlayPage.Options options =
                    new PlayPage.Options(script.getFileName().toString(), MAX_STEPS, docs + "/", Throwable::toString);
            try {
                PlayPage made = PlayPage.of(
                        Script.read(kit.resolve(script)),
                        SubmittedParts.reference(),
                        mm.grader.picture.Words.of(chinese ? Locale.CHINESE : Locale.ENGLISH),
                        options);
                Files.createDirectories(out.resolve(page).getParent());
                Files.writeString(out.resolve(page), made.html());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return page;
    }
}
