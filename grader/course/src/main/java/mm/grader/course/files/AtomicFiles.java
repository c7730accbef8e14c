package mm.grader.course.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Stream;
import mm.text.Message;

/** Files that are there whole or not at all, also when the power goes in the middle. */
public final class AtomicFiles {
    private static final String TEMPORARY = ".writing-";

    private AtomicFiles() {}

    /**
     * Writes a file: beside its place, to the disk, then under its name.
     *
     * @throws RunStoppedException if that cannot be done
     */
    public static void write(Path target, byte[] content) {
        Path temporary = target.resolveSibling(TEMPORARY + UUID.randomUUID());
        try {
            try (FileChannel file =
                    FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                ByteBuffer rest = ByteBuffer.wrap(content);
                while (rest.hasRemaining()) {
                    file.write(rest);
                }
                file.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            sync(target.getParent());
        } catch (IOException e) {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw new RunStoppedException(Message.of("atomic-files.cannot-be-written", target, reason(e)), e);
        }
    }

    /**
     * Writes a file that can be made again, such as a page: whole or not at all for whoever looks, but not forced to the
     * disk, which takes most of the time where there are thousands.
     *
     * @throws RunStoppedException if that cannot be done
     */
    public static void writeAgain(Path target, byte[] content) {
        Path temporary = target.resolveSibling(TEMPORARY + UUID.randomUUID());
        try {
            Files.write(temporary, content);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new RunStoppedException(Message.of("atomic-files.cannot-be-written", target, reason(e)), e);
        }
    }

    /** Writes a text. */
    public static void write(Path target, String text) {
        write(target, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Makes a folder. */
    public static void folder(Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
                sync(folder.toAbsolutePath().getParent());
            }
        } catch (IOException e) {
            throw new RunStoppedException(Message.of("atomic-files.this-folder-cannot-be-made", folder, reason(e)), e);
        }
    }

    /** A name is on the disk when its folder is. Not all systems let folders be opened; those write names at once. */
    private static void sync(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            if (!System.getProperty("os.name").startsWith("Windows")) {
                throw new RunStoppedException(
                        Message.of("atomic-files.cannot-be-written-to-the", folder, reason(e)), e);
            }
        }
    }

    /** Removes what a killed run was writing. */
    public static void tidy(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith(TEMPORARY))
                    .filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new RunStoppedException(Message.of("atomic-files.cannot-be-tidied-up", folder, reason(e)), e);
        }
    }

    /** Tries whether there is room in a folder; what cannot be written makes wrong marks otherwise. */
    public static void requireRoom(Path folder) {
        Path probe = folder.resolve(TEMPORARY + UUID.randomUUID());
        try {
            Files.write(probe, new byte[1 << 20]);
            Files.delete(probe);
        } catch (IOException e) {
            try {
                Files.deleteIfExists(probe);
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw new RunStoppedException(Message.of("atomic-files.there-is-no-room-to", folder, reason(e)), e);
        }
    }

    private static Message reason(IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("No space left") // the words of the C library, whatever the language of the kit
                ? Message.of("atomic-files.the-disk-is-full")
                : Message.verbatim(message);
    }

    /** Returns a sum of bytes, in hexadecimal digits. */
    public static String sum(byte[]... parts) {
        MessageDigest digest = digest();
        for (byte[] part : parts) {
            digest.update(part);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Returns the digest that such sums are made with: SHA-256. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
