package mm.grader.checks.pagetable;

import static mm.grader.Labels.say;
import static mm.grader.checks.pagetable.TableBuilder.PAGE;
import static mm.grader.checks.pagetable.TableBuilder.pte;

import java.util.List;
import mm.grader.RecordingMismatch;
import mm.grader.checks.pagetable.Areas.Area;
import mm.pagetable.PageTable;
import mm.script.Script;

/**
 * Does to a page table what the kernel did to that of a recorded process, and compares VmPTE after every operation.
 *
 * <p>The recording says what each operation answered, so nothing is decided here: a touched page is mapped; what an
 * munmap, a fixed mmap or a falling break removed is unmapped, and its tables freed between the neighbours; what
 * MADV_DONTNEED dropped is unmapped, and its tables reclaimed area by area.
 */
final class VmPteReplay {
    private static final long TASK_SIZE = 0x7fff_ffff_f000L;

    private final Script recording;
    private final PageTable table;
    private final Areas areas = new Areas();
    private long brk;

    VmPteReplay(Script recording, PageTable table) {
        this.recording = recording;
        this.table = table;
    }

    void run() {
        List<String> lines = recording.lines();
        brk = number(answer(lines.get(0)));
        long atStart = 0;
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("start ")) {
                atStart = number(line.replaceFirst(".* VmPTE (\\d+) .*", "$1"));
                demand(i, say("vm-pte-replay.when-the-recording-starts"), atStart);
            } else if (line.startsWith("  ") && atStart == 0) {
                load(line.strip().split(" "));
            } else if (line.contains(" | ")) {
                operate(Script.operation(line).split(" "), answer(line));
                demand(i, say("vm-pte-replay.after", Script.operation(line)), atStart + number(counter(line, 3)));
            }
        }
    }

    private void demand(int line, String when, long vmPte) {
        long kilobytes = TableBuilder.tablesBelowRoot(table) * PAGE / 1024;
        if (kilobytes != vmPte) {
            throw new RecordingMismatch(
                    recording.name(),
                    line + 1,
                    say("vm-pte-replay.vmpte-in-kb", when),
                    "" + vmPte,
                    "" + kilobytes,
                    List.of());
        }
    }

    private static String answer(String line) {
        return line.replaceFirst(".* -> ", "").replaceFirst(" \\|.*", "");
    }

    private static String counter(String line, int i) {
        return line.replaceFirst(".* \\| ", "").split(" ")[i];
    }

    private static long number(String text) {
        int sign = text.startsWith("-") ? -1 : 1;
        String digits = text.replaceFirst("^[-+]", "");
        return sign
                * (digits.startsWith("0x")
                        ? Long.parseUnsignedLong(digits, 2, digits.length(), 16)
                        : Long.parseLong(digits));
    }

    private static long roundUp(long address) {
        return address + PAGE - 1 & -PAGE;
    }

    /** Takes an initial mapping, and touches the page that needs its tables: the stack's last, else the first. */
    private void load(String[] words) {
        String[] range = words[0].split("-");
        long start = Long.parseUnsignedLong(range[0], 16);
        long end = Long.parseUnsignedLong(range[1], 16);
        if (start < 0) {
            return; // [vsyscall] is no mapping of the process
        }
        String name = words.length > 2 ? words[2] : "";
        String kind = name.isEmpty() || name.equals("[heap]") ? "private" : name.equals("[stack]") ? "stack" : null;
        Area area = new Area(start, end, words[1].substring(0, 3), kind, false, 0).protect(words[1].substring(0, 3));
        areas.add(area.owned(areas.newOwner()));
        touch(name.equals("[stack]") ? end - PAGE : start);
    }

    private void operate(String[] words, String answer) {
        long first = number(words[1]);
        long last = words.length > 2 ? first + roundUp(number(words[2])) : 0;
        switch (words[0]) {
            case "brk" -> moveBreak(number(answer));
            case "mmap" -> {
                if (answer.startsWith("0x")) {
                    map(number(answer), number(answer) + last - first, words[3], List.of(words));
                }
            }
            case "munmap" -> {
                if (answer.equals("0")) {
                    unmap(first, last);
                }
            }
            case "mprotect" -> {
                if (!answer.equals("EINVAL") && !answer.equals("EACCES")) {
                    protect(first, last, words[3]);
                }
            }
            case "dontneed" -> {
                if (!answer.equals("EINVAL")) {
                    drop(first, last);
                }
            }
            case "read", "write" -> {
                if (answer.startsWith("ok")) {
                    access(first & -PAGE, words[0].equals("write"));
                }
            }
            default -> throw recording.error(0, say("vm-pte-replay.is-no-operation-of-the", words[0]));
        }
    }

    private void map(long start, long end, String prot, List<String> flags) {
        unmap(start, end); // there is something only if it was a fixed mapping
        String kind = flags.contains("shared") ? say("vm-pte-replay.shared-object", areas.newOwner()) : "private";
        areas.merge(new Area(start, end, prot, kind, false, 0).protect(prot));
        if (flags.contains("populate") && !prot.equals("---")) {
            for (long page = start; page < end; page += PAGE) {
                access(page, prot.contains("w"));
            }
        }
    }

    private void moveBreak(long newBrk) {
        long from = roundUp(brk);
        long to = roundUp(newBrk);
        brk = newBrk;
        if (to > from) {
            areas.merge(new Area(from, to, "rw-", "private", true, 0));
        } else {
            unmap(to, from);
        }
    }

    private void unmap(long start, long end) {
        List<Area> removed = areas.remove(start, Math.min(end, TASK_SIZE));
        if (removed.isEmpty()) {
            return;
        }
        long from = removed.get(0).start();
        long to = removed.get(removed.size() - 1).end();
        table.walk(from, to, (address, pte) -> table.unmap(address));
        table.freeTables(from, to, areas.floor(from), areas.ceiling(to));
    }

    /** Changes what is mapped from start on, up to the first hole: so far even a call that fails gets. */
    private void protect(long start, long end, String prot) {
        long next = start;
        for (Area area : areas.in(start, end)) {
            if (area.start() > next) {
                return;
            }
            next = area.end();
            if (!area.prot().equals(prot)) {
                for (Area part : areas.remove(Math.max(start, area.start()), Math.min(end, area.end()))) {
                    areas.merge(part.protect(prot));
                }
            }
        }
    }

    private void drop(long start, long end) {
        for (Area area : areas.in(start, end)) {
            long from = Math.max(start, area.start());
            long to = Math.min(end, area.end());
            table.walk(from, to, (address, pte) -> table.unmap(address));
            table.reclaimTables(from, to);
        }
    }

    private void access(long page, boolean write) {
        Area area = areas.at(page);
        if (area == null) { // it worked, so the stack above has grown
            long bottom = areas.ceiling(page);
            area = areas.remove(bottom, bottom + PAGE).get(0).cut(page, bottom + PAGE);
            areas.merge(area);
        }
        touch(page);
        if (write && "private".equals(area.kind())) {
            areas.written(area);
        }
    }

    private void touch(long page) {
        if (table.lookup(page) == 0) {
            TableBuilder.mustMap(table, page, pte(1));
        }
    }
}
