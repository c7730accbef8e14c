package mm.grader.quiz;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import mm.grader.quiz.model.Text;
import mm.grader.quiz.model.Topic;

/** Right answers, topic by topic. A question with several answers counts once for each of them. */
public final class Score {
    private final Map<Topic, int[]> topics = new EnumMap<>(Topic.class);

    /** Makes a score without any answers. */
    public Score() {}

    /** Counts an answer. */
    public void add(Topic topic, boolean right) {
        int[] counts = topics.computeIfAbsent(topic, unused -> new int[2]);
        counts[0] += right ? 1 : 0;
        counts[1]++;
    }

    /** Returns the number of right answers. */
    public int right() {
        return topics.values().stream().mapToInt(counts -> counts[0]).sum();
    }

    /** Returns the number of answers. */
    public int all() {
        return topics.values().stream().mapToInt(counts -> counts[1]).sum();
    }

    /** Returns a line for each topic, and one for all. */
    public List<Text> lines() {
        List<Text> lines = new ArrayList<>();
        topics.forEach((topic, counts) -> lines.add(Text.say("score.of", topic.title(), counts[0], counts[1])));
        lines.add(Text.say("score.all-of", right(), all()));
        return lines;
    }
}
