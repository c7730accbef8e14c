package mm.grader.strace;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code wait4} told of a process that has ended, which {@code strace -v} shows.
 *
 * @param minorFaults its minor faults
 * @param residentKb the most it had in memory, in kB
 */
public record ProcessUsage(long minorFaults, long residentKb) {
    private static final Pattern RUSAGE = Pattern.compile("ru_maxrss=(\\d+).*ru_minflt=(\\d+)");

    /** Reads it from a call of {@code wait4}; empty if it says nothing. */
    public static Optional<ProcessUsage> of(Call wait) {
        Matcher matcher = RUSAGE.matcher(String.join(", ", wait.arguments()));
        return wait.succeeded() && matcher.find()
                ? Optional.of(new ProcessUsage(Long.parseLong(matcher.group(2)), Long.parseLong(matcher.group(1))))
                : Optional.empty();
    }
}
