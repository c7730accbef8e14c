package mm.grader.compile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.grader.submission.SourceText;
import mm.grader.submission.Submission;
import mm.machine.Exercise;

/** Says which classes of an exercise are missing, and where they are instead. The skeletons show what is expected. */
final class ExpectedClasses {
    private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+([\\w.]+)\\s*;");

    private final Submission submission;

    ExpectedClasses(Submission submission) {
        this.submission = submission;
    }

    /** Returns a sentence for every class that is not as expected. */
    List<String> complaints(Exercise exercise, Set<String> names, List<SourceText> sources) {
        List<String> complaints = new ArrayList<>();
        Path skeleton = exercise.sources(KitHome.exercises());
        for (Path file : FileTrees.files(skeleton)) {
            String relative = skeleton.relativize(file).toString();
            String name = relative.replaceAll("\\.java$", "").replace('/', '.').replace('\\', '.');
            if (!name.endsWith("-info") && !names.contains(name)) {
                complaints.add(complaint(exercise, relative, name, sources));
            }
        }
        return complaints;
    }

    /** Returns a sentence for every class that is declared in another package than it is expected in. */
    List<String> misplaced(Exercise exercise, List<SourceText> sources) {
        return complaints(exercise, Set.of(), sources).stream()
                .filter(complaint -> complaint.contains(": declares "))
                .filter(complaint -> !complaint.contains(": declares package " + exercise.packageName() + ","))
                .toList();
    }

    private String complaint(Exercise exercise, String relative, String name, List<SourceText> sources) {
        String expected = "class " + name + " is expected in " + exercise.sources(Path.of("")) + "/" + relative;
        String simple = name.substring(name.lastIndexOf('.') + 1);
        for (SourceText source : sources) {
            String text = source.getCharContent(true).toString();
            if (Pattern.compile("\\b(class|record|enum|interface)\\s+" + simple + "\\b")
                    .matcher(text)
                    .find()) {
                Matcher declared = PACKAGE.matcher(text);
                boolean found = declared.find();
                long line = found ? text.substring(0, declared.start(1)).lines().count() : 1;
                return source.shown() + ":" + line + ": declares "
                        + (found ? "package " + declared.group(1) : "no package") + ", but " + expected;
            }
        }
        return submission.shown(exercise.sources(submission.root())) + ": " + expected + ", and is not there";
    }
}
