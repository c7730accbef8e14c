package mm.grader.handout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.grader.text.Language;
import mm.machine.Exercise;

/**
 * The pages of the handbook that students get, in one language, with what they show.
 *
 * <pre>
 *  NAME.zh.md is called NAME.md, as hints and commands call it
 *  recordings are in a folder of that name
 *  Maven is ./mvnw, and has the checks without a profile
 *  a link to what is not handed out becomes its words
 * </pre>
 */
final class HandoutPages {
    /** Pages of docs: chapters, and what one looks things up in. */
    private static final Pattern PAGES = Pattern.compile("0[0-9]-[a-z-]+|the-note|glossary|formats|watch|quiz|commands"
            + "|your-numbers|left-out|picture-book|rubric|replay");

    /** Where a kit of sources has the recordings. */
    static final String RECORDINGS = "grader/checks/src/main/resources/mm/grader/recordings";

    private static final Pattern LINK = Pattern.compile("(!?)\\[([^\\]]*)\\]\\(([^)#:]+)(#[^)]*)?\\)");
    private static final Pattern MAVEN = Pattern.compile("mvn test -Pgrade( -pl [\\w/-]+)?( -am)?");
    private static final Pattern OTHER_LANGUAGE = Pattern.compile("(?m)^\\[(中文|English)\\]\\([^)]*\\)\n\n?");

    private final Path kit;
    private final Path target;
    private final Language language;

    HandoutPages(Path target, Language language) {
        kit = KitHome.root();
        this.target = target;
        this.language = language;
    }

    /** Writes all pages, then makes links of those words alone whose page is there. */
    void write(List<Exercise> exercises) throws IOException {
        pages("docs", PAGES);
        Pattern any = Pattern.compile("[\\w-]+");
        pages("docs/scripts", any);
        pages("exercises/00-machine", any);
        for (Exercise exercise : exercises) {
            pages("exercises/" + exercise.folder(), any);
            files("exercises/" + exercise.folder(), ".txt", ".mm", ".trace");
        }
        files("docs/pictures", ".svg");
        files("docs/examples", ".txt", ".trace");
        files("docs/scripts", ".mm");
        files("exercises/00-machine", ".mm");
        try (Stream<Path> recordings = Files.list(recordings())) {
            for (Path recording : recordings.sorted().toList()) {
                PackedKit.copy(recording, target.resolve("recordings").resolve(recording.getFileName() + ""));
            }
        }
    }

    private Path recordings() {
        Path packed = kit.resolve("recordings");
        return Files.isDirectory(packed) ? packed : kit.resolve(RECORDINGS);
    }

    private void pages(String folder, Pattern names) throws IOException {
        String ending = language == Language.EN ? ".md" : "." + language.code() + ".md";
        for (Path page : list(folder)) {
            String name = page.getFileName().toString();
            String own = name.replaceFirst("\\.zh\\.md$|\\.md$", "");
            if (name.equals(own + ending) && names.matcher(own).matches()) {
                write(folder + "/" + own + ".md", text(Files.readString(page)));
            }
        }
    }

    private void files(String folder, String... endings) throws IOException {
        for (Path file : list(folder)) {
            String name = file.getFileName().toString();
            if (Stream.of(endings).anyMatch(name::endsWith)) {
                PackedKit.copy(file, target.resolve(folder).resolve(name));
            }
        }
    }

    private List<Path> list(String folder) throws IOException {
        try (Stream<Path> files = Files.list(kit.resolve(folder))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private void write(String name, String text) throws IOException {
        Path file = target.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String text(String page) {
        String plain = OTHER_LANGUAGE.matcher(page).replaceAll("");
        String here = plain.replace(".zh.md", ".md").replace(RECORDINGS, "recordings");
        return MAVEN.matcher(here)
                .replaceAll(match -> Matcher.quoteReplacement("./mvnw test" + part(match, 1) + part(match, 2)));
    }

    private static String part(MatchResult match, int group) {
        return match.group(group) == null ? "" : match.group(group);
    }

    /** Makes words of links to files that are not in a folder; pictures that are not there go. */
    static void trimLinks(Path folder) throws IOException {
        for (Path page : FileTrees.files(folder)) {
            if (page.toString().endsWith(".md")) {
                String text = Files.readString(page);
                String trimmed = LINK.matcher(text).replaceAll(match -> Matcher.quoteReplacement(trimmed(page, match)));
                Files.writeString(page, trimmed);
            }
        }
    }

    private static String trimmed(Path page, MatchResult link) {
        if (Files.exists(page.resolveSibling(link.group(3)).normalize())) {
            return link.group();
        }
        return link.group(1).isEmpty() ? link.group(2) : "";
    }
}
