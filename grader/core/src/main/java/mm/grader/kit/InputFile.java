package mm.grader.kit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import mm.script.ByteOrderMark;

/** A text that the user names: a file, or a pipe or device, which may never end. */
public final class InputFile {
    private InputFile() {}

    /**
     * Reads the text, without a byte order mark.
     *
     * @param most how many megabytes it may have
     * @throws UserError if it cannot be read, has more, or is not UTF-8
     */
    public static String text(Path file, int most) {
        try (InputStream in = ByteOrderMark.skip(Files.newInputStream(file))) {
            byte[] bytes = in.readNBytes((most << 20) + 1);
            if (bytes.length > most << 20) {
                throw UserError.at(file, "input-file.too-long", most);
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw UserError.at(file, "input-file.not-utf-8");
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        }
    }
}
