package mm.grader.submission;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mm.grader.kit.Untrusted;
import mm.machine.Exercise;
import mm.text.Message;

/** Why there is no exercise in a folder: each mistake has its own sentence, which says what would be right. */
final class NoExercise {
    private static final int MAX_FILES = 5_000;
    private static final int MAX_DEPTH = 20;
    private static final int MAX_HEAD = 1 << 16;
    private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+([\\w.]+)\\s*;");
    private static final String SOURCES = "src/main/java/";

    private final Path folder;
    private final List<Path> files;

    private NoExercise(Path folder) throws IOException {
        this.folder = folder;
        try (Stream<Path> all = Files.walk(folder, MAX_DEPTH, new FileVisitOption[0])) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> !shown(file).matches("(?s)(.*/)?(\\..*|__MACOSX/.*)"))
                    .limit(MAX_FILES)
                    .sorted()
                    .toList();
        }
    }

    /** Returns the sentence. */
    static Message why(Path folder) {
        try {
            return new NoExercise(folder).why();
        } catch (IOException | java.io.UncheckedIOException e) {
            return Message.of("submission.none", Exercise.BRK_MMAP.sources(Path.of("")));
        }
    }

    private Message why() {
        if (files.isEmpty()) {
            return Message.of("submission.empty");
        }
        return misplaced()
                .or(() -> first(".*\\.(class|jar)").map(file -> Message.of("submission.compiled", name(file))))
                .or(() ->
                        first(".*\\.(zip|tar\\.gz|tgz)").map(file -> Message.of("submission.packed-twice", name(file))))
                .or(() -> first(".*\\.(rar|7z|tar|gz|bz2|xz|zst)")
                        .map(file -> Message.of("submission.other-archive", name(file))))
                .or(() -> first(".*\\.java")
                        .map(file -> Message.of(
                                "submission.other-sources", name(file), Exercise.BRK_MMAP.sources(Path.of("")))))
                .orElseGet(() -> Message.of("submission.no-source", name(files.get(0))));
    }

    private Optional<Path> first(String name) {
        return files.stream()
                .filter(file -> file.getFileName()
                        .toString()
                        .toLowerCase(java.util.Locale.ROOT)
                        .matches("(?s)" + name))
                .findFirst();
    }

    /** A source of an exercise, by its package: too far down, in a folder of another name, or in none. */
    private Optional<Message> misplaced() {
        for (Path file : files) {
            Exercise exercise = file.toString().endsWith(".java") ? exercise(file) : null;
            if (exercise != null) {
                String right = exercise.folder() + "/" + SOURCES
                        + packageOf(file).replace('.', '/') + "/" + file.getFileName();
                return Optional.of(
                        ("/" + shown(file)).endsWith("/" + right)
                                ? Message.of("submission.too-deep", name(file))
                                : Message.of("submission.misplaced", name(file), Untrusted.line(right)));
            }
        }
        return Optional.empty();
    }

    private static Exercise exercise(Path file) {
        String name = packageOf(file);
        return Stream.of(Exercise.values())
                .filter(each -> each.packageName().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static String packageOf(Path file) {
        try (var in = Files.newInputStream(file)) {
            Matcher declared = PACKAGE.matcher(new String(in.readNBytes(MAX_HEAD), StandardCharsets.UTF_8));
            return declared.find() ? declared.group(1) : "";
        } catch (IOException e) {
            return "";
        }
    }

    private String shown(Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    private String name(Path file) {
        return Untrusted.line(shown(file));
    }
}
