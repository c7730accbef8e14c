package mm.grader.lab;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A checksum of all that something is made of. */
final class Checksum {
    private final MessageDigest digest;

    Checksum() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    Checksum add(String text) {
        return add(text.getBytes(StandardCharsets.UTF_8));
    }

    Checksum add(byte[] bytes) {
        digest.update(Integer.toString(bytes.length).getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(bytes);
        return this;
    }

    /** Returns it in hexadecimal digits, and begins anew. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
