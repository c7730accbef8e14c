package mm.grader.sandbox;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import mm.grader.Recordings;
import mm.grader.Replays;
import mm.grader.rubric.CheckInfo;

/** The recordings that a check replays: all that a child has of them while it runs that check. */
public final class CheckRecordings {
    private static final Map<String, Map<String, String>> BY_KIND = new ConcurrentHashMap<>();

    private CheckRecordings() {}

    /** Returns them by their files' names. */
    public static Map<String, String> of(CheckInfo check) {
        Map<String, String> recordings = new TreeMap<>();
        for (String kind : kinds(check)) {
            recordings.putAll(BY_KIND.computeIfAbsent(kind, CheckRecordings::ofKind));
        }
        return recordings;
    }

    /** The annotation is read without the class being initialised. */
    private static String[] kinds(CheckInfo check) {
        try {
            Class<?> type = Class.forName(check.className(), false, CheckRecordings.class.getClassLoader());
            return Stream.of(type.getDeclaredMethods())
                    .filter(method -> method.getName().equals(check.method()))
                    .map(method -> method.getAnnotation(Replays.class))
                    .filter(replays -> replays != null)
                    .findFirst()
                    .map(Replays::value)
                    .orElse(new String[0]);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> ofKind(String kind) {
        Map<String, String> recordings = new TreeMap<>();
        for (int i = 1; ; i++) {
            String name = kind + "-" + i + ".txt";
            String text = Recordings.shipped(name);
            if (text == null) {
                return recordings;
            }
            recordings.put(name, text);
        }
    }
}
