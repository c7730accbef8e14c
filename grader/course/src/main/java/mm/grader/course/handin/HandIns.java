package mm.grader.course.handin;
import mm.text.Explained;
import mm.text.Message;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mm.grader.kit.UserError;

/** The folder of submissions: who handed in what. */
public final class HandIns {
    private static final Message NONE = Message.verbatim("");
    private static final Pattern ARCHIVE =
            Pattern.compile("(.+?)\\.(zip|tar\\.gz|tgz)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    /** Names become names of files, with an ending, and file systems allow 255 bytes. */
    private static final int LONGEST = 200;

    private HandIns() {}

    /**
     * Lists a folder, sorted by student. Hidden files are nobody's.
     *
     * @throws UserError if there is no such folder, or nothing in it
     */
    public static List<HandIn> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw UserError.at(folder, "hand-ins.there-is-no-such-folder");
        }
        Map<String, List<HandIn>> byStudent = new TreeMap<>();
        for (Path path : list(folder)) {
            HandIn each = readable(path);
            byStudent.computeIfAbsent(each.student(), name -> new ArrayList<>()).add(each);
        }
        if (byStudent.isEmpty()) {
            throw UserError.at(folder, "hand-ins.there-is-no-submission-in");
        }
        return byStudent.values().stream().map(HandIns::only).toList();
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(path -> !path.getFileName().toString().matches("(?s)\\..*|__MACOSX"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw UserError.at(folder, "hand-ins.cannot-be-read", Explained.of(e));
        }
    }

    private static HandIn only(List<HandIn> all) {
        HandIn first = all.get(0);
        return all.size() == 1
                ? first
                : new HandIn(
                        first.student(),
                        first.path(),
                        first.kind(),
                        Message.of("hand-ins.there-are-hand-ins-of", all.size(), String.join(
                                        ", ",
                                        all.stream()
                                                .map(each -> each.path()
                                                        .getFileName()
                                                        .toString())
                                                .toList())));
    }

    /** What cannot be looked at belongs to one student, and the others are looked at all the same. */
    private static HandIn readable(Path path) {
        try {
            return of(path);
        } catch (UserError e) {
            return new HandIn(student(path.getFileName().toString()), path, HandIn.Kind.FOLDER, Message.of("hand-ins.this-cannot-be-read"));
        }
    }

    private static HandIn of(Path path) {
        String file = path.getFileName().toString();
        if (Files.isSymbolicLink(path)) {
            return new HandIn(student(file), path, HandIn.Kind.FOLDER, Message.of("hand-ins.this-is-a-symbolic-link"));
        }
        if (file.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            String cut = file.substring(0, Math.min(file.length(), LONGEST / 4));
            return new HandIn(cut, path, HandIn.Kind.FOLDER, Message.of("hand-ins.this-name-is-longer-than", LONGEST));
        }
        if (!Files.isDirectory(path)) {
            boolean plain = Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
            return new HandIn(student(file), path, HandIn.Kind.ARCHIVE, plain ? NONE : Message.of("hand-ins.this-is-no-file-and"));
        }
        if (Git.isRepository(path)) {
            return new HandIn(file.replaceFirst("(?s)(.)\\.git$", "$1"), path, HandIn.Kind.GIT, NONE);
        }
        // As some systems for courses hand them out: a folder for each student, with the file in it.
        List<Path> inner = list(path);
        if (inner.size() == 1
                && Files.isRegularFile(inner.get(0), LinkOption.NOFOLLOW_LINKS)
                && ARCHIVE.matcher(inner.get(0).getFileName().toString()).matches()) {
            return new HandIn(file, inner.get(0), HandIn.Kind.ARCHIVE, NONE);
        }
        return new HandIn(file, path, HandIn.Kind.FOLDER, NONE);
    }

    private static String student(String file) {
        Matcher archive = ARCHIVE.matcher(file);
        return archive.matches() ? archive.group(1) : file;
    }

    /** Returns the part of a folder that a shard is to grade. */
    public static List<HandIn> shard(List<HandIn> all, Shard shard) {
        List<HandIn> part = new ArrayList<>();
        for (int at = shard.number() - 1; at < all.size(); at += shard.of()) {
            part.add(all.get(at));
        }
        return part;
    }
}
