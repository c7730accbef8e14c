package mm.grader.play;

import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import mm.grader.picture.Picture;
import mm.grader.picture.Words;
import mm.machine.Parts;
import mm.script.Script;

/**
 * One picture of one moment of a script.
 *
 * @param what the name of the picture: space, tables, tlb, frames, lists, slots, tasks, limits
 * @param step after which step, from 1; null: see {@code line}
 * @param line after which line of the script, from 1; null, if step is null, too: at the end
 * @param task whose address space or tables; null: the process's whose step it is
 */
public record StepPicture(String what, Integer step, Integer line, String task) {
    private static final int MAX_STEPS = 1_000_000;
    private static final Map<String, String> OTHER_NAMES = Map.of("lru", "lists", "swap", "slots");

    /**
     * Draws it.
     *
     * @throws IllegalArgumentException if there is no such moment or picture
     */
    public Picture of(Script script, Parts parts, Words words, Function<Throwable, String> stopped) {
        Step[] found = new Step[1];
        int[] count = new int[1];
        StepRecorder.End end = StepRecorder.record(script, parts, words, MAX_STEPS, stopped, seen -> {
            count[0]++;
            if (step != null ? count[0] == step : line == null || seen.line() <= line) {
                found[0] = seen;
            }
        });
        if (found[0] == null) {
            throw new IllegalArgumentException(words.say("still.no-such-step", end.steps()));
        }
        String key = OTHER_NAMES.getOrDefault(what, what);
        Map<String, Picture> pictures = found[0].pictures();
        String ofTask = key + "@" + (task == null ? found[0].task() : task);
        Picture picture = pictures.getOrDefault(key, pictures.get(ofTask));
        if (picture == null) {
            throw new IllegalArgumentException(words.say(
                    "still.no-such-picture",
                    task == null ? what : ofTask,
                    String.join(", ", new TreeSet<>(pictures.keySet()))));
        }
        return picture;
    }
}
