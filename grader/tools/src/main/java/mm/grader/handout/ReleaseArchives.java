package mm.grader.handout;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.zip.Deflater;
import mm.grader.kit.FileTrees;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/** Archives that programs in them may be run from, and whose bytes depend on nothing but what is in them. */
final class ReleaseArchives {
    /** A zip has local times, whatever the zone; the same as the build's own jars have. */
    private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

    private static final int FILE = 0100644;
    private static final int PROGRAM = 0100755;

    private ReleaseArchives() {}

    /** Packs a folder under a name. */
    static void zip(Path folder, String name, Path archive) throws IOException {
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(archive)) {
            zip.setLevel(Deflater.BEST_COMPRESSION);
            for (Path file : FileTrees.files(folder)) {
                ZipArchiveEntry entry = new ZipArchiveEntry(entry(folder, name, file));
                entry.setTimeLocal(TIME);
                entry.setUnixMode(mode(file));
                zip.putArchiveEntry(entry);
                Files.copy(file, zip);
                zip.closeArchiveEntry();
            }
        }
    }

    /** Packs a folder under a name. */
    static void tarGz(Path folder, String name, Path archive) throws IOException {
        GzipParameters parameters = new GzipParameters();
        parameters.setCompressionLevel(Deflater.BEST_COMPRESSION);
        try (OutputStream out = Files.newOutputStream(archive);
                OutputStream gzip = new GzipCompressorOutputStream(out, parameters);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip, "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Path file : FileTrees.files(folder)) {
                TarArchiveEntry entry = new TarArchiveEntry(entry(folder, name, file));
                entry.setSize(Files.size(file));
                entry.setModTime(FileTime.from(TIME.toInstant(ZoneOffset.UTC)));
                entry.setMode(mode(file));
                entry.setIds(0, 0);
                entry.setNames("", "");
                tar.putArchiveEntry(entry);
                Files.copy(file, tar);
                tar.closeArchiveEntry();
            }
        }
    }

    private static String entry(Path folder, String name, Path file) {
        return name + "/" + folder.relativize(file).toString().replace('\\', '/');
    }

    /** Returns the rights of a file: a program begins with the name of its interpreter. */
    private static int mode(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.read() == '#' && in.read() == '!' ? PROGRAM : FILE;
        }
    }
}
