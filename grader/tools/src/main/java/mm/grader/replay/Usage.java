package mm.grader.replay;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the resource usage that {@code wait4} gives, which {@code strace -v} shows. */
final class Usage {
    private static final Pattern RUSAGE = Pattern.compile("ru_maxrss=(\\d+).*ru_minflt=(\\d+)");

    private Usage() {}

    static Optional<Replay.Exit> of(Call wait) {
        Matcher matcher = RUSAGE.matcher(String.join(", ", wait.arguments()));
        return wait.succeeded() && matcher.find()
                ? Optional.of(new Replay.Exit(Long.parseLong(matcher.group(2)), Long.parseLong(matcher.group(1))))
                : Optional.empty();
    }
}
