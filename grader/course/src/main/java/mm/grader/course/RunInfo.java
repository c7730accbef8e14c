package mm.grader.course;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import mm.grader.course.files.AtomicFiles;

/**
 * What a run was about; written when it has come to its end, so that only finished shards are merged.
 *
 * @param shard which shard, from 1
 * @param of how many shards there are
 * @param kit kit and terms
 * @param students the students it graded, by the names that the gradebook has
 */
public record RunInfo(
        @JsonProperty("shard") int shard,
        @JsonProperty("of") int of,
        @JsonProperty("kit") Result.Key kit,
        @JsonProperty("students") List<String> students) {
    private static final String FILE = "run.json";

    public RunInfo {
        students = List.copyOf(students);
    }

    public void write(Path folder) {
        AtomicFiles.write(folder.resolve(FILE), Store.json(this));
    }

    public static Optional<RunInfo> read(Path folder) {
        try {
            return Optional.of(Store.JSON.readValue(Files.readAllBytes(folder.resolve(FILE)), RunInfo.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
