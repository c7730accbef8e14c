package mm.grader.course;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import mm.grader.course.files.AtomicFiles;
import mm.grader.course.handin.HandIn;
import mm.grader.course.handin.HandIns;
import mm.grader.course.handin.Shard;
import mm.grader.course.roster.Names;

/**
 * What a run was about; written when it has come to its end, so that only finished shards are merged.
 *
 * @param shard which shard, from 1
 * @param of how many shards there are
 * @param kit kit and terms
 * @param students the students it graded, by the names that the gradebook has
 * @param ids the numbers that a course's system gave to students, by the same names
 * @param given what the system called their files
 * @param names which key the pseudonyms are made with, as {@link mm.grader.course.roster.Names#key} says it; "" without
 */
public record RunInfo(
        @JsonProperty("shard") int shard,
        @JsonProperty("of") int of,
        @JsonProperty("kit") Result.Key kit,
        @JsonProperty("students") List<String> students,
        @JsonProperty("ids") Map<String, String> ids,
        @JsonProperty("given") Map<String, String> given,
        @JsonProperty("names") String names) {
    private static final String FILE = "run.json";

    /** Copies lists and maps; one that is missing, as in files of older kits, is empty. */
    public RunInfo {
        students = List.copyOf(students);
        ids = ids == null ? Map.of() : new TreeMap<>(ids);
        given = given == null ? Map.of() : new TreeMap<>(given);
        names = names == null ? "" : names;
    }

    /** Makes what a run was about of which no course's system knows anything. */
    public RunInfo(int shard, int of, Result.Key kit, List<String> students) {
        this(shard, of, kit, students, null, null, null);
    }

    /**
     * Makes what a run was about.
     *
     * @param students the students by the names that the gradebook has
     * @param handIns what they handed in
     */
    public static RunInfo of(
            Shard part, Result.Key kit, Collection<String> students, List<HandIn> handIns, Names names) {
        Map<String, String> ids = new TreeMap<>();
        Map<String, String> given = new TreeMap<>();
        // A number or a file's name would tell who has a pseudonym.
        if (names.key().isEmpty()) {
            ids.putAll(HandIns.ids(handIns));
            handIns.forEach(each -> given.put(each.student(), each.given()));
            given.values().removeIf(String::isEmpty);
        }
        return new RunInfo(part.number(), part.of(), kit, List.copyOf(students), ids, given, names.key());
    }

    /** Writes it into the folder of the run, whole or not at all. */
    public void write(Path folder) {
        AtomicFiles.write(folder.resolve(FILE), Store.json(this));
    }

    /** Reads what a run left in its folder; nothing if it has not come to its end. */
    public static Optional<RunInfo> read(Path folder) {
        try {
            return Optional.of(Store.JSON.readValue(Files.readAllBytes(folder.resolve(FILE)), RunInfo.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
