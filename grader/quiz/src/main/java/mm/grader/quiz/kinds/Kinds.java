package mm.grader.quiz.kinds;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import mm.grader.quiz.kinds.proc.FreeKinds;
import mm.grader.quiz.kinds.proc.GroupKinds;
import mm.grader.quiz.kinds.proc.HugeKinds;
import mm.grader.quiz.kinds.proc.OomScores;
import mm.grader.quiz.kinds.proc.OomVictims;
import mm.grader.quiz.kinds.proc.RemapKinds;
import mm.grader.quiz.kinds.proc.TopKinds;
import mm.grader.quiz.model.Kind;
import mm.grader.quiz.model.QuizException;

/** All kinds of questions, topic by topic. */
public final class Kinds {
    private static final List<Kind> ALL = Stream.of(
                    Addresses.kinds(),
                    AddressSpaceSplit.kinds(),
                    Tables.kinds(),
                    Walks.kinds(),
                    TlbKinds.kinds(),
                    Spaces.kinds(),
                    SystemCalls.kinds(),
                    Faults.kinds(),
                    Forks.kinds(),
                    MallocKinds.kinds(),
                    Replacement.kinds(),
                    Victims.kinds(),
                    SwapKinds.kinds(),
                    SwapDevice.kinds(),
                    OomScores.kinds(),
                    OomVictims.kinds(),
                    FreeKinds.kinds(),
                    TopKinds.kinds(),
                    TopSums.kinds(),
                    Promises.kinds(),
                    RemapKinds.kinds(),
                    HugeKinds.kinds(),
                    GroupKinds.kinds())
            .flatMap(List::stream)
            .toList();

    private Kinds() {}

    /** Returns all kinds. */
    public static List<Kind> all() {
        return ALL;
    }

    /**
     * Finds a kind by its name.
     *
     * @throws QuizException if there is none
     */
    public static Kind of(String name) {
        for (Kind kind : ALL) {
            if (kind.name().equals(name)) {
                return kind;
            }
        }
        throw new QuizException("kinds.there-is-no-kind-of-question", name);
    }

    /**
     * Finds kinds by their names, or by the names of their topics ({@code tlb}, {@code free-top}), with commas between.
     *
     * @throws QuizException if there is none of a name
     */
    public static List<Kind> named(String names) {
        List<Kind> found = new ArrayList<>();
        for (String part : names.split(",")) {
            String name = part.trim().toLowerCase(Locale.ROOT);
            String topic = name.toUpperCase(Locale.ROOT).replace('-', '_');
            List<Kind> ofTopic = ALL.stream()
                    .filter(kind -> kind.topic().name().equals(topic))
                    .toList();
            for (Kind kind : ofTopic.isEmpty() ? List.of(of(name)) : ofTopic) {
                if (!found.contains(kind)) {
                    found.add(kind);
                }
            }
        }
        return found;
    }
}
