package mm.grader.course.roster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import mm.grader.child.FailureFacts;
import mm.grader.course.files.AtomicFiles;
import mm.grader.course.files.Csv;
import mm.grader.grade.ExerciseResult;
import mm.grader.grade.GradeResult;
import mm.grader.grade.Place;
import mm.grader.grade.Verdict;
import mm.grader.kit.UserError;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.Rubric;
import mm.grader.submission.Note;
import mm.text.Message;

/**
 * Pseudonyms that stay the same, and the key file that alone knows whose they are. A pseudonym is made of the name and of
 * a secret that is drawn when the key file is first written: who has a list of the class cannot find out by trying.
 *
 * <pre>
 * secret,HEX
 * PSEUDONYM,STUDENT
 * ...
 * </pre>
 */
public final class Pseudonyms implements Names {
    private static final Pattern WORD = Pattern.compile("\\p{L}{3,}");

    private final Path file;
    private final byte[] secret;
    private final Map<String, String> students = new TreeMap<>();
    private final Set<String> vocabulary;
    private Roster roster;

    private Pseudonyms(Path file, byte[] secret) {
        this.file = file;
        this.secret = secret;
        vocabulary =
                Rubric.shipped().checks().stream().flatMap(Pseudonyms::words).collect(Collectors.toSet());
    }

    /** The kit's own words are nobody's name, as far as a reader can tell. */
    private static Stream<String> words(CheckInfo check) {
        String text = check.sentence() + " " + check.title() + " "
                + check.exercise().title() + " " + check.exercise().packageName() + " "
                + String.join(" ", check.hints());
        return WORD.matcher(text).results().map(word -> word.group().toLowerCase(Locale.ROOT));
    }

    /**
     * Reads a key file, or begins one.
     *
     * @throws UserError if it is broken, naming the line
     */
    public static Pseudonyms in(Path file) {
        try {
            if (!Files.exists(file)) {
                begin(file);
            }
            List<List<String>> rows = Csv.read(file);
            if (rows.isEmpty() || rows.get(0).size() != 2 || !rows.get(0).get(0).equals("secret")) {
                throw UserError.at(file + ":1", "pseudonyms.a-key-file-begins-with");
            }
            Pseudonyms names =
                    new Pseudonyms(file, HexFormat.of().parseHex(rows.get(0).get(1)));
            for (List<String> row : rows.subList(1, rows.size())) {
                if (row.size() == 2) {
                    names.students.put(row.get(0), row.get(1));
                }
            }
            return names;
        } catch (IllegalArgumentException e) {
            throw UserError.at(file + ":1", "pseudonyms.this-secret-is-no-row");
        }
    }

    /** Of several runs that begin one at once, all use the one that was first. */
    private static void begin(Path file) {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        Path mine = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid());
        AtomicFiles.write(mine, "secret," + HexFormat.of().formatHex(random) + "\r\n");
        try {
            Files.createLink(file, mine);
        } catch (java.nio.file.FileAlreadyExistsException e) {
            // another run was first
        } catch (IOException | UnsupportedOperationException e) {
            throw UserError.at(file, "pseudonyms.this-key-file-cannot-be", e.getMessage());
        } finally {
            mine.toFile().delete();
        }
    }

    @Override
    public String of(String student) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            byte[] sum = mac.doFinal(student.strip().getBytes(StandardCharsets.UTF_8));
            return "student-" + HexFormat.of().formatHex(sum, 0, 5);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String real(String called) {
        return students.getOrDefault(called, called);
    }

    /** Of a random secret a sum gives nothing away. */
    @Override
    public String key() {
        return AtomicFiles.sum("pseudonyms".getBytes(StandardCharsets.UTF_8), secret);
    }

    @Override
    public void know(Collection<String> all, Roster newRoster) {
        roster = newRoster;
        all.forEach(student -> students.put(of(student), student));
        StringBuilder text = new StringBuilder("secret," + HexFormat.of().formatHex(secret) + "\r\n");
        students.forEach((pseudonym, student) -> text.append(Csv.line(List.of(pseudonym, student))));
        AtomicFiles.write(file, text.toString());
    }

    @Override
    public String scrubbed(String student, String text) {
        String pseudonym = of(student);
        List<String> all = new ArrayList<>(List.of(student));
        all.addAll(roster == null ? List.of() : roster.names(student));
        String scrubbed = text;
        for (String name : all) {
            scrubbed = name.isEmpty() || (name.length() < 3 && !name.equals(student))
                    ? scrubbed
                    : replace(scrubbed, name, pseudonym);
            for (Matcher word = WORD.matcher(name); word.find(); ) {
                if (!vocabulary.contains(word.group().toLowerCase(Locale.ROOT))) {
                    scrubbed = replace(scrubbed, word.group(), pseudonym);
                }
            }
        }
        return scrubbed;
    }

    private static String replace(String text, String name, String pseudonym) {
        Pattern word = Pattern.compile(
                "(?<!\\p{L})" + Pattern.quote(name) + "(?!\\p{L})", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        return word.matcher(text).replaceAll(Matcher.quoteReplacement(pseudonym));
    }

    @Override
    public GradeResult scrubbed(String student, GradeResult marks) {
        return new GradeResult(
                marks.seed(),
                marks.exercises().stream()
                        .map(exercise -> new ExerciseResult(
                                exercise.exercise(),
                                exercise.notes().stream()
                                        .map(note -> scrubbed(student, note))
                                        .toList(),
                                exercise.verdicts().stream()
                                        .map(verdict -> scrubbed(student, verdict))
                                        .toList()))
                        .toList(),
                scrubbed(student, marks.screens()),
                marks.setting().stream()
                        .map(message -> scrubbed(student, message))
                        .toList(),
                marks.sandboxed());
    }

    private Note scrubbed(String student, Note note) {
        return new Note(note.kind(), scrubbed(student, note.file()), note.line(), scrubbed(student, note.what()));
    }

    /** The catalogues name nobody: what is filled in may. */
    private Message scrubbed(String student, Message message) {
        return new Message(
                message.key(),
                message.arguments().stream()
                        .map(argument -> argument instanceof Message inner
                                ? scrubbed(student, inner)
                                : argument instanceof Number number ? number : scrubbed(student, argument.toString()))
                        .toList());
    }

    private Verdict scrubbed(String student, Verdict verdict) {
        return new Verdict(
                verdict.check(),
                verdict.status(),
                scrubbed(student, verdict.why()),
                scrubbed(student, verdict.facts()),
                scrubbed(student, verdict.place()),
                scrubbed(student, verdict.output()),
                verdict.doubtful());
    }

    private FailureFacts scrubbed(String student, FailureFacts facts) {
        return new FailureFacts(
                facts.recording(),
                facts.line(),
                scrubbed(student, facts.expected()),
                scrubbed(student, facts.actual()));
    }

    private Place scrubbed(String student, Place place) {
        return new Place(scrubbed(student, place.file()), place.line(), scrubbed(student, place.call()));
    }
}
