package mm.grader.report;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mm.grader.grade.Place;

/**
 * Quotes a submission's sources. A place comes from a stack trace, which the student's code may have made up: only a
 * source file that really lies in the submission is opened.
 */
final class SourceLines {
    private static final int AROUND = 3;
    private static final int MAX_LETTERS = 200;
    private static final long MAX_BYTES = 1 << 20;

    private final Path root;

    /** Quotes from a folder; from nothing if that is null. */
    SourceLines(Path root) {
        this.root = root;
    }

    /**
     * One line.
     *
     * @param here whether it is the place itself
     */
    record Line(int number, String text, boolean here) {}

    /** Returns the lines around a place; none if there is no such place. */
    List<Line> around(Place place) {
        if (root == null || place.isEmpty() || place.line() < 1 || !place.file().endsWith(".java")) {
            return List.of();
        }
        try {
            Path real = root.toRealPath();
            Path file = real.resolve(place.file()).toRealPath();
            if (!file.startsWith(real) || !Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
                return List.of();
            }
            return lines(Files.readString(file, StandardCharsets.UTF_8).split("\n", -1), place.line());
        } catch (MalformedInputException | InvalidPathException e) {
            return List.of();
        } catch (IOException e) { // there is no such file, or nobody may read it
            return List.of();
        }
    }

    private static List<Line> lines(String[] all, long place) {
        List<Line> lines = new ArrayList<>();
        for (long i = Math.max(1, place - AROUND); i <= Math.min(all.length, place + AROUND); i++) {
            String text = all[(int) i - 1].replace("\r", "").replace("\t", "    ");
            String cut = text.length() > MAX_LETTERS ? text.substring(0, MAX_LETTERS) + "…" : text;
            lines.add(new Line((int) i, cut, i == place));
        }
        return place > all.length ? List.of() : lines;
    }
}
