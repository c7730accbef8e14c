package mm.grader.course.handin;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mm.grader.kit.FileTrees;
import mm.grader.kit.UserError;
import mm.grader.submission.Unpacked;
import mm.text.Message;

/**
 * A student's git repository, which is data and never a program: neither its configuration nor its hooks are read. An
 * empty repository of our own borrows its objects, and git is asked only for what is in a commit.
 *
 * <pre>
 * HEAD -> refs -> commit      read from the files
 * deadline? the last first-parent of it whose commit is not later
 * git ls-tree, git cat-file   its Java files, without checkout, filters, hooks or network
 * </pre>
 */
final class Git {
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final Pattern ENTRY = Pattern.compile("(?s)([0-7]+) (\\w+) ([0-9a-f]+) +([0-9-]+)\t(.+)");
    private static final int SECONDS = 60;
    private static final long LONGEST_ANSWER = 16L << 20;

    private final Path repository;
    private final Path own;

    private Git(Path repository, Path own) {
        this.repository = repository;
        this.own = own;
    }

    /** What a commit is: its Java files in a folder, when it was made, and what was left out. */
    record Checkout(String commit, Instant time, List<Message> notes) {}

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
     * Takes the Java files out of the commit that counts.
     *
     * @param deadline the commit must not be later, if there is one that is not; null: HEAD counts
     * @throws UserError if there is no commit to be had, with a sentence that does not name the repository
     */
    static Checkout checkOut(Path folder, Path target, Instant deadline) {
        Path repository = isGitFolder(folder) ? folder : folder.resolve(".git");
        if (!isGitFolder(repository)) {
            throw new UserError("this is a git repository whose data is elsewhere or not whole; hand in a clone");
        }
        if (Files.exists(repository.resolve(Path.of("objects", "info", "alternates")))) {
            throw new UserError("this git repository borrows from another one; hand in a clone");
        }
        Path own = null;
        try {
            String head = head(repository);
            own = Files.createTempDirectory("mm-git-");
            Git git = new Git(repository, own);
            git.borrow(head.length() == 64 ? "sha256" : "sha1");
            return git.checkOut(head, target, deadline);
        } catch (IOException e) {
            throw new UserError("this git repository cannot be read: " + e.getMessage());
        } finally {
            if (own != null) {
                FileTrees.delete(own);
            }
        }
    }

    private static String head(Path repository) throws IOException {
        String head = Files.readString(repository.resolve("HEAD"), StandardCharsets.UTF_8)
                .strip();
        if (head.startsWith("ref: refs/")) {
            head = resolve(repository, head.substring("ref: ".length()));
        }
        if (!COMMIT.matcher(head).matches()) {
            throw new UserError("there is no commit in this git repository, at least none that HEAD names");
        }
        return head;
    }

    private static String resolve(Path repository, String ref) throws IOException {
        Path loose = repository.resolve(ref).normalize();
        if (loose.startsWith(repository.resolve("refs").normalize())
                && Files.isRegularFile(loose, LinkOption.NOFOLLOW_LINKS)) {
            return Files.readString(loose, StandardCharsets.UTF_8).strip();
        }
        Path packed = repository.resolve("packed-refs");
        if (Files.isRegularFile(packed, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<String> lines = Files.lines(packed, StandardCharsets.UTF_8)) {
                return lines.filter(line -> line.endsWith(" " + ref))
                        .map(line -> line.substring(0, line.indexOf(' ')))
                        .findFirst()
                        .orElse("");
            }
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
    }

    private Checkout checkOut(String head, Path target, Instant deadline) throws IOException {
        String commit = head;
        if (deadline != null) {
            String before =
                    text("rev-list", "--first-parent", "--max-count=1", "--before=@" + deadline.getEpochSecond(), head);
            commit = before.isBlank() ? head : before.strip(); // nothing in time: then HEAD, which is late
        }
        String time =
                text("show", "--no-patch", "--no-notes", "--format=%ct", commit).strip();
        return new Checkout(commit, Instant.ofEpochSecond(Long.parseLong(time)), unpack(commit, target));
    }

    private List<Message> unpack(String commit, Path target) throws IOException {
        Unpacked unpacked = new Unpacked("this git repository", "repository", target);
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
                throw new UserError("a source in this git repository is longer than 1 MB: " + entry.group(5));
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
        List<String> command = new ArrayList<>(List.of("git", "-c", "core.hooksPath=/dev/null"));
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
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UserError("this is a git repository, and there is no git on this machine");
        }
        Thread alarm = new Thread(() -> expire(process));
        alarm.setDaemon(true);
        alarm.start();
        try (InputStream out = process.getInputStream()) {
            process.getOutputStream().close();
            byte[] answer = out.readNBytes((int) LONGEST_ANSWER + 1);
            if (answer.length > LONGEST_ANSWER) {
                throw new IOException("there is too much in it");
            }
            if (process.waitFor() != 0) {
                throw new IOException("git " + arguments[0] + " failed on it");
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
