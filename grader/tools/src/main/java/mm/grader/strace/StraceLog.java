package mm.grader.strace;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.grader.kit.UserError;
import mm.grader.trace.Compressed;
import mm.text.Message;

/**
 * A log as strace writes it, read into whole calls. It may be compressed by gzip or zstd.
 *
 * <p>Lines that strace did not write, such as the program's own output, are passed over and counted. A call that concerns
 * memory must be whole, any other may be broken.
 */
public final class StraceLog {
    private static final Pattern ATTACHED = Pattern.compile("strace: Process (\\d+) (?:attached|detached)");
    private static final Pattern OF_PROCESS = Pattern.compile(".*\\.(\\d{1,9})(?:\\.gz|\\.zst)?");
    private static final String SUMMARY = "% time ";
    private static final Set<String> OF_32_BITS = Set.of("mmap2", "old_mmap");

    private final String name;
    private final List<Event> events = new ArrayList<>();
    /** When each event was, in microseconds; negative if its line does not say. */
    private final List<Long> times = new ArrayList<>();

    private final Map<Integer, Begun> begun = new HashMap<>();
    private final LogProcesses processes = new LogProcesses();
    private final Set<Integer> others = new HashSet<>();
    private boolean inSummary;
    private int foreign;
    private UserError firstForeign;
    private int ofOthers;
    private String firstOfOthers;
    private int leftOut;

    /** A call that has begun: where its event is, and what is known of it. */
    private record Begun(int event, String where, String name, String text) {}

    private StraceLog(String name) {
        this.name = name;
    }

    /**
     * Reads a log.
     *
     * @throws UserError if it cannot be read, a call of it is broken, it holds none, or it is of another processor than
     *     x86-64; with file and line
     */
    public static StraceLog read(Path file) {
        StraceLog log = new StraceLog(file.toString());
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(Compressed.open(file), StandardCharsets.ISO_8859_1))) {
            log.read(in);
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        }
        log.nameTheFirst();
        log.requireCalls();
        return log;
    }

    /**
     * Reads the logs of the processes of one run, which {@code strace -ff -o FILE} writes into {@code FILE.PID} each.
     *
     * @throws UserError as {@link #read} does
     */
    public static StraceLog readAll(List<Path> files) {
        Map<Integer, StraceLog> parts = new TreeMap<>();
        for (Path file : files) {
            parts.put(pidOf(file), read(file));
        }
        StraceLog first = parts.values().iterator().next();
        StraceLog all = new StraceLog(first.name);
        ProcessLogs logs = new ProcessLogs();
        parts.forEach((pid, log) -> {
            logs.add(pid, log.events, log.times);
            all.foreign += log.foreign;
            all.ofOthers += log.ofOthers;
        });
        all.events.addAll(logs.merged());
        all.leftOut = logs.leftOut();
        return all;
    }

    /** Returns the number of the process that a file of {@code strace -ff} is of; 0 if its name ends without one. */
    public static int pidOf(Path file) {
        Matcher matcher = OF_PROCESS.matcher(file.getFileName().toString());
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    /** Returns what happened, in the order of the log. */
    public List<Event> events() {
        return events;
    }

    /** Returns what there is to say of the lines that were passed over. */
    public List<Message> remarks() {
        List<Message> remarks = new ArrayList<>();
        if (foreign > 0) {
            remarks.add(Message.of("strace-log.not-written-by-strace", foreign));
        }
        if (leftOut > 0) {
            remarks.add(Message.of("strace-log.not-modelled-left-out-calls", leftOut));
        }
        if (ofOthers > 0) {
            remarks.add(Message.of("strace-log.not-modelled-left-out-calls-2", ofOthers));
        }
        return remarks;
    }

    /** Reads lines; one that strace's own message about a new process has broken is put together again. */
    private void read(BufferedReader in) throws IOException {
        String broken = "";
        int number = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            number++;
            String text = broken + line;
            broken = "";
            Matcher attached = ATTACHED.matcher(text);
            if (text.contains("strace: ") && attached.find()) {
                if (attached.group().endsWith("attached")) {
                    processes.attached(Integer.parseInt(attached.group(1)));
                }
                if (attached.start() > 0 && text.substring(0, attached.start()).contains("(")) {
                    broken = text.substring(0, attached.start());
                }
                continue;
            }
            take(name + ":" + number, text);
            stamp(text);
        }
        if (number == 0) {
            throw UserError.at(name, "strace-log.empty");
        }
        if (!broken.isEmpty()) {
            throw UserError.at(name, number, "strace-log.ends-in-a-line");
        }
    }

    /** Notes when the events of a line were: a call that is whole in it ends later, if the line tells how long it took. */
    private void stamp(String text) {
        while (times.size() < events.size()) {
            long time = StraceLine.time(text);
            times.add(time < 0 ? time : time + StraceLine.duration(text));
        }
    }

    private void take(String where, String text) {
        StraceLine line = StraceLine.parse(text);
        line = line == null ? StraceLine.afterOutput(text) : line;
        if (line == null) {
            passOver(where, text);
            return;
        }
        if (line.pid() != 0 && processes.seen(line.pid())) {
            Begun call = begun.remove(0);
            if (call != null) {
                begun.put(line.pid(), call);
            }
        }
        int pid = line.pid() == 0 ? processes.nameless() : line.pid();
        switch (line.kind()) {
            case NOTHING -> {}
            case OTHER_MODE -> others.add(pid);
            case USUAL_MODE -> others.remove(pid);
            case GONE -> gone(pid);
            case SUPERSEDED -> {
                int thread = Integer.parseInt(line.name());
                Begun call = begun.remove(thread);
                if (call != null) {
                    begun.put(pid, call);
                }
                events.add(new Event(Event.Kind.GONE, thread, null));
            }
            case UNFINISHED -> {
                processes.seen(pid);
                begun.put(pid, new Begun(events.size(), where, line.name(), line.rest()));
                events.add(null);
            }
            case RESUMED -> resume(where, pid, line);
            case WHOLE -> {
                processes.seen(pid);
                end(where, pid, line.name(), line.rest(), text);
            }
        }
    }

    private void gone(int pid) {
        begun.remove(pid);
        processes.gone(pid);
        others.remove(pid);
        events.add(new Event(Event.Kind.GONE, pid, null));
    }

    /** Passes over a line that strace did not write, or that is one of the summary at the end ({@code -C}). */
    private void passOver(String where, String text) {
        inSummary |= text.startsWith(SUMMARY);
        if (!inSummary) {
            foreign++;
            firstForeign = firstForeign == null
                    ? UserError.at(where, "strace-log.this-is-not-a-line", shortened(text))
                    : firstForeign;
        }
    }

    private void resume(String where, int pid, StraceLine line) {
        Begun call = begun.remove(pid);
        if (call == null || !call.name().equals(line.name())) {
            if (!concernsMemory(line.name())) {
                passOver(where, line.rest());
                return;
            }
            throw UserError.at(where, "strace-log.is-resumed-but-process-has", line.name(), pid);
        }
        Call whole = end(where, pid, call.name(), call.text() + line.rest(), line.rest());
        events.set(call.event(), whole == null ? null : new Event(Event.Kind.BEGIN, pid, whole));
    }

    private Call end(String where, int pid, String call, String rest, String text) {
        Call whole = StraceLine.call(where, pid, call, rest);
        if (whole == null && concernsMemory(call)) {
            throw UserError.at(where, "strace-log.the-call-has-no-end", shortened(text));
        }
        if (whole == null) {
            passOver(where, text);
            return null;
        }
        if (OF_32_BITS.contains(call)) {
            others.add(pid);
        }
        if (whole.makesProcess() && whole.succeeded()) {
            processes.born((int) whole.value());
            if (others.contains(pid)) {
                others.add((int) whole.value());
            }
        }
        if ((others.contains(pid) && Call.isOfMemory(call)) || OF_32_BITS.contains(call)) {
            ofOthers++;
            firstOfOthers = firstOfOthers == null ? where : firstOfOthers;
            return null;
        }
        events.add(new Event(Event.Kind.END, pid, whole));
        return whole;
    }

    private static boolean concernsMemory(String call) {
        return Call.isOfMemory(call) || call.startsWith("execve") || call.matches("v?fork|clone3?");
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }

    /** A process that is named only while there are others has its name from the start. */
    private void nameTheFirst() {
        for (int i = events.size() - 1; i >= 0; i--) {
            if (events.get(i) == null) { // begun and never ended: the process was killed, or the log ends
                events.remove(i);
                times.remove(i);
            }
        }
        int first = processes.first();
        if (first != 0) {
            events.replaceAll(event -> event.pid() == 0 ? new Event(event.kind(), first, event.call()) : event);
        }
    }

    private void requireCalls() {
        boolean hasCalls = events.stream().anyMatch(event -> event.kind() == Event.Kind.END);
        if (!hasCalls && inSummary) {
            throw UserError.at(name, "strace-log.there-is-no-system-call");
        }
        if (!hasCalls && firstForeign != null) {
            throw firstForeign;
        }
        boolean hasMemoryCalls = events.stream()
                .anyMatch(event ->
                        event.call() != null && Call.isOfMemory(event.call().name()));
        if (ofOthers > 0 && !hasMemoryCalls) {
            throw UserError.at(firstOfOthers, "strace-log.this-log-is-of-a");
        }
        events.stream().map(Event::call).forEach(new ProcessorCheck()::take);
    }
}
