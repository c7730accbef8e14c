package mm.grader.course;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import mm.machine.Exercise;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Hand-ins that could stop a class: each is its student's alone, with marks or with a reason why there are none. */
enum HostileHandIn {
    ZIP_NAME_WITH_A_ZERO(true) {
        @Override
        void write(Path folder, String student) throws IOException {
            zip(folder.resolve(student + ".zip"), List.of("06-oom/src/main/java/mm/oom/A\0.java", KILLER));
        }
    },
    ZIP_OF_TOO_MANY_FILES(false) {
        @Override
        void write(Path folder, String student) throws IOException {
            zip(
                    folder.resolve(student + ".zip"),
                    java.util.stream.IntStream.range(0, 20_001)
                            .mapToObj(i -> "x" + i)
                            .toList());
        }
    },
    ZIP_WHOSE_SOURCE_FOLDER_IS_A_FILE(true) {
        @Override
        void write(Path folder, String student) throws IOException {
            zip(folder.resolve(student + ".zip"), List.of("06-oom/src/main/java", "06-oom/src/main/java/A.java"));
        }
    },
    ZIP_OF_A_GIGABYTE(false) {
        @Override
        void write(Path folder, String student) throws IOException {
            sparse(folder.resolve(student + ".zip"), "PK\3\4", 1L << 30);
        }
    },
    TAR_WITH_A_LONG_NAME(false) {
        @Override
        void write(Path folder, String student) throws IOException {
            tar(folder.resolve(student + ".tar.gz"), "././@LongLink", 'L', 480L << 20);
        }
    },
    TAR_WITH_LONG_RECORDS(false) {
        @Override
        void write(Path folder, String student) throws IOException {
            tar(folder.resolve(student + ".tar.gz"), "PaxHeaders/x", 'x', 400L << 20);
        }
    },
    TAR_OF_ZEROS(false) {
        @Override
        void write(Path folder, String student) throws IOException {
            tar(folder.resolve(student + ".tgz"), "06-oom/src/main/java/mm/oom/A.java", '0', 600L << 20);
        }
    },
    TAR_OF_A_SPARSE_FILE(false) {
        @Override
        void write(Path folder, String student) throws IOException {
            tar(folder.resolve(student + ".tgz"), "06-oom/src/main/java/mm/oom/A.java", 'S', 1 << 20);
        }
    },
    SPARSE_SOURCE(true) {
        @Override
        void write(Path folder, String student) throws IOException {
            sparse(source(folder.resolve(student)), "class", 3L << 30);
        }
    },
    SOURCE_THAT_IS_A_PIPE(false) {
        @Override
        void write(Path folder, String student) throws Exception {
            Path file = source(folder.resolve(student));
            new ProcessBuilder("mkfifo", file.toString()).start().waitFor();
        }
    },
    DEEP_FOLDERS(false) {
        @Override
        void write(Path folder, String student) throws IOException {
            Files.createDirectories(folder.resolve(student).resolve("a/".repeat(800)));
        }
    },
    HEAD_NAMES_A_TAG(true) {
        @Override
        void write(Path folder, String student) throws Exception {
            Path own = repository(folder, student);
            SampleClass.git(own, "-c", "user.name=s", "-c", "user.email=s@example.org", "tag", "-a", "-m", "x", "v1");
            Files.writeString(own.resolve(".git/HEAD"), "ref: refs/tags/v1\n");
        }
    },
    HEAD_NAMES_A_BLOB(false) {
        @Override
        void write(Path folder, String student) throws Exception {
            Path own = repository(folder, student);
            Files.writeString(own.resolve("blob"), "x");
            SampleClass.git(own, "hash-object", "-w", "blob");
            Files.writeString(own.resolve(".git/HEAD"), "c1b0730f0133bf6b8b2ca4ba8ce7ae2cfa6a0ba8\n");
        }
    },
    HEAD_WITH_A_ZERO(false) {
        @Override
        void write(Path folder, String student) throws Exception {
            Files.writeString(repository(folder, student).resolve(".git/HEAD"), "ref: refs/heads/a\0b\n");
        }
    },
    HEAD_THAT_LEADS_OUT(false) {
        @Override
        void write(Path folder, String student) throws Exception {
            Files.writeString(repository(folder, student).resolve(".git/HEAD"), "ref: refs/../../../x\n");
        }
    },
    HEAD_OF_THREE_GIGABYTES(false) {
        @Override
        void write(Path folder, String student) throws Exception {
            sparse(repository(folder, student).resolve(".git/HEAD"), "ref: refs/heads/", 3L << 30);
        }
    },
    HEAD_THAT_NAMES_ITSELF(false) {
        @Override
        void write(Path folder, String student) throws Exception {
            Path own = repository(folder, student);
            Files.writeString(own.resolve(".git/HEAD"), "ref: refs/heads/a\n");
            Files.writeString(own.resolve(".git/refs/heads/a"), "ref: refs/heads/a\n");
        }
    },
    BROKEN_PACKED_REFS(false) {
        @Override
        void write(Path folder, String student) throws Exception {
            Path own = repository(folder, student);
            Files.writeString(own.resolve(".git/HEAD"), "ref: refs/heads/lost\n");
            Files.write(own.resolve(".git/packed-refs"), new byte[] {(byte) 0xff, (byte) 0xfe, 'x', '\n', ' ', 0});
        }
    },
    COMMIT_BEFORE_1970(true) {
        @Override
        void write(Path folder, String student) throws Exception {
            commitAt(repository(folder, student), "-86400");
        }
    },
    COMMIT_IN_A_FAR_FUTURE(true) {
        @Override
        void write(Path folder, String student) throws Exception {
            commitAt(repository(folder, student), "99999999999999999999");
        }
    },
    COMMIT_WITHOUT_A_TIME(false) {
        @Override
        void write(Path folder, String student) throws Exception {
            commitAt(repository(folder, student), "soon");
        }
    },
    OBJECTS_OF_A_NEIGHBOUR(false) {
        @Override
        void write(Path folder, String student) throws Exception {
            Path own = repository(folder, student);
            Path neighbour = folder.resolveSibling("neighbour-" + student);
            SampleClass.commit(neighbour, mm.grader.kit.KitHome.solutions(), Exercise.OOM);
            try (var objects = Files.list(neighbour.resolve(".git/objects"))) {
                for (Path each : objects.toList()) {
                    Path mine = own.resolve(".git/objects").resolve(each.getFileName());
                    if (!Files.exists(mine)) {
                        Files.createSymbolicLink(mine, each);
                    }
                }
            }
            Files.copy(
                    neighbour.resolve(".git/HEAD"),
                    own.resolve(".git/HEAD"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
    },
    DATA_THAT_IS_A_LINK(false) {
        @Override
        void write(Path folder, String student) throws Exception {
            Path neighbour = repository(folder.resolveSibling("neighbours"), student);
            Path own = Files.createDirectories(folder.resolve(student));
            Files.createSymbolicLink(own.resolve(".git"), neighbour.resolve(".git"));
        }
    },
    BROKEN_OBJECTS(false) {
        @Override
        void write(Path folder, String student) throws Exception {
            Path own = repository(folder, student);
            for (Path file : mm.grader.kit.FileTrees.files(own.resolve(".git/objects"))) {
                file.toFile().setWritable(true);
                Files.write(file, new byte[] {1, 2, 3});
            }
        }
    },
    TAR_OF_MILLIONS_OF_FOLDERS(false) {
        @Override
        void write(Path folder, String student) throws IOException {
            try (TarArchiveOutputStream tar = new TarArchiveOutputStream(
                    new GZIPOutputStream(Files.newOutputStream(folder.resolve(student + ".tgz"))))) {
                tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
                for (int i = 0; i < 10_000; i++) {
                    tar.putArchiveEntry(
                            new TarArchiveEntry("06-oom/src/main/java/" + i + "/a".repeat(480) + "/A.java"));
                    tar.closeArchiveEntry();
                }
            }
        }
    },
    TREE_OF_GIGABYTES(false) {
        @Override
        void write(Path folder, String student) throws Exception {
            Path own = repository(folder, student);
            String tree = object(own, "tree", "100644 A.java\0aaaaaaaaaaaaaaaaaaaa", 3L << 30);
            String commit =
                    object(own, "commit", "tree " + tree + "\nauthor a <a> 0 +0000\ncommitter a <a> 0 +0000\n\n", 0);
            Files.writeString(own.resolve(".git/HEAD"), commit + "\n");
        }
    },
    COMMIT_OF_GIGABYTES(false) {
        @Override
        void write(Path folder, String student) throws Exception {
            Path own = repository(folder, student);
            String commit = object(own, "commit", "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n", 3L << 30);
            Files.writeString(own.resolve(".git/HEAD"), commit + "\n");
        }
    },
    NAME_THAT_IS_A_FORMULA(true) {
        @Override
        void write(Path folder, String student) throws IOException {
            Path own = folder.resolve(student + ";=1+1");
            Files.writeString(source(own), "package mm.oom; class BadnessOomKiller {}");
        }
    },
    NAME_THAT_COMMANDS(true) {
        @Override
        void write(Path folder, String student) throws IOException {
            Path own = folder.resolve(student + "\u001b[31m\n::error::x");
            Files.writeString(source(own), "package mm.oom; class BadnessOomKiller {}");
        }
    };

    private static final String KILLER = "06-oom/src/main/java/mm/oom/BadnessOomKiller.java";

    /** Whether there are marks, of 0 points. */
    final boolean graded;

    HostileHandIn(boolean graded) {
        this.graded = graded;
    }

    abstract void write(Path folder, String student) throws Exception;

    private static Path source(Path own) throws IOException {
        Path file = own.resolve(KILLER);
        Files.createDirectories(file.getParent());
        return file;
    }

    private static Path repository(Path folder, String student) throws Exception {
        Path own = folder.resolve(student);
        Files.writeString(source(own), "package mm.oom; class BadnessOomKiller {}");
        SampleClass.git(own, "init", "-q", ".");
        SampleClass.commitAll(own, "2026-11-01T12:00:00Z");
        return own;
    }

    /** Writes the commit again as an object of its own, with another time, and lets HEAD name it. */
    private static void commitAt(Path own, String time) throws Exception {
        Process read = new ProcessBuilder("git", "cat-file", "commit", "HEAD")
                .directory(own.toFile())
                .start();
        String text = new String(read.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Process write = new ProcessBuilder("git", "hash-object", "-t", "commit", "-w", "--stdin", "--literally")
                .directory(own.toFile())
                .start();
        try (OutputStream out = write.getOutputStream()) {
            out.write(text.replaceAll("(committer .*> )\\d+", "$1" + time).getBytes(StandardCharsets.UTF_8));
        }
        String id = new String(write.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (write.waitFor() != 0 || id.isEmpty()) {
            throw new IllegalStateException("git hash-object");
        }
        Files.writeString(own.resolve(".git/HEAD"), id + "\n");
    }

    /** Writes an object that consists of a text, again and again; it is small on the disk. Returns its name. */
    private static String object(Path own, String kind, String text, long length) throws Exception {
        byte[] block = text.getBytes(StandardCharsets.ISO_8859_1);
        long blocks = Math.max(1, length / block.length);
        byte[] header = (kind + " " + blocks * block.length + "\0").getBytes(StandardCharsets.ISO_8859_1);
        MessageDigest digest = MessageDigest.getInstance("SHA-1");
        Path file = own.resolve("object");
        Deflater fastest = new Deflater(Deflater.BEST_SPEED);
        try (OutputStream out = new DigestOutputStream(
                new BufferedOutputStream(new DeflaterOutputStream(Files.newOutputStream(file), fastest), 1 << 16),
                digest)) {
            out.write(header);
            byte[] many = text.repeat(1 << 15).getBytes(StandardCharsets.ISO_8859_1);
            for (long left = blocks; left > 0; left -= 1 << 15) {
                out.write(many, 0, (int) Math.min(many.length, left * block.length));
            }
        }
        String name = HexFormat.of().formatHex(digest.digest());
        Path target = own.resolve(Path.of(".git", "objects", name.substring(0, 2), name.substring(2)));
        Files.createDirectories(target.getParent());
        Files.move(file, target);
        return name;
    }

    private static void sparse(Path file, String beginning, long length) throws IOException {
        Files.writeString(file, beginning);
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.setLength(length);
        }
    }

    private static void zip(Path file, List<String> names) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write("class A {}".getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
    }

    /** Writes an archive of one entry that says it is so long, and is. */
    private static void tar(Path file, String name, char kind, long length) throws IOException {
        byte[] header = new byte[512];
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        Map<Integer, String> fields = new java.util.TreeMap<>(Map.of(
                0,
                name,
                100,
                "0000644",
                108,
                "0000000",
                116,
                "0000000",
                124,
                "%011o".formatted(length),
                136,
                "00000000000",
                156,
                "" + kind,
                257,
                kind == 'S' ? "ustar  " : "ustar"));
        for (Map.Entry<Integer, String> field : fields.entrySet()) {
            byte[] bytes = field.getValue().getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(bytes, 0, header, field.getKey(), bytes.length);
        }
        if (kind != 'S') {
            header[263] = '0';
            header[264] = '0';
        }
        java.util.Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte each : header) {
            sum += each & 0xff;
        }
        System.arraycopy("%06o\0 ".formatted(sum).getBytes(StandardCharsets.US_ASCII), 0, header, 148, 8);
        text.write(header);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.toByteArray());
            byte[] zeros = new byte[1 << 20];
            for (long left = length; left > 0; left -= zeros.length) {
                out.write(zeros);
            }
            out.write(new byte[1024]);
        }
    }
}
