package mm.grader.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.grader.kit.KitHome;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.CheckTexts;
import mm.grader.text.Language;

/** What there is to read about a check: the section of the chapter that explains it, and what the contracts say that it demands. */
final class FurtherReading {
    private static final Pattern CHAPTER = Pattern.compile("docs/([\\w./-]+\\.md)(?:: |：)(.*)");
    private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\|.*");
    private static final Pattern CHECK = Pattern.compile("rubric(?:\\.zh)?\\.md#(\\w+)\\)");
    private static final int MAX_MEMBERS = 3;

    /** The built site, whose pages a browser shows better than Markdown. */
    private static final String SITE = "grader/site/target/site/";

    private final String kit;
    private final CheckTexts texts;
    private final String contracts;
    /** The members that demand a check, by its method's name and the headings of their contracts. */
    private final Map<String, Map<String, Set<String>>> demanded = new LinkedHashMap<>();

    /**
     * Finds what there is.
     *
     * @param kit where the kit is, seen from the page, ending with a slash; "" if nobody knows, and nothing is a link
     */
    FurtherReading(Language language, CheckTexts texts, String kit) {
        this.kit = kit;
        this.texts = texts;
        contracts = language == Language.EN ? "contracts.md" : "contracts." + language.code() + ".md";
        Path page = KitHome.root().resolve("docs").resolve(contracts);
        if (Files.exists(page)) {
            read(page);
        }
    }

    /** A place in the handbook, and where it is seen from the page: "" if nobody knows. */
    record Place(String text, String link) {}

    private void read(Path page) {
        String heading = "";
        try {
            for (String line : Files.readAllLines(page)) {
                heading = line.startsWith("## ") ? line.substring(3) : heading;
                Matcher row = ROW.matcher(line);
                if (row.matches()) {
                    String of = heading;
                    CHECK.matcher(line)
                            .results()
                            .forEach(check -> demanded.computeIfAbsent(check.group(1), unused -> new LinkedHashMap<>())
                                    .computeIfAbsent(of, unused -> new LinkedHashSet<>())
                                    .add(row.group(1)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the places about a check: the chapter first. */
    List<Place> of(CheckInfo check) {
        List<Place> places = new ArrayList<>();
        for (int i = 1; i <= check.hints().size(); i++) {
            Matcher hint = CHAPTER.matcher(texts.hint(check, i));
            if (hint.matches()) {
                places.add(place(hint.group(1), hint.group(2), ""));
            }
        }
        demanded.getOrDefault(check.method(), Map.of()).forEach((heading, members) -> {
            String some = String.join(", ", members.stream().limit(MAX_MEMBERS).toList());
            places.add(place(contracts, heading, " (" + some + (members.size() > MAX_MEMBERS ? ", …" : "") + ")"));
        });
        return places;
    }

    private Place place(String file, String heading, String more) {
        Path root = KitHome.root();
        String site = SITE + "docs/" + file.replaceFirst("\\.md$", ".html");
        String there = isMadeOf(root.resolve(site), root.resolve("docs").resolve(file)) ? site : "docs/" + file;
        boolean known = !kit.isEmpty() && Files.exists(root.resolve(there));
        return new Place("docs/" + file + ": " + heading + more, known ? kit + there + "#" + anchor(heading) : "");
    }

    /** Tells whether a page of the site is there, and not older than the one that it is made of. */
    private static boolean isMadeOf(Path html, Path page) {
        try {
            return Files.exists(html)
                    && Files.getLastModifiedTime(html).compareTo(Files.getLastModifiedTime(page)) >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns the anchor of a heading, as GitHub and the kit's site make it. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                .replace(' ', '-');
    }
}
