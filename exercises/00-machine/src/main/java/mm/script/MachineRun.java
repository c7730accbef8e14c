package mm.script;

import java.util.List;
import mm.machine.Parts;
import mm.machine.Task;
import mm.oom.MemoryGroup;
import mm.oom.OomTask;
import mm.procfs.ProcFs;
import mm.procfs.Procps;
import mm.procfs.SimulatedMachine;
import mm.procfs.Tools;
import mm.text.Explained;
import mm.vma.Mapping;

/** One run of a machine script: does one operation after the other. */
final class MachineRun {
    private static final int MAX_UID = 65535;
    private static final int TICKS = 100;

    private final Parts parts;
    private final Transcript out;
    private SimulatedMachine machine;
    private Procps procps;
    private NamedProcesses processes;
    private ProcFs before;

    MachineRun(Parts parts, Transcript out) {
        this.parts = parts;
        this.out = out;
    }

    SimulatedMachine machine() {
        return machine;
    }

    /** Does one operation, and prints it with its answer and with what the kernel logged meanwhile. */
    void run(Operation call) {
        if (call.name().equals("machine")) {
            boot(call);
            return;
        }
        if (machine == null) {
            throw call.error("script.machine-first");
        }
        int logged = machine.machine().log().size();
        if (!change(call) && !time(call)) {
            look(call);
        }
        List<String> log = machine.machine().log();
        log.subList(logged, log.size()).forEach(this::answer);
        processes.forgetTheDead();
    }

    private void say(Operation call, String answer) {
        out.line(call.text().strip() + (answer.isEmpty() ? "" : " -> " + answer));
    }

    private void answer(String line) {
        out.line(MachineScript.ANSWER + line);
    }

    private void boot(Operation call) {
        if (machine != null) {
            throw call.error("script.machine-runs-already");
        }
        MachineBoot boot = MachineBoot.of(call, parts);
        machine = boot.machine();
        procps = boot.procps();
        processes = new NamedProcesses(machine);
        out.runsOn(machine);
        say(call, "");
    }

    /** Does what changes processes and memory; false if it is something else. */
    private boolean change(Operation call) {
        switch (call.name()) {
            case "start", "kthread" -> say(call, pid(processes.start(call)));
            case "map" -> say(call, processes.withMemory(call).map(call, machine));
            case "mremap" -> say(call, processes.withMemory(call).mremap(call, machine));
            case "mlock", "munlock", "huge", "madvise" ->
                say(call, processes.withMemory(call).mark(call));
            case "touch", "look" -> say(call, processes.withMemory(call).access(call, machine.machine()));
            case "read" -> say(call, machine.readFile(call.word(1), call.pages(2)) + " pages read");
            case "slab" -> say(call, machine.growSlab(call.pages(1)) ? "ok" : "no memory");
            case "fork" -> say(call, pid(processes.fork(call)));
            case "group" -> say(call, processes.group(call));
            case "overcommit" -> {
                if (machine.promises().isEmpty() && !machine.processes().isEmpty()) {
                    throw call.error("script.overcommit-before-processes");
                }
                ScriptPromises.set(call, machine.promises().orElseGet(machine::countPromises));
                say(call, "");
            }
            case "exit" -> {
                machine.machine().exit(processes.of(call).task());
                say(call, "");
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static String pid(Task task) {
        return task == null ? "no memory" : "pid " + task.pid();
    }

    /** Does what changes names, wishes and the clock; false if it is something else. */
    private boolean time(Operation call) {
        switch (call.name()) {
            case "user" -> machine.user(call.number(1, 0, MAX_UID), call.word(2));
            case "adj" ->
                processes.withMemory(call).task().setOomScoreAdj(call.number(2, OomTask.OOM_SCORE_ADJ_MIN, 1000));
            case "run" -> machine.compute(processes.of(call).task(), ticks(call, 2));
            case "running" -> processes.of(call).task().setRunning(true);
            case "wait" -> machine.pass(ticks(call, 1));
            case "sample" -> before = machine.proc();
            default -> {
                return false;
            }
        }
        say(call, "");
        return true;
    }

    private static long ticks(Operation call, int i) {
        try {
            return Math.round(Double.parseDouble(call.word(i)) * TICKS);
        } catch (NumberFormatException e) {
            throw call.error("script.not-seconds", call.word(i));
        }
    }

    /** Shows something, and changes nothing. */
    private void look(Operation call) {
        switch (call.name()) {
            case "score" -> {
                Task task = processes.of(call).task();
                say(call, "oom_score " + machine.machine().oomScore(task));
            }
            case "maps" -> {
                List<Mapping> maps = processes.withMemory(call).task().mm().maps();
                say(call, "");
                maps.forEach(mapping -> answer(mapping.toString()));
            }
            default -> {
                say(call, "");
                screen(call).forEach(this::answer);
            }
        }
    }

    /** Returns what free, top, ps, pmap or vmstat show; also in a container, where free shows the machine all the same. */
    private List<String> screen(Operation call) {
        String command = call.text();
        if (call.name().equals("in")) {
            MemoryGroup group = processes.group(call, call.word(1));
            if (call.word(2).equals("cat")) {
                return GroupFiles.cat(call, machine.machine(), group);
            }
            if (!call.word(2).equals("free")) {
                throw call.error("script.not-in-a-group", call.word(2));
            }
            command = String.join(" ", call.words().subList(2, call.size()));
        }
        boolean isOfMappings = List.of("pmap", "ps").contains(call.name());
        ProcFs now = isOfMappings ? machine.procWithMaps() : machine.proc();
        ProcFs then = call.name().equals("top") && before != null ? before : now;
        try {
            return new Tools(parts, machine.host(), procps).run(then, now, command);
        } catch (Tools.UsageException e) {
            throw call.error(Explained.of(e));
        }
    }
}
