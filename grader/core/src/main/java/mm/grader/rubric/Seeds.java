package mm.grader.rubric;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Seeds of the random cases. */
public final class Seeds {
    private Seeds() {}

    /** Returns the seed that belongs to a student: the first four bytes of the SHA-256 of the name in UTF-8. */
    public static long of(String student) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(student.strip().getBytes(StandardCharsets.UTF_8));
            return Integer.toUnsignedLong(ByteBuffer.wrap(hash).getInt());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
