package mm.grader.grade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;

/** A zip with something in it that should not be there. */
final class AttackZip {
    private static final int CENTRAL_HEADER = 0x02014b50;
    private static final int SYMBOLIC_LINK = 0120777;

    private final String what;
    private final Path files;

    AttackZip(String what, Path files) {
        this.what = what;
        this.files = files;
    }

    Path write(Path file) throws IOException {
        String prefix = what.equals("zip-nested") ? "Ada/" : what.equals("zip-deep") ? "a/b/c/" : "";
        String evil = Attack.SOURCE.toString();
        String link = what.equals("zip-link-file") ? evil : what.equals("zip-link-folder") ? "06-oom" : null;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Path each : FileTrees.files(files)) {
                String name = files.relativize(each).toString();
                boolean bomb = what.equals("zip-bomb") && name.equals(evil);
                if (link == null || !name.startsWith(link)) {
                    put(zip, prefix + name, bomb ? new byte[200 << 20] : Files.readAllBytes(each));
                }
            }
            switch (what) {
                case "zip-slip" -> put(zip, "../../Evil.java", new byte[1]);
                case "zip-absolute" -> put(zip, "/tmp/mm-evil/Evil.java", new byte[1]);
                case "zip-nul" -> put(zip, evil.replace("Badness", "Bad\0ness"), new byte[1]);
                case "zip-escape" -> put(zip, "../\u001b[2J\u009b31m\u202e\n::error::x\nX.java", new byte[1]);
                case "zip-long-names" -> {
                    for (int i = 0; i < 2000; i++) {
                        put(zip, "../" + "x".repeat(20_000) + i + ".java", new byte[1]);
                    }
                }
                case "zip-macosx" -> put(zip, "__MACOSX/" + Attack.SOURCE.resolveSibling("._X.java"), new byte[3]);
                case "zip-twice" -> put(zip, evil.replace('/', '\\'), new byte[1]);
                case "zip-link-file", "zip-link-folder" -> {
                    // To the reference, the most that it could be worth to point to.
                    Path target = KitHome.solutions().resolve(link);
                    assertThat(target).exists();
                    put(zip, link, target.toString().getBytes(StandardCharsets.UTF_8));
                }
                default -> assertThat(what).isIn("zip-bomb", "zip-nested", "zip-deep");
            }
        }
        byte[] zip = bytes.toByteArray();
        if (link != null) {
            makeLink(zip, link);
        }
        return Files.write(file, zip);
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    /** Says in the directory at the zip's end that an entry is a symbolic link, as zip --symlinks does. */
    private static void makeLink(byte[] zip, String name) {
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at + 46 <= zip.length; at++) {
            if (bytes.getInt(at) == CENTRAL_HEADER
                    && new String(zip, at + 46, bytes.getShort(at + 28), StandardCharsets.UTF_8).equals(name)) {
                bytes.put(at + 5, (byte) 3); // made on Unix
                bytes.putInt(at + 38, SYMBOLIC_LINK << 16);
                return;
            }
        }
        throw new IllegalStateException(name + " is not in the zip");
    }
}
