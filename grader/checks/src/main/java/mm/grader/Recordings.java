package mm.grader;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import mm.script.Script;

/** The recordings of the real kernel that this kit ships. */
public final class Recordings {
    private static final Set<String> ASKED = new ConcurrentSkipListSet<>();

    private static volatile Map<String, String> handedOver;

    private Recordings() {}

    /**
     * Sets where recordings come from: these texts by their files' names, or, with null, the kit itself. In a child that
     * runs a student's code there are no others than those that the check at work replays.
     */
    public static void use(Map<String, String> texts) {
        handedOver = texts == null ? null : Map.copyOf(texts);
    }

    /** Returns the kinds of recordings that were asked for since {@link #forget}. */
    public static Set<String> asked() {
        return Set.copyOf(ASKED);
    }

    /** Begins a new list of the kinds that are asked for. */
    public static void forget() {
        ASKED.clear();
    }

    /** Returns all recordings of a kind, for example {@code layout}: layout-1, layout-2 and so on. */
    public static List<Script> of(String kind) {
        ASKED.add(kind);
        List<Script> recordings = new ArrayList<>();
        for (int i = 1; ; i++) {
            String name = kind + "-" + i + ".txt";
            String text = handedOver == null ? shipped(name) : handedOver.get(name);
            if (text == null) {
                return recordings;
            }
            recordings.add(Script.of(name, text));
        }
    }

    /** Returns the text of a recording that the kit ships; null if there is none of this name. */
    public static String shipped(String name) {
        try (InputStream in = Recordings.class.getResourceAsStream("recordings/" + name)) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
