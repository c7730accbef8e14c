package mm.grader.course.handin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mm.grader.kit.UserError;
import mm.text.Explained;
import mm.text.Message;

/** The folder of submissions: who handed in what. */
public final class HandIns {
    private static final Message NONE = Message.verbatim("");
    private static final Pattern ARCHIVE =
            Pattern.compile("(.+?)\\.(zip|tar\\.gz|tgz)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern DOCUMENT =
            Pattern.compile("(?is)(.+)\\.(pdf|txt|md|html?|docx?|odt|rtf|csv|png|jpe?g)");
    private static final String CLASSROOM = "-submissions";
    /** Names become names of files, with an ending, and file systems allow 255 bytes. */
    private static final int LONGEST = 200;

    private HandIns() {}

    /** Lists a folder whose hand-ins have no prefix, or that of a folder of GitHub Classroom. */
    public static List<HandIn> in(Path folder) {
        return in(folder, "");
    }

    /**
     * Lists a folder, sorted by student. Hidden files are nobody's, and neither is a document beside a hand-in of its name.
     *
     * @param prefix what all names begin with that is of no name; or ""
     * @throws UserError if there is no such folder, or nothing in it
     */
    public static List<HandIn> in(Path folder, String prefix) {
        if (!Files.isDirectory(folder)) {
            throw UserError.at(folder, "hand-ins.there-is-no-such-folder");
        }
        Map<String, List<HandIn>> byStudent = new TreeMap<>();
        for (Path path : list(folder)) {
            HandIn each = readable(path, prefix.isEmpty() ? classroom(folder) : prefix)
                    .within(folder);
            byStudent.computeIfAbsent(each.student(), name -> new ArrayList<>()).add(each);
        }
        if (byStudent.isEmpty()) {
            throw UserError.at(folder, "hand-ins.there-is-no-submission-in");
        }
        List<HandIn> all = new ArrayList<>();
        byStudent.values().forEach(same -> {
            Map<String, List<HandIn>> byId = new TreeMap<>();
            same.forEach(each ->
                    byId.computeIfAbsent(each.id(), id -> new ArrayList<>()).add(each));
            byId.forEach((id, of) ->
                    all.add(byId.size() == 1 ? only(of) : only(of).of(of.get(0).student() + "_" + id)));
        });
        all.removeIf(each -> isBeside(each, byStudent));
        return all.stream().sorted(Comparator.comparing(HandIn::student)).toList();
    }

    /** GitHub Classroom's own tool clones {@code week-3-ada} and others into the folder {@code week-3-submissions}. */
    private static String classroom(Path folder) {
        String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
        return name.endsWith(CLASSROOM) ? name.substring(0, name.length() - CLASSROOM.length()) + "-" : "";
    }

    /** A file such as ada.pdf beside ada.zip. */
    private static boolean isBeside(HandIn each, Map<String, List<HandIn>> byStudent) {
        Matcher document = DOCUMENT.matcher(each.student());
        return document.matches()
                && Files.isRegularFile(each.path(), LinkOption.NOFOLLOW_LINKS)
                && byStudent.containsKey(document.group(1));
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

    /** Of what a course's system gives several files of, the archive counts; a text that was typed does not. */
    private static HandIn only(List<HandIn> given) {
        List<HandIn> files = given.stream()
                .filter(each -> given.size() == 1 || !GivenName.of(each.given()).typed())
                .toList();
        List<HandIn> archives = files.stream()
                .filter(each -> each.id().isEmpty()
                        || each.kind() != HandIn.Kind.ARCHIVE
                        || ARCHIVE.matcher(each.path().getFileName().toString()).matches())
                .toList();
        List<HandIn> all = archives.isEmpty() ? files : archives;
        HandIn first = all.isEmpty() ? given.get(0) : all.get(0);
        return all.size() <= 1
                ? first
                : new HandIn(
                                first.student(),
                                first.path(),
                                first.kind(),
                                Message.of(
                                        "hand-ins.there-are-hand-ins-of",
                                        all.size(),
                                        String.join(
                                                ", ",
                                                all.stream()
                                                        .map(each -> each.path()
                                                                .getFileName()
                                                                .toString())
                                                        .toList())))
                        .given(first.student(), first.id(), first.given());
    }

    /** What cannot be looked at belongs to one student, and the others are looked at all the same. */
    private static HandIn readable(Path path, String prefix) {
        String file = path.getFileName().toString();
        GivenName names = GivenName.of(file);
        HandIn each;
        try {
            each = of(path);
        } catch (UserError e) {
            each = new HandIn(student(file), path, HandIn.Kind.FOLDER, Message.of("hand-ins.this-cannot-be-read"));
        }
        if (!names.id().isEmpty()) {
            return each.given(names.student(), names.id(), file);
        }
        boolean prefixed = each.student().startsWith(prefix) && each.student().length() > prefix.length();
        return prefixed ? each.of(each.student().substring(prefix.length())) : each;
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
            return new HandIn(
                    student(file),
                    path,
                    HandIn.Kind.ARCHIVE,
                    plain ? NONE : Message.of("hand-ins.this-is-no-file-and"));
        }
        if (Git.isRepository(path)) {
            return new HandIn(file.replaceFirst("(?s)(.)\\.git$", "$1"), path, HandIn.Kind.GIT, NONE);
        }
        return folder(path, file);
    }

    /**
     * As some systems for courses hand them out: a folder for each student, with the file in it. Documents beside it are
     * nobody's business; beside folders an archive is not looked at.
     */
    private static HandIn folder(Path path, String file) {
        List<Path> inner = list(path);
        List<Path> archives = inner.stream()
                .filter(each -> Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS)
                        && ARCHIVE.matcher(each.getFileName().toString()).matches())
                .toList();
        boolean sources = inner.stream()
                .anyMatch(each -> Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)
                        || each.getFileName().toString().endsWith(".java"));
        if (sources || archives.isEmpty()) {
            return new HandIn(file, path, HandIn.Kind.FOLDER, NONE);
        }
        String names =
                archives.stream().map(each -> each.getFileName().toString()).collect(Collectors.joining(", "));
        Message several = archives.size() == 1 ? NONE : Message.of("hand-ins.several-archives", archives.size(), names);
        return new HandIn(file, archives.get(0), HandIn.Kind.ARCHIVE, several);
    }

    private static String student(String file) {
        Matcher archive = ARCHIVE.matcher(file);
        return archive.matches() ? archive.group(1) : file;
    }

    /** Returns the numbers by which a course's system knows the students, by the names of their hand-ins. */
    public static Map<String, String> ids(List<HandIn> all) {
        Map<String, String> ids = new TreeMap<>();
        all.stream().filter(each -> !each.id().isEmpty()).forEach(each -> ids.put(each.student(), each.id()));
        return ids;
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
