package mm.grader.course.handin;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.grader.kit.ExplainedIOException;
import mm.grader.kit.FileTrees;
import mm.grader.kit.UserError;
import mm.grader.submission.Unpacked;
import mm.text.Explained;
import mm.text.Message;

/**
 * A student's git repository, which is data and never a program: neither its configuration nor its hooks are read. An
 * empty repository of our own borrows its objects, and git is asked only for what is in a commit.
 *
 * <pre>
 * HEAD -> refs -> commit      read from the files
 * git rev-list                that commit and its first parents, with their times
 * git ls-tree, git cat-file   its Java files, without checkout, filters, hooks or network
 * </pre>
 */
final class Git {
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final Pattern ENTRY = Pattern.compile("(?s)([0-7]+) (\\w+) ([0-9a-f]+) +([0-9-]+)\t(.+)");
    private static final Pattern REF = Pattern.compile("refs/[^\\x00-\\x20\\x7f~^:?*\\[\\\\]{1,240}");
    private static final Pattern TIME = Pattern.compile("committer .*> (-?[0-9]{1,30}) [+-][0-9]{1,6}");
    private static final long FIRST_SECOND =
            Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST_SECOND =
            Instant.parse("9999-12-31T00:00:00Z").getEpochSecond();
    private static final int MAX_INDIRECT = 5;
    private static final int MAX_HISTORY = 50_000;
    private static final int MAX_REFS = 8 << 20;
    private static final int SECONDS = 60;
    private static final long LONGEST_ANSWER = 16L << 20;

    /** A tree or a commit of gigabytes is small in a repository, and git reads it into memory as a whole. */
    private static final List<String> LIMITED = List.of(
            "sh",
            "-c",
            "ulimit -v 1048576 2>/dev/null; command -v git >/dev/null || exit 127; exec git \"$@\"",
            "git",
            "-c",
            "core.hooksPath=/dev/null",
            "-c",
            "core.commitGraph=false",
            "-c",
            "core.multiPackIndex=false",
            "-c",
            "core.packedGitWindowSize=32m",
            "-c",
            "core.packedGitLimit=256m");

    private static final int NO_SUCH_PROGRAM = 127;

    private final Path repository;
    private final Path own;

    private Git(Path repository, Path own) {
        this.repository = repository;
        this.own = own;
    }

    /** A commit, and when it was made. */
    record Commit(String id, Instant time) {}

    /** What a commit has: its Java files in a folder, when it was made, and what was left out. */
    record Checkout(Instant time, List<Message> notes) {}

    private interface Question<T> {
        T of(Git git, String head) throws IOException;
    }

    /** Tells whether a folder is a repository, bare or with a working tree. */
    static boolean isRepository(Path folder) {
        return Files.exists(folder.resolve(".git"), LinkOption.NOFOLLOW_LINKS) || isGitFolder(folder);
    }

    private static boolean isGitFolder(Path folder) {
        return Files.isRegularFile(folder.resolve("HEAD"), LinkOption.NOFOLLOW_LINKS)
                && Files.isDirectory(folder.resolve("objects"), LinkOption.NOFOLLOW_LINKS)
                && Files.isDirectory(folder.resolve("refs"), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Returns HEAD and the first parents from there, the newest first.
     *
     * @throws UserError if there is no commit to be had, with a sentence that does not name the repository
     */
    static List<Commit> history(Path folder) {
        return ask(folder, (git, head) -> git.history(git.commitOf(head)));
    }

    /**
     * Returns the Java files of a commit: their names and what git calls their contents.
     *
     * @throws UserError if that cannot be done, with a sentence that does not name the repository
     */
    static Map<String, String> sources(Path folder, String commit) {
        return ask(folder, (git, head) -> git.sources(commit));
    }

    /**
     * Takes the Java files out of a commit.
     *
     * @throws UserError if that cannot be done, with a sentence that does not name the repository
     */
    static Checkout checkOut(Path folder, Path target, String commit) {
        return ask(folder, (git, head) -> new Checkout(git.timeOf(commit), git.unpack(commit, target)));
    }

    private static <T> T ask(Path folder, Question<T> question) {
        Path repository = isGitFolder(folder) ? folder : folder.resolve(".git");
        if (Files.isSymbolicLink(repository) || !isGitFolder(repository)) {
            throw UserError.of("git.this-is-a-git-repository");
        }
        if (Files.exists(repository.resolve(Path.of("objects", "info", "alternates")), LinkOption.NOFOLLOW_LINKS)) {
            throw UserError.of("git.this-git-repository-borrows-from");
        }
        requireNoLinks(repository);
        Path own = null;
        try {
            String head = head(repository);
            own = FileTrees.temporary("git-");
            Git git = new Git(repository, own);
            git.borrow(head.length() == 64 ? "sha256" : "sha1");
            return question.of(git, head);
        } catch (IOException e) {
            String reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
            throw reason == null
                    ? UserError.of("git.unreadable")
                    : UserError.of(
                            "git.this-git-repository-cannot-be",
                            e instanceof ExplainedIOException ? Explained.of(e) : reason);
        } finally {
            if (own != null) {
                FileTrees.delete(own);
            }
        }
    }

    /** A link among the objects would make git read what is not the student's: a neighbour's hand-in, for example. */
    private static void requireNoLinks(Path repository) {
        for (String part : List.of("objects", "refs")) {
            if (!FileTrees.links(repository.resolve(part)).isEmpty()) {
                throw UserError.of("git.there-are-symbolic-links-in");
            }
        }
    }

    private static String head(Path repository) throws IOException {
        String head = text(repository.resolve("HEAD")).strip();
        for (int i = 0; i < MAX_INDIRECT && head.startsWith("ref: "); i++) {
            head = resolve(repository, head.substring("ref: ".length()).strip());
        }
        if (!COMMIT.matcher(head).matches()) {
            throw UserError.of("git.there-is-no-commit-in");
        }
        return head;
    }

    /** One byte a character, whatever it is: names are compared, and nothing else. */
    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(MAX_REFS + 1);
            if (bytes.length > MAX_REFS) {
                throw new ExplainedIOException("git.is-too-long", file.getFileName());
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    private static String resolve(Path repository, String ref) throws IOException {
        if (!REF.matcher(ref).matches() || ref.contains("..")) {
            throw UserError.of("git.head-of-this-git-repository");
        }
        Path loose = repository.resolve(new String(ref.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
        if (Files.isRegularFile(loose, LinkOption.NOFOLLOW_LINKS)) {
            return text(loose).strip();
        }
        Path packed = repository.resolve("packed-refs");
        if (Files.isRegularFile(packed, LinkOption.NOFOLLOW_LINKS)) {
            return text(packed)
                    .lines()
                    .filter(line -> line.endsWith(" " + ref))
                    .map(line -> line.substring(0, line.indexOf(' ')))
                    .findFirst()
                    .orElse("");
        }
        return "";
    }

    private void borrow(String format) throws IOException {
        ask("init", "--quiet", "--bare", "--template=", "--object-format=" + format, own.toString());
        Path info = own.resolve(Path.of("objects", "info"));
        Files.createDirectories(info);
        Files.writeString(
                info.resolve("alternates"),
                repository.resolve("objects").toAbsolutePath().normalize() + "\n",
                StandardCharsets.UTF_8);
        Path shallow = repository.resolve("shallow");
        if (Files.isRegularFile(shallow, LinkOption.NOFOLLOW_LINKS)) {
            Files.writeString(own.resolve("shallow"), text(shallow), StandardCharsets.ISO_8859_1);
        }
    }

    private List<Commit> history(String head) throws IOException {
        List<Commit> history = new ArrayList<>();
        String list = text("rev-list", "--first-parent", "--max-count=" + MAX_HISTORY, "--format=%H %ct", head);
        for (String line :
                list.lines().filter(each -> !each.startsWith("commit ")).toList()) {
            String[] words = line.split(" ", 2);
            history.add(new Commit(words[0], instant(words.length == 2 ? words[1] : "")));
        }
        return history;
    }

    /** HEAD may name a tag, which names a commit; a blob or a tree does not. */
    private String commitOf(String named) throws IOException {
        try {
            return text("rev-parse", "--verify", "--quiet", named + "^{commit}").strip();
        } catch (IOException e) {
            throw UserError.of("git.head-of-this-git-repository-2");
        }
    }

    /** Git itself shows no time before 1970, though a commit can have one, and one beyond all calendars. */
    private Instant timeOf(String commit) throws IOException {
        String committer = text("cat-file", "commit", commit)
                .lines()
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> line.startsWith("committer "))
                .findFirst()
                .orElse("");
        Matcher time = TIME.matcher(committer);
        if (!time.matches()) {
            throw UserError.of("git.the-commit-in-this-git");
        }
        return instant(time.group(1));
    }

    private static Instant instant(String seconds) {
        return Instant.ofEpochSecond(new BigInteger(seconds.matches("-?[0-9]{1,30}") ? seconds : "0")
                .max(BigInteger.valueOf(FIRST_SECOND))
                .min(BigInteger.valueOf(LAST_SECOND))
                .longValueExact());
    }

    private Map<String, String> sources(String commit) throws IOException {
        Map<String, String> sources = new TreeMap<>();
        for (String each :
                text("ls-tree", "-r", "-z", "-l", "--full-tree", commit).split("\0")) {
            Matcher entry = ENTRY.matcher(each);
            if (entry.matches() && Unpacked.isSource(entry.group(5))) {
                sources.put(entry.group(5), entry.group(3));
            }
        }
        return sources;
    }

    private List<Message> unpack(String commit, Path target) throws IOException {
        Unpacked unpacked = new Unpacked("", "repository", target);
        String[] entries =
                text("ls-tree", "-r", "-z", "-l", "--full-tree", commit).split("\0");
        unpacked.requireFew(entries.length);
        for (String each : entries) {
            Matcher entry = ENTRY.matcher(each);
            if (!entry.matches() || !entry.group(2).equals("blob") || !Unpacked.isSource(entry.group(5))) {
                continue;
            }
            if (entry.group(1).equals("120000")) {
                unpacked.link(entry.group(5));
            } else if (Long.parseLong(entry.group(4)) > LONGEST_ANSWER) {
                throw UserError.of("git.a-source-in-this-git", entry.group(5));
            } else {
                unpacked.add(entry.group(5), new ByteArrayInputStream(ask("cat-file", "blob", entry.group(3))));
            }
        }
        return unpacked.notes();
    }

    private String text(String... arguments) throws IOException {
        return new String(ask(arguments), StandardCharsets.UTF_8);
    }

    private byte[] ask(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(LIMITED);
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(own.toFile());
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        builder.environment().put("GIT_DIR", own.toString());
        builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        builder.environment().put("GIT_NO_LAZY_FETCH", "1");
        builder.environment().put("GIT_ALLOW_PROTOCOL", "none");
        builder.environment().put("GIT_TERMINAL_PROMPT", "0");
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        Thread alarm = new Thread(() -> expire(process));
        alarm.setDaemon(true);
        alarm.start();
        try (InputStream out = process.getInputStream()) {
            process.getOutputStream().close();
            byte[] answer = out.readNBytes((int) LONGEST_ANSWER + 1);
            if (answer.length > LONGEST_ANSWER) {
                throw new ExplainedIOException("git.there-is-too-much-in");
            }
            int exit = process.waitFor();
            if (exit == NO_SUCH_PROGRAM) {
                throw UserError.of("git.this-is-a-git-repository-2");
            }
            if (exit != 0) {
                throw new ExplainedIOException("git.git-failed-on-it", arguments[0]);
            }
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
            alarm.interrupt();
        }
    }

    private static void expire(Process process) {
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
