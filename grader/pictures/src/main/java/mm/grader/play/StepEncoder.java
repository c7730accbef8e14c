package mm.grader.play;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import mm.grader.picture.Picture;
import mm.grader.picture.Shape;

/**
 * Keeps steps small. A picture is a list of lines, one a shape; each different line is kept once; and a step keeps of each
 * picture only in which places its lines differ from the step's before.
 *
 * <pre>
 * {"lines": [LINE, ...], "steps": [{"l": LINE OF THE SCRIPT, "t": TEXT, "k": TASK, "e": [EVENT, ...],
 *     "d": STORY, "c": [COMMENT, ...], "o": [OUTPUT, ...],
 *     "p": {PICTURE: [AT, HOW MANY GO, HOW MANY COME, LINE, ..., AT, ...]}}, ...]}
 * of two machines side by side: "x": 1 at a step that differs, "r" and "ro" the other's text and output, "ref/PICTURE"
 * the line of a shape: KIND STYLE tab X Y W H tab TEXT tab KEYS
 * a picture's first line: TITLE tab WIDTH tab HEIGHT tab DESCRIPTION
 * </pre>
 */
final class StepEncoder {
    /** Comes before the key of another machine's picture. */
    private static final String OTHER = "ref/";

    private final List<Map<String, Object>> steps = new ArrayList<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Map<String, int[]> before = new HashMap<>();

    void add(Step step) {
        add(step, null);
    }

    /** Adds a step, and of another machine's step, where there is one, what that shows otherwise. */
    void add(Step step, Step other) {
        Map<String, int[]> now = new HashMap<>();
        step.pictures().forEach((key, picture) -> now.put(clean(key), lines(picture)));
        if (other != null) {
            other.pictures().forEach((key, picture) -> {
                if (!picture.equals(step.pictures().get(key))) {
                    now.put(OTHER + clean(key), lines(picture));
                }
            });
        }
        step.screens()
                .forEach((key, screen) ->
                        now.put(key, screen.stream().mapToInt(this::line).toArray()));
        Map<String, Object> node = new LinkedHashMap<>();
        steps.add(node);
        node.put("l", step.line());
        node.put("t", clean(step.text()));
        node.put("k", clean(step.task()));
        node.put("e", step.events().stream().map(StepEvent::key).toList());
        node.put("d", clean(step.marked()));
        node.put("c", step.comments().stream().map(StepEncoder::clean).toList());
        node.put("o", step.output().stream().map(StepEncoder::clean).toList());
        if (other != null && ReferenceSteps.differ(step, other)) {
            node.put("x", 1);
            if (!step.text().equals(other.text())) {
                node.put("r", clean(other.text()));
            }
            if (!step.output().equals(other.output())) {
                node.put("ro", other.output().stream().map(StepEncoder::clean).toList());
            }
        }
        Map<String, Object> changes = new LinkedHashMap<>();
        node.put("p", changes);
        TreeSet<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(now.keySet());
        for (String key : keys) {
            if (!now.containsKey(key)) {
                changes.put(key, 0);
                continue;
            }
            List<Integer> change = change(before.getOrDefault(key, new int[0]), now.get(key));
            if (!change.isEmpty() || !before.containsKey(key)) {
                changes.put(key, change);
            }
        }
        before.clear();
        before.putAll(now);
    }

    private int line(String text) {
        return lines.computeIfAbsent(clean(text), unused -> lines.size());
    }

    private int[] lines(Picture picture) {
        int[] ids = new int[picture.shapes().size() + 1];
        ids[0] = line(picture.title().replace('\t', ' ') + "\t" + picture.width() + "\t" + picture.height() + "\t"
                + picture.description().replace('\t', ' '));
        for (int i = 1; i < ids.length; i++) {
            Shape shape = picture.shapes().get(i - 1);
            ids[i] = line(shape.kind().name().charAt(0) + shape.style() + "\t" + shape.x() + " " + shape.y() + " "
                    + shape.w() + " " + shape.h() + "\t" + shape.text().replace('\t', ' ')
                    + (shape.keys().isEmpty() ? "" : "\t" + shape.keys()));
        }
        return ids;
    }

    /** Returns the text without halves of letters, which UTF-8 cannot say; the code of a submission may make such. */
    private static String clean(String text) {
        return text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? '\ufffd' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Returns the places that differ: at, how many go, how many come, what comes. */
    static List<Integer> change(int[] old, int[] now) {
        List<Integer> change = new ArrayList<>();
        if (old.length != now.length) {
            int front = 0;
            while (front < Math.min(old.length, now.length) && old[front] == now[front]) {
                front++;
            }
            int back = 0;
            while (back < Math.min(old.length, now.length) - front
                    && old[old.length - 1 - back] == now[now.length - 1 - back]) {
                back++;
            }
            replace(change, front, old.length - back - front, now, now.length - back);
            return change;
        }
        for (int i = 0; i < now.length; i++) {
            if (old[i] != now[i]) {
                int end = i;
                while (end < now.length && old[end] != now[end]) {
                    end++;
                }
                replace(change, i, end - i, now, end);
                i = end;
            }
        }
        return change;
    }

    private static void replace(List<Integer> change, int at, int go, int[] now, int end) {
        change.add(at);
        change.add(go);
        change.add(end - at);
        for (int i = at; i < end; i++) {
            change.add(now[i]);
        }
    }

    /** Returns all steps, to be written as JSON. */
    Map<String, Object> content() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("lines", lines.keySet());
        all.put("steps", steps);
        return all;
    }

    /** Returns all steps as compressed JSON (zlib). */
    byte[] packed() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, new Deflater(Deflater.BEST_COMPRESSION))) {
            out.write(Json.of(content()).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
