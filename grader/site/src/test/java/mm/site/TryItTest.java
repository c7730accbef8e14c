package mm.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.commonmark.node.Node;
import org.junit.jupiter.api.Test;

/** Below each quoted command that runs a script or a trace of the kit is a link that opens the lab with it. */
final class TryItTest {
    private static final Path KIT = Path.of(System.getProperty("mm.home", "../.."));
    private static final Pattern LINK = Pattern.compile("href=\"lab\\.html#([st])=([A-Za-z0-9_-]+)\"");

    /** Returns the pages in which somebody quotes commands, with the files that these run. */
    private static Map<Path, Set<Path>> quoted() throws IOException {
        Map<Path, Set<Path>> quoted = new TreeMap<>();
        try (Stream<Path> files =
                Stream.of("docs", "exercises", "README.md", "README.zh.md").flatMap(name -> walk(KIT.resolve(name)))) {
            for (Path page :
                    files.filter(file -> file.toString().endsWith(".md")).toList()) {
                boolean code = false;
                for (String line : Files.readAllLines(page)) {
                    code ^= line.startsWith("```");
                    boolean ownCode = line.contains(" --with "); // which no page of ours can run
                    if (code && !ownCode && line.matches("(\\$ )?\\./mm (run|play|trace) .*")) {
                        for (String word : line.split("\\s+")) {
                            if (word.matches(".*\\.(mm|txt|trace)") && Files.isRegularFile(KIT.resolve(word))) {
                                quoted.computeIfAbsent(page, any -> new TreeSet<>())
                                        .add(Path.of(word));
                            }
                        }
                    }
                }
            }
        }
        return quoted;
    }

    private static Stream<Path> walk(Path start) {
        try {
            return Files.walk(start);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void every_quoted_script_and_trace_can_be_tried() throws IOException {
        Map<Path, Set<Path>> quoted = quoted();
        assertThat(quoted).hasSizeGreaterThan(15);
        for (Map.Entry<Path, Set<Path>> page : quoted.entrySet()) {
            Node document = Markdown.parse(Files.readString(page.getKey()));
            String html = TryIt.in(
                    Markdown.html(document, Markdown.anchors(document), target -> target),
                    KIT,
                    script -> TryIt.lab("lab.html", KIT.resolve(script), "try it"));
            Set<String> offered = new TreeSet<>();
            Matcher link = LINK.matcher(html);
            while (link.find()) {
                offered.add(link.group(1) + unpacked(link.group(2)));
            }
            for (Path file : page.getValue()) {
                String kind = file.toString().endsWith(".trace") ? "t" : "s";
                assertThat(offered)
                        .as(page.getKey() + ": " + file)
                        .contains(kind + Files.readString(KIT.resolve(file)));
            }
        }
    }

    private static String unpacked(String packed) throws IOException {
        byte[] bytes = Base64.getUrlDecoder().decode(packed);
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(bytes), new Inflater(true))) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}
