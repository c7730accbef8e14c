package mm.grader.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.grader.kit.UserError;
import mm.grader.trace.Compressed;

/** A log as strace writes it, read into whole calls. It may be compressed by gzip or zstd. */
public final class StraceLog {
    private static final Pattern ATTACHED = Pattern.compile("strace: Process (\\d+) (?:attached|detached)");

    private final String name;
    private final List<Event> events = new ArrayList<>();
    private final Map<Integer, Begun> begun = new HashMap<>();
    private final Set<Integer> children = new HashSet<>();
    private final Set<Integer> alive = new LinkedHashSet<>();

    /** A call that has begun: where its event stands, and what is known of it. */
    private record Begun(int event, String where, String name, String text) {}

    private StraceLog(String name) {
        this.name = name;
    }

    /**
     * Reads a log.
     *
     * @throws UserError if it cannot be read, or a line of it is none of strace's; with file and line
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
        return log;
    }

    List<Event> events() {
        return events;
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
            if (attached.find()) {
                born(Integer.parseInt(attached.group(1)));
                if (attached.start() > 0 && text.substring(0, attached.start()).contains("(")) {
                    broken = text.substring(0, attached.start());
                }
                continue;
            }
            take(name + ":" + number, text);
        }
        if (!broken.isEmpty() || number == 0) {
            throw new UserError(name + ":" + number + ": the log " + (number == 0 ? "is empty" : "ends in a line"));
        }
    }

    private void born(int pid) {
        children.add(pid);
        alive.add(pid);
    }

    private void take(String where, String text) {
        StraceLine line = StraceLine.parse(text);
        if (line == null) {
            throw new UserError(where + ": this is no line of strace's: '" + shortened(text) + "'");
        }
        if (line.pid() != 0 && !children.contains(line.pid())) {
            alive.remove(0); // it has a name now
        }
        int pid = line.pid() == 0 ? nameless() : line.pid();
        switch (line.kind()) {
            case NOTHING -> {}
            case GONE -> {
                begun.remove(pid);
                alive.remove(pid);
                events.add(new Event(Event.Kind.GONE, pid, null));
            }
            case SUPERSEDED -> {
                int thread = Integer.parseInt(line.name());
                Begun call = begun.remove(thread);
                if (call != null) {
                    begun.put(pid, call);
                }
                events.add(new Event(Event.Kind.GONE, thread, null));
            }
            case UNFINISHED -> {
                alive.add(pid);
                begun.put(pid, new Begun(events.size(), where, line.name(), line.rest()));
                events.add(null);
            }
            case RESUMED -> resume(where, pid, line);
            case WHOLE -> {
                alive.add(pid);
                end(where, pid, line.name(), line.rest(), text);
            }
        }
    }

    /** The number of a process that the log does not name: there is only one, the first as long as it lives. */
    private int nameless() {
        return alive.size() == 1 ? alive.iterator().next() : 0;
    }

    private void resume(String where, int pid, StraceLine line) {
        Begun call = begun.remove(pid);
        if (call == null || !call.name().equals(line.name())) {
            throw new UserError(where + ": " + line.name() + " is resumed, but process " + pid + " has not begun it");
        }
        Call whole = end(where, pid, call.name(), call.text() + line.rest(), line.rest());
        events.set(call.event(), new Event(Event.Kind.BEGIN, pid, whole));
    }

    private Call end(String where, int pid, String call, String rest, String text) {
        Call whole = StraceLine.call(where, pid, call, rest);
        if (whole == null) {
            throw new UserError(where + ": the call has no end: '" + shortened(text) + "'");
        }
        if (whole.makesProcess() && whole.succeeded()) {
            born((int) whole.value());
        }
        events.add(new Event(Event.Kind.END, pid, whole));
        return whole;
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }

    /** A process that is named only while there are others has its name from the start. */
    private void nameTheFirst() {
        events.removeIf(event -> event == null); // begun and never ended: the process was killed, or the log ends
        int first = events.stream()
                .map(Event::pid)
                .filter(pid -> pid != 0 && !children.contains(pid))
                .findFirst()
                .orElse(0);
        boolean nameless = events.stream().anyMatch(event -> event.pid() == 0);
        if (first != 0 && nameless) {
            events.replaceAll(event -> event.pid() == 0 ? new Event(event.kind(), first, event.call()) : event);
        }
    }
}
