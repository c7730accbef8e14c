package mm.grader.course;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import mm.grader.grade.ExerciseResult;
import mm.grader.grade.GradeResult;
import mm.grader.rubric.Status;
import mm.grader.text.Language;
import mm.grader.text.Texts;

/**
 * What became of one hand-in; the row of the gradebook. It is kept as a JSON file.
 *
 * @param student the name of the student, or pseudonym
 * @param status what became of it
 * @param reason why there are no marks, in one English sentence; or empty
 * @param translations the reason in the other languages, by their codes; files of older kits have none
 * @param key what it was made of
 * @param seed the seed of the random cases
 * @param sandbox whether bubblewrap was around the children; files of older kits do not say
 * @param points the points by the exercises' numbers
 * @param maxPoints the points there are, without bonus
 * @param bonus the bonus
 * @param handedIn when it was handed in, as seconds since 1970, or null
 * @param timeFrom where that time is from
 * @param beliefs known misunderstandings that it looks like, as {@code EXERCISE.NAME}
 * @param sums the sums of its reports, by the files' endings
 * @param why by the exercises' numbers, why an exercise gave nothing though none of its checks could run
 * @param origin what it was made of
 */
public record Result(
        @JsonProperty("student") String student,
        @JsonProperty("status") Row status,
        @JsonProperty("reason") String reason,
        @JsonProperty("translations") Map<String, String> translations,
        @JsonProperty("key") Key key,
        @JsonProperty("seed") long seed,
        @JsonProperty("sandbox") Boolean sandbox,
        @JsonProperty("points") Map<String, Integer> points,
        @JsonProperty("most") int maxPoints,
        @JsonProperty("bonus") int bonus,
        @JsonProperty("handedIn") Long handedIn,
        @JsonProperty("timeFrom") String timeFrom,
        @JsonProperty("beliefs") List<String> beliefs,
        @JsonProperty("sums") Map<String, String> sums,
        @JsonProperty("why") Map<String, Status> why,
        @JsonProperty("origin") Origin origin) {

    /** What a row of the gradebook can be. */
    public enum Row {
        /** It has marks. */
        GRADED("graded"),
        /** There is nothing in it that could be graded. */
        UNREADABLE("unreadable"),
        /** The grader failed on it, which is not the fault of the student. */
        NOT_GRADED("not graded"),
        /** The roster has the student, but there is no hand-in. */
        NOT_HANDED_IN("not handed in");

        private final String title;

        Row(String title) {
            this.title = title;
        }

        /** Returns the words of files that programs read. */
        public String title() {
            return title;
        }

        /** Returns the key of the words that people read. */
        public String key() {
            return "row." + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * What marks are made of. Results of different kits or terms are never mixed.
     *
     * @param content the sum of the sources
     * @param kit the sum of the machine, the checks, the reference and the grader
     * @param terms the exercises and the held-back cases
     */
    public record Key(
            @JsonProperty("content") String content,
            @JsonProperty("kit") String kit,
            @JsonProperty("terms") String terms) {
        /** Tells whether kit and terms are the same. */
        public boolean sameKit(Key other) {
            return kit.equals(other.kit) && terms.equals(other.terms);
        }
    }

    /** Copies lists and maps; one that is missing, as in files of older kits, is empty. */
    public Result {
        translations = translations == null ? Map.of() : new TreeMap<>(translations);
        points = new TreeMap<>(points);
        beliefs = List.copyOf(beliefs);
        sums = new TreeMap<>(sums);
        why = why == null ? Map.of() : new TreeMap<>(why);
        origin = origin == null ? Origin.NONE : origin;
    }

    /** Makes a row without marks and without a reason. */
    public static Result without(String student, Row status, Key key) {
        return new Result(
                student, status, "", Map.of(), key, 0, null, Map.of(), 0, 0, null, "", List.of(), Map.of(), null, null);
    }

    /** Makes a row of marks. */
    static Result of(String student, Key key, GradeResult marks, List<String> beliefs, Map<String, String> sums) {
        Map<String, Integer> points = new TreeMap<>();
        Map<String, Status> why = new TreeMap<>();
        for (ExerciseResult exercise : marks.exercises()) {
            String number = exercise.exercise().number();
            if (!exercise.verdicts().isEmpty()) {
                points.put(number, exercise.points());
                notBegun(exercise).ifPresent(status -> why.put(number, status));
            }
        }
        return new Result(
                student,
                Row.GRADED,
                "",
                Map.of(),
                key,
                marks.seed(),
                marks.sandboxed(),
                points,
                marks.maxPoints(),
                marks.bonus(),
                null,
                "",
                beliefs,
                sums,
                why,
                null);
    }

    /** Why no check of an exercise met code that could run: the status that most of its checks have. */
    private static Optional<Status> notBegun(ExerciseResult exercise) {
        return exercise.isBegun()
                ? Optional.empty()
                : Stream.of(
                                Status.NOT_HANDED_IN,
                                Status.DOES_NOT_COMPILE,
                                Status.FORBIDDEN,
                                Status.MISSING_CLASS,
                                Status.NOT_STARTED)
                        .filter(status -> exercise.verdicts().stream().anyMatch(each -> each.status() == status))
                        .findFirst();
    }

    /** Returns the same, handed in at another time. */
    public Result at(Long time, String from) {
        return with(student, reason, translations, time, from, origin);
    }

    /** Returns the same of another student: of one of those who handed in together. */
    public Result of(String another) {
        return with(another, reason, translations, handedIn, timeFrom, origin);
    }

    /** Returns the same, made of this. */
    Result of(Origin from) {
        return with(student, reason, translations, handedIn, timeFrom, from);
    }

    /** Returns the same with a reason, which is said in each language. */
    public Result because(Function<Language, String> newReason) {
        Map<String, String> others = new TreeMap<>();
        for (Language language : Language.values()) {
            others.put(language.code(), newReason.apply(language));
        }
        String english = others.remove(Language.EN.code());
        return with(student, english, others, handedIn, timeFrom, origin);
    }

    /** Returns the same marks with something else of what is told beside them. */
    private Result with(
            String who, String said, Map<String, String> translated, Long time, String from, Origin madeOf) {
        return new Result(
                who,
                status,
                said,
                translated,
                key,
                seed,
                sandbox,
                points,
                maxPoints,
                bonus,
                time,
                from,
                beliefs,
                sums,
                why,
                madeOf);
    }

    /** Returns the same with one more sentence to its reason. */
    public Result alsoBecause(Function<Language, String> sentence) {
        return because(language -> reason(language).isEmpty()
                ? sentence.apply(language)
                : Texts.in(language).say("result.also", reason(language), sentence.apply(language)));
    }

    /** Returns the reason in a language, or in English if the file has no other. */
    public String reason(Language language) {
        return translations.getOrDefault(language.code(), reason);
    }

    /** Tells whether there are marks. */
    @JsonIgnore
    public boolean graded() {
        return status == Row.GRADED;
    }

    /** Returns the points without bonus. */
    @JsonIgnore
    public int total() {
        return points.values().stream().mapToInt(Integer::intValue).sum();
    }
}
