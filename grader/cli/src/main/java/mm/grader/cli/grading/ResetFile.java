package mm.grader.cli.grading;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import mm.grader.cli.options.KeyInput;
import mm.grader.grade.Verdict;
import mm.grader.kit.FileTrees;
import mm.grader.skeletons.Skeletons;
import mm.machine.Exercise;
import mm.text.Catalogue;

/** Puts a file back to its skeleton, after a question; the old one is kept beside it. */
public final class ResetFile {
    private final Path submission;
    private final PrintWriter out;
    private final Catalogue texts;

    /** Makes it for the files of one submission; it asks through {@code out}, in the language of {@code texts}. */
    public ResetFile(Path submission, PrintWriter out, Catalogue texts) {
        this.submission = submission;
        this.out = out;
        this.texts = texts;
    }

    void ask(Verdict shown, KeyInput keys) throws IOException {
        if (shown == null) {
            return;
        }
        Exercise exercise = shown.check().exercise();
        List<Path> files = FileTrees.files(exercise.sources(submission)).stream()
                .filter(file -> file.toString().endsWith(".java"))
                .toList();
        for (int i = 0; i < files.size() && i < 9; i++) {
            out.println("  " + (i + 1) + " " + submission.relativize(files.get(i)));
        }
        out.println(texts.say("reset-file.which-file-goes-back-to"));
        out.flush();
        int number = keys.await() - '1';
        if (number < 0 || number >= Math.min(9, files.size())) {
            out.println(texts.say("reset-file.nothing-changed"));
            out.flush();
            return;
        }
        reset(files.get(number));
    }

    /** Puts a file back. */
    public void reset(Path file) throws IOException {
        Path old = file.resolveSibling(file.getFileName() + ".old");
        for (int i = 2; Files.exists(old); i++) {
            old = file.resolveSibling(file.getFileName() + ".old" + i);
        }
        String skeleton = Skeletons.handedOut(submission).get(file);
        if (skeleton == null) {
            out.println(texts.say("reset-file.there-is-no-skeleton-of"));
        } else {
            Files.move(file, old, StandardCopyOption.ATOMIC_MOVE);
            Files.writeString(file, skeleton);
            out.println(texts.say("reset-file.put-back-the-old-one", submission.relativize(old)));
        }
        out.flush();
    }
}
