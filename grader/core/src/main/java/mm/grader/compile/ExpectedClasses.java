package mm.grader.compile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.grader.submission.Note;
import mm.grader.submission.SourceText;
import mm.grader.submission.Submission;
import mm.machine.Exercise;
import mm.text.Message;

/** Says which classes of an exercise are missing, and where they are instead. The skeletons show what is expected. */
final class ExpectedClasses {
    private static final Pattern PACKAGE = Pattern.compile("(?m)^\\h*+package\\s++([\\w.]++)\\s*+;");

    private static final String NOWHERE = "class.missing";

    private final Submission submission;

    ExpectedClasses(Submission submission) {
        this.submission = submission;
    }

    /** Returns a note for every class that is not as expected; those that are nowhere share one. */
    List<Note> complaints(Exercise exercise, Set<String> names, List<SourceText> sources) {
        List<Note> complaints = new ArrayList<>();
        List<String> nowhere = new ArrayList<>();
        Path skeleton = exercise.sources(KitHome.skeletons());
        for (Path file : FileTrees.files(skeleton)) {
            String relative = skeleton.relativize(file).toString();
            String name = relative.replaceAll("\\.java$", "").replace('/', '.').replace('\\', '.');
            if (!name.endsWith("-info") && !names.contains(name)) {
                Note complaint = complaint(exercise, relative, name, sources);
                complaints.add(complaint);
                if (complaint.what().key().equals(NOWHERE)) {
                    nowhere.add(name.substring(name.lastIndexOf('.') + 1));
                }
            }
        }
        if (nowhere.size() > 1) {
            complaints.removeIf(complaint -> complaint.what().key().equals(NOWHERE));
            String folder =
                    exercise.sources(Path.of("")) + "/" + exercise.packageName().replace('.', '/');
            complaints.add(Note.of(
                    Note.Kind.MISSING,
                    submission.shown(submission.folder(exercise)),
                    "class.several-missing",
                    String.join(", ", nowhere),
                    folder));
        }
        return complaints;
    }

    /** Returns a note for every class that is declared in another package than it is expected in. */
    List<Note> misplaced(Exercise exercise, List<SourceText> sources) {
        return complaints(exercise, Set.of(), sources).stream()
                .filter(complaint -> complaint.kind() == Note.Kind.MISPLACED)
                .toList();
    }

    private Note complaint(Exercise exercise, String relative, String name, List<SourceText> sources) {
        Message expected = Message.of("class.expected", name, exercise.sources(Path.of("")) + "/" + relative);
        String simple = name.substring(name.lastIndexOf('.') + 1);
        for (SourceText source : sources) {
            String text = source.getCharContent(true).toString();
            if (Pattern.compile("\\b(class|record|enum|interface)\\s++" + simple + "\\b")
                    .matcher(text)
                    .find()) {
                Matcher declared = PACKAGE.matcher(text);
                boolean found = declared.find();
                long line = found ? text.substring(0, declared.start(1)).lines().count() : 1;
                boolean inPlace = found && declared.group(1).equals(exercise.packageName());
                return new Note(
                        inPlace ? Note.Kind.MISSING : Note.Kind.MISPLACED,
                        source.shown(),
                        line,
                        found
                                ? Message.of("class.in-package", declared.group(1), expected)
                                : Message.of("class.without-package", expected));
            }
        }
        return Note.of(Note.Kind.MISSING, submission.shown(submission.folder(exercise)), NOWHERE, expected);
    }
}
