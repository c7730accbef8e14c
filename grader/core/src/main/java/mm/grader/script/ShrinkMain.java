package mm.grader.script;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import mm.grader.kit.Exit;
import mm.grader.kit.OutputFile;
import mm.script.Script;

/**
 * The main program of the child that shrinks a recording, since that runs code of a submission.
 *
 * <pre>
 * arguments: recording, submission, seconds, the file for the smallest script, the file for what is to tell of it
 * exit code: 1 if the files were written, 0 if nothing differs
 * </pre>
 */
public final class ShrinkMain {
    private ShrinkMain() {}

    /** Shrinks, and writes what was found. */
    public static void main(String[] arguments) throws IOException {
        ScriptShrinker shrunk = ScriptShrinker.of(
                Script.read(Path.of(arguments[0])),
                SubmittedParts.reference(),
                SubmittedParts.of(Path.of(arguments[1])),
                Duration.ofSeconds(Long.parseLong(arguments[2])));
        if (shrunk == null) {
            System.exit(Exit.OK);
            return;
        }
        OutputFile.write(Path.of(arguments[3]), half -> Files.write(half, shrunk.lines()));
        new ObjectMapper().writeValue(Path.of(arguments[4]).toFile(), shrunk.story());
        System.exit(Exit.LESS);
    }
}
