package mm.grader.quiz.out;

import java.util.List;
import mm.grader.quiz.model.Lang;
import mm.grader.quiz.model.Question;

/**
 * A set of questions to write.
 *
 * @param command the command that makes it again
 * @param versions the questions of version A, B and so on; as many in each, of the same kinds
 * @param lang the language
 */
public record Sheet(String command, List<List<Question>> versions, Lang lang) {
    /** Copies the lists. */
    public Sheet {
        versions = versions.stream().map(List::copyOf).toList();
    }

    /** Returns the questions of version A. */
    public List<Question> questions() {
        return versions.get(0);
    }
}
