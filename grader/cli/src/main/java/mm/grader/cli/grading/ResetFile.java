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
import mm.grader.kit.KitHome;
import mm.grader.skeletons.Skeletons;
import mm.machine.Exercise;

/** Puts a file back to its skeleton, after a question; the old one is kept beside it. */
public final class ResetFile {
    private final Path submission;
    private final PrintWriter out;

    public ResetFile(Path submission, PrintWriter out) {
        this.submission = submission;
        this.out = out;
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
        out.println("which file goes back to its skeleton? its number, or any other key for none");
        out.flush();
        int number = keys.await() - '1';
        if (number < 0 || number >= Math.min(9, files.size())) {
            out.println("nothing changed");
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
        String skeleton = new Skeletons(KitHome.solutions(), submission).files().get(file);
        if (skeleton == null) {
            out.println("there is no skeleton of this file: it is your own");
        } else {
            Files.move(file, old, StandardCopyOption.ATOMIC_MOVE);
            Files.writeString(file, skeleton);
            out.println("put back; the old one is " + submission.relativize(old));
        }
        out.flush();
    }
}
