package mm.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import mm.machine.Machine;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.machine.Task;
import mm.procfs.SimulatedMachine;
import mm.text.Message;
import mm.vma.Mapping;

/**
 * Scripts of system calls and accesses of one process, or of several: the recordings' kinds {@code layout},
 * {@code faults}, {@code status}, {@code stack}, {@code limits}, {@code cow}, {@code small}, {@code remap},
 * {@code huge} and {@code commit}.
 *
 * <p>One operation a line. With a {@code start} line in the head, every answer ends with the change of six counters
 * since then. When the processes have names ({@code A: write 0x1000}), an access also says what became of the page. A
 * line {@code maps} prints the map. With a {@code commit} line in the head, every answer ends with what is promised on the
 * whole machine.
 */
final class ProcessScript implements ScriptKind {
    /** 1 GB: so much that a large frame can be found for each huge page of a script. */
    private static final int HUGE_FRAMES = 1 << 18;

    private static final Set<String> ENDS = Set.of("exit", ProcessHead.MAPS);

    @Override
    public String name() {
        return "process";
    }

    @Override
    public boolean accepts(Script script) {
        return ProcessHead.begins(script);
    }

    @Override
    public void run(Script script, Parts parts, Transcript out) {
        new Run(script, ProcessHead.parse(script), parts, out).run();
    }

    @Override
    public void requireWhole(Script script) {
        List<String> lines = script.lines();
        String last = lines.get(lines.size() - 1);
        List<Mapping> maps = ProcessHead.parse(script).maps();
        String highest = "  " + maps.get(maps.size() - 1); // never unmapped: the gate page, or the stack's last piece
        boolean whole = highest.endsWith("[vsyscall]") ? last.equals(highest) : last.startsWith("  ");
        if (!whole && !last.contains(": exit -> 0")) {
            throw script.error(lines.size(), "recording.map-cut");
        }
    }

    /** One run of one script. */
    private static final class Run {
        private final Script script;
        private final ProcessHead head;
        private final Transcript out;
        private final ProcessCalls calls;
        private final ScriptPromises promises;
        private final TreeMap<String, Task> tasks = new TreeMap<>();
        private final TreeMap<Integer, ProcessCounters> started = new TreeMap<>();

        Run(Script script, ProcessHead head, Parts parts, Transcript out) {
            this.script = script;
            this.head = head;
            this.out = out;
            Machine machine = head.huge() ? new Machine(parts, new PhysicalMemory(HUGE_FRAMES)) : new Machine(parts);
            out.runsOn(new SimulatedMachine(machine));
            calls = new ProcessCalls(machine, head);
            promises = head.commit() == null ? null : new ScriptPromises(machine, head.commit());
            Task first = promises == null ? machine.exec("A", head.maps(), head.brk()) : promises.exec(head);
            touchProgram(machine, first);
            tasks.put("A", first);
            started.put(first.pid(), ProcessCounters.of(first));
        }

        /**
         * The program has touched its pages before the script begins. Where a script touches and counts nothing, this
         * shows only in whether heap and stack were ever written; a student whose fault handler is not ready does
         * without.
         */
        private void touchProgram(Machine machine, Task task) {
            boolean needed = head.counters() || script.lines().stream().anyMatch(Run::isAccess);
            try {
                head.maps().forEach(mapping -> machine.touch(task, mapping));
            } catch (RuntimeException e) {
                if (needed) {
                    throw e;
                }
            }
        }

        private static boolean isAccess(String line) {
            return line.startsWith("read ") || line.startsWith("write ");
        }

        void run() {
            out.line("brk 0 -> 0x" + Long.toHexString(head.brk()));
            script.lines().subList(1, head.lines()).forEach(out::line);
            List<String> lines = script.lines();
            for (int line = head.lines() + 1; line <= lines.size(); line++) {
                String text = lines.get(line - 1);
                if (text.isBlank() || text.startsWith("  ")) {
                    continue;
                }
                Operation operation = Operation.parse(script, line);
                out.state(() -> state(operation));
                if (text.equals(ProcessHead.MAPS)) {
                    printMaps(tasks.get("A"));
                } else {
                    String answer = answer(operation);
                    out.line(operation.text() + " -> " + answer + (promises == null ? "" : promises.columns()));
                }
            }
        }

        private void printMaps(Task task) {
            out.line(ProcessHead.MAPS);
            task.mm().maps().forEach(mapping -> out.line("  " + mapping));
        }

        private String answer(Operation operation) {
            if (promises != null && operation.name().equals("overcommit")) {
                return promises.set(operation);
            }
            boolean named = operation.name().endsWith(":");
            Task task = task(operation);
            Operation call = named ? operation.rest() : operation;
            if (call.size() == 0) {
                throw operation.error("script.no-operation-after", operation.name());
            }
            String result = switch (call.name()) {
                case ProcessHead.MAPS -> "";
                case "fork" -> fork(call, task);
                case "exit" -> exit(operation, task);
                default -> calls.run(call, task, named);
            };
            return ENDS.contains(call.name()) || !head.counters() ? result : result + counters(task);
        }

        private String counters(Task task) {
            ProcessCounters change =
                    ProcessCounters.of(task).minus(started.firstEntry().getValue());
            return " | " + change.show(head);
        }

        private Task task(Operation operation) {
            String name = operation.name().endsWith(":") ? operation.name().replace(":", "") : "A";
            Task task = tasks.get(name);
            if (task == null) {
                throw operation.error("script.no-process", name);
            }
            return task;
        }

        private String fork(Operation call, Task parent) {
            String name = call.word(1);
            if (tasks.containsKey(name)) {
                throw call.error("pid.in-use", name);
            }
            Task child = calls.fork(parent, name);
            if (child == null) {
                return "ENOMEM";
            }
            tasks.put(name, child);
            return "0";
        }

        private String exit(Operation operation, Task task) {
            calls.exit(task);
            tasks.values().remove(task);
            return "0";
        }

        private List<Message> state(Operation operation) {
            List<Message> state = new ArrayList<>();
            tasks.forEach((name, task) -> {
                state.add(Message.verbatim(
                        "process " + name + ": " + ProcessCounters.of(task).named()));
                task.mm().maps().stream()
                        .map(Mapping::toString)
                        .map(Message::verbatim)
                        .forEach(state::add);
            });
            return state;
        }
    }
}
