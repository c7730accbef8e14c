package mm.grader.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A task of the main thread of a page, during which it answers nobody.
 *
 * @param milliseconds of processor time that it took
 * @param parts the longest of what it did, each with its milliseconds
 */
public record MainThreadTask(double milliseconds, List<String> parts) {
    private static final int MAX_PARTS = 6;

    /** Returns the tasks that events of a trace tell of, the longest first. */
    static List<MainThreadTask> of(List<JsonNode> events) {
        Set<String> mains = events.stream()
                .filter(event -> text(event, "name").equals("thread_name")
                        && event.at("/args/name").asText().equals("CrRendererMain"))
                .map(MainThreadTask::thread)
                .collect(Collectors.toCollection(HashSet::new));
        List<JsonNode> spans = events.stream()
                .filter(event -> mains.contains(thread(event)) && event.has("tdur"))
                .toList();
        List<MainThreadTask> tasks = new ArrayList<>();
        for (JsonNode span : spans) {
            if (text(span, "name").endsWith("RunTask")) {
                tasks.add(new MainThreadTask(time(span), parts(span, spans)));
            }
        }
        tasks.sort(Comparator.comparingDouble((MainThreadTask task) -> -task.milliseconds()));
        return tasks;
    }

    /** Returns the longest of what lies within a span. */
    private static List<String> parts(JsonNode task, List<JsonNode> spans) {
        long from = task.get("ts").asLong();
        long to = from + task.get("dur").asLong();
        return spans.stream()
                .filter(span -> span != task && thread(span).equals(thread(task)))
                .filter(span ->
                        span.get("ts").asLong() >= from && span.get("ts").asLong() < to)
                .sorted(Comparator.comparingDouble((JsonNode span) -> -time(span)))
                .limit(MAX_PARTS)
                .map(span -> text(span, "name") + " " + Math.round(time(span)) + " ms "
                        + span.at("/args/data/functionName").asText())
                .toList();
    }

    private static double time(JsonNode span) {
        return span.get("tdur").asLong() / 1000.0;
    }

    private static String thread(JsonNode event) {
        return event.get("pid").asLong() + "/" + event.get("tid").asLong();
    }

    private static String text(JsonNode event, String name) {
        return event.path(name).asText();
    }
}
