package mm.grader.script;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.script.Script;

/**
 * A script taken apart: the head, and pieces that can be left out. Put together again it has no answers, apart from what
 * is given in recordings of its kind.
 */
public abstract class ShrinkableScript {
    private static final Pattern PROCESS = Pattern.compile("^(\\w: )?(\\w+).*");

    private final List<String> head;
    private final List<String> pieces;

    private ShrinkableScript(List<String> head, List<String> pieces) {
        this.head = List.copyOf(head);
        this.pieces = List.copyOf(pieces);
    }

    /** Takes a script apart, in the way that its first line demands. */
    public static ShrinkableScript of(Script script) {
        List<String> lines = script.lines();
        String first = lines.get(0);
        if (first.startsWith("pages ")) {
            return new Swap(lines);
        }
        if (first.startsWith("limit ") || first.startsWith("groups ")) {
            return new Oom(lines);
        }
        return first.startsWith("=== ") ? new Proc(sections(lines)) : new Calls(lines);
    }

    /** Returns what can be left out. */
    public List<String> all() {
        return pieces;
    }

    /** Returns the head, which stays. */
    List<String> head() {
        return head;
    }

    /** Returns the key of the title, which says what the pieces are. */
    abstract String what();

    /** Returns the script that is made of the head and some of the pieces. */
    public abstract List<String> script(List<String> some);

    /** Returns pieces of pieces, to go on with; the same if there are none. */
    public List<String> finer(List<String> some) {
        return some;
    }

    /** Tells whether these pieces are still what {@link #finer} may be cut to. */
    boolean isWhole(List<String> some, List<String> cut) {
        return true;
    }

    /** Names what a line of the transcript answers. */
    String question(List<String> transcript, int line) {
        return PROCESS.matcher(transcript.get(line).strip()).replaceAll("$2");
    }

    /** Scripts of calls, with an answer after each: most kinds, and scores. */
    private static final class Calls extends ShrinkableScript {
        Calls(List<String> lines) {
            super(lines.subList(0, headLines(lines)), operations(lines.subList(headLines(lines), lines.size())));
        }

        private static int headLines(List<String> lines) {
            int i = 1;
            if (lines.get(0).startsWith("MemTotal ")) {
                return Math.min(2, lines.size());
            }
            if (lines.size() > 1 && lines.get(1).equals("maps")) {
                for (i = 2; i < lines.size() && lines.get(i).startsWith("  "); ) {
                    i++;
                }
                while (i < lines.size() && lines.get(i).startsWith("start ")) {
                    i++;
                }
            }
            return i;
        }

        private static List<String> operations(List<String> lines) {
            return lines.stream()
                    .filter(line -> !line.startsWith("  "))
                    .map(Script::operation)
                    .toList();
        }

        @Override
        String what() {
            return "smallest-failure.operations";
        }

        @Override
        public List<String> script(List<String> some) {
            List<String> lines = new ArrayList<>(head());
            some.forEach(line -> lines.add(line.equals("maps") || line.endsWith(" maps") ? line : line + " -> ?"));
            return lines;
        }
    }

    /** Evictions: the counts are given, and are kept as changes, so that pieces before them can go. */
    private static final class Swap extends ShrinkableScript {
        private static final Pattern COUNTS = Pattern.compile("(.*) -> .* majflt (\\d+) \\|.* VmSwap (\\d+)");
        private static final Pattern PIECE = Pattern.compile("(.*?)(?: evicts (-?\\d+))?(?: reads (\\d+))?");
        private static final int PAGE_KB = 4;

        Swap(List<String> lines) {
            super(lines.subList(0, 1), changes(lines.subList(1, lines.size())));
        }

        private static List<String> changes(List<String> lines) {
            List<String> pieces = new ArrayList<>();
            long swapped = 0;
            for (String line : lines) {
                Matcher counts = COUNTS.matcher(line);
                if (!counts.matches()) {
                    pieces.add(Script.operation(line));
                    continue;
                }
                long reads = Long.parseLong(counts.group(2));
                long now = Long.parseLong(counts.group(3)) / PAGE_KB;
                long evicts = now - swapped + reads;
                swapped = now;
                pieces.add(counts.group(1)
                        + (evicts == 0 ? "" : " evicts " + evicts)
                        + (reads == 0 ? "" : " reads " + reads));
            }
            return pieces;
        }

        @Override
        String what() {
            return "smallest-failure.evictions";
        }

        @Override
        public List<String> script(List<String> some) {
            List<String> lines = new ArrayList<>(head());
            long swapped = 0;
            for (String piece : some) {
                Matcher parts = PIECE.matcher(piece);
                parts.matches();
                long reads = number(parts.group(3));
                swapped = Math.max(0, swapped + number(parts.group(2)) - reads);
                lines.add(
                        piece.equals("state")
                                ? "state -> ?"
                                : parts.group(1) + " -> ok minflt 0 majflt " + reads + " | RssAnon 0 VmSwap "
                                        + swapped * PAGE_KB);
            }
            return lines;
        }

        private static long number(String digits) {
            return digits == null ? 0 : Long.parseLong(digits);
        }
    }

    /** Tables of tasks, each with its victim. */
    private static final class Oom extends ShrinkableScript {
        Oom(List<String> lines) {
            super(
                    lines.subList(0, 1),
                    lines.subList(1, lines.size()).stream()
                            .map(line -> line.replaceAll("^  killed .*", "  killed ?")
                                    .replaceFirst(" -> .*", " -> ?"))
                            .toList());
        }

        @Override
        String what() {
            return "smallest-failure.lines";
        }

        @Override
        public List<String> script(List<String> some) {
            List<String> lines = new ArrayList<>(head());
            lines.addAll(some);
            return lines;
        }
    }

    /** Files of a /proc, and commands whose output is wanted: first files and commands go, then lines of files. */
    private static final class Proc extends ShrinkableScript {
        private static final String SECTION = "=== ";
        private static final String RUN = "=== run ";

        Proc(List<String> sections) {
            super(List.of(), sections);
        }

        @Override
        String what() {
            return "smallest-failure.files";
        }

        @Override
        public List<String> script(List<String> some) {
            return some.stream().flatMap(String::lines).toList();
        }

        @Override
        public List<String> finer(List<String> some) {
            return script(some);
        }

        @Override
        boolean isWhole(List<String> some, List<String> cut) {
            return heads(some).equals(heads(cut));
        }

        private static List<String> heads(List<String> lines) {
            return lines.stream().filter(line -> line.startsWith(SECTION)).toList();
        }

        @Override
        String question(List<String> transcript, int line) {
            String command = "";
            for (String each : transcript.subList(0, line + 1)) {
                command = each.startsWith(SECTION) ? each : command;
            }
            return command + " " + transcript.get(line).strip().replaceAll("\\s.*", "");
        }
    }

    private static List<String> sections(List<String> lines) {
        List<String> sections = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith(Proc.SECTION)) {
                sections.add(line);
            } else {
                String section = sections.get(sections.size() - 1);
                if (!section.startsWith(Proc.RUN)) {
                    sections.set(sections.size() - 1, section + "\n" + line);
                }
            }
        }
        return sections;
    }
}
