package mm.grader.course.handin;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mm.grader.course.files.Csv;
import mm.grader.kit.UserError;

/** When students handed in, as the system of a course says: lines of {@code student,time}. */
public final class HandInTimes {
    /** None. */
    public static final HandInTimes NONE = new HandInTimes(null, Map.of(), Map.of());

    private final Path file;
    private final Map<String, Instant> times;
    private final Map<String, Integer> lines;

    private HandInTimes(Path file, Map<String, Instant> times, Map<String, Integer> lines) {
        this.file = file;
        this.times = times;
        this.lines = lines;
    }

    /**
     * Reads times. Those without an offset are in the zone given.
     *
     * @throws UserError if a line is broken, naming it
     */
    public static HandInTimes read(Path file, ZoneId zone) {
        Map<String, Instant> times = new HashMap<>();
        Map<String, Integer> lines = new LinkedHashMap<>();
        List<List<String>> rows = Csv.read(file);
        for (int i = 0; i < rows.size(); i++) {
            List<String> row = rows.get(i);
            if ((row.size() == 1 && row.get(0).isBlank()) || (i == 0 && row.equals(List.of("student", "time")))) {
                continue;
            }
            String where = file + ":" + (i + 1) + ": ";
            if (row.size() != 2 || row.get(0).isBlank()) {
                throw UserError.of("hand-in-times.expected-is-a-line-of", where);
            }
            if (times.put(row.get(0), time(row.get(1), zone, where)) != null) {
                throw UserError.of("hand-in-times.there-is-a-time-of", where, row.get(0));
            }
            lines.put(row.get(0), i + 1);
        }
        return new HandInTimes(file, times, lines);
    }

    private static Instant time(String cell, ZoneId zone, String where) {
        String text = cell.strip().replaceFirst("(?<=[0-9]) +(?=[0-9])", "T");
        try {
            return text.matches("[0-9]{9,11}")
                    ? Instant.ofEpochSecond(Long.parseLong(text))
                    : text.matches(".*T.*(Z|[+-][0-9:]+)")
                            ? OffsetDateTime.parse(text).toInstant()
                            : LocalDateTime.parse(text).atZone(zone).toInstant();
        } catch (DateTimeException e) {
            throw UserError.of("hand-in-times.is-no-time-of-the", where, cell);
        }
    }

    /** Returns the file; null if there is none. */
    public Path file() {
        return file;
    }

    /** Returns who has a time, and in which line, in the order of the file. */
    public Map<String, Integer> lines() {
        return Collections.unmodifiableMap(lines);
    }

    /** Returns when somebody handed in. */
    public Optional<Instant> of(String student) {
        return Optional.ofNullable(times.get(student));
    }
}
