package mm.grader.fuzz;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The release of a kernel, as far as its behaviour goes: 6.18 of {@code 6.18.44-something}.
 *
 * @param major the first number
 * @param minor the second
 * @param release the whole name
 */
public record KernelVersion(int major, int minor, String release) implements Comparable<KernelVersion> {
    /** The version whose behaviour the kit has: the shipped recordings were made on it. */
    public static final KernelVersion JUDGE = of("6.18");

    private static final Path RELEASE = Path.of("/proc/sys/kernel/osrelease");
    private static final String TABLE = "kernel-differences.txt";

    /** Returns the running kernel's version. */
    public static KernelVersion running() {
        try {
            return of(Files.readString(RELEASE).strip());
        } catch (IOException e) {
            throw new RecordException("kernel-version.the-kernel-s-release-cannot", e.getMessage());
        }
    }

    static KernelVersion of(String release) {
        Matcher matcher = Pattern.compile("(\\d+)\\.(\\d+).*").matcher(release);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + release + "' is no kernel's release");
        }
        return new KernelVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)), release);
    }

    /** Tells whether this kernel should behave as the recordings do. */
    public boolean isJudge() {
        return compareTo(JUDGE) == 0;
    }

    /** Returns the known differences from {@link #JUDGE}: sentences with the symbol of the kernel. */
    public List<String> knownDifferences() {
        List<String> differences = new ArrayList<>();
        try (BufferedReader table = new BufferedReader(
                new InputStreamReader(KernelVersion.class.getResourceAsStream(TABLE), StandardCharsets.UTF_8))) {
            Pattern entry = Pattern.compile("kernel >= (\\d+\\.\\d+): (.*)");
            for (String line = table.readLine(); line != null; line = table.readLine()) {
                Matcher matcher = entry.matcher(line);
                if (matcher.matches() && separates(of(matcher.group(1)))) {
                    differences.add(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return differences;
    }

    /** Tells whether a change came between this kernel and the judge. */
    private boolean separates(KernelVersion change) {
        return (compareTo(change) < 0) != (JUDGE.compareTo(change) < 0);
    }

    @Override
    public int compareTo(KernelVersion other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }
}
