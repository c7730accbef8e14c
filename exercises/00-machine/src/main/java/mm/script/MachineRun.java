package mm.script;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.machine.Machine;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.machine.Processor;
import mm.machine.ReclaimOptions;
import mm.machine.Task;
import mm.machine.Watermarks;
import mm.mmu.TlbShape;
import mm.oom.OomTask;
import mm.pagetable.Geometry;
import mm.procfs.ProcFs;
import mm.procfs.Procps;
import mm.procfs.SimulatedMachine;
import mm.procfs.Tools;
import mm.text.Explained;
import mm.vma.Mapping;

/** One run of a machine script: the operations, and the names that the script has given. */
final class MachineRun {
    private static final int MAX_PAGES = 1 << 22;
    private static final int MAX_UID = 65535;
    private static final int MAX_PID = 32767;
    private static final int TICKS = 100;
    private static final int MAX_SETS = 1024;
    private static final int MAX_WAYS = 16;
    private static final Pattern TLB = Pattern.compile("([0-9]{1,4})x([0-9]{1,2})");

    private final Parts parts;
    private final Transcript out;
    private final Map<String, ScriptProcess> processes = new HashMap<>();
    private SimulatedMachine machine;
    private Procps procps = Procps.V4;
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
        processes.values().removeIf(process -> !machine.machine().isAlive(process.task()));
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
        Map<String, String> options = call.options(2, "swap", "min", "procps", "tlb", "levels");
        int frames = memory(call, call.word(1));
        Watermarks marks = options.containsKey("min")
                ? Watermarks.above(call.pages(options.get("min")))
                : Watermarks.forFrames(frames);
        procps = procps(call, options.getOrDefault("procps", "4"));
        ReclaimOptions reclaim = options.containsKey("swap")
                ? ReclaimOptions.swap(memory(call, options.get("swap")) + 1)
                : ReclaimOptions.NONE;
        Processor processor = new Processor(
                geometry(call, options.getOrDefault("levels", "4")), tlb(call, options.getOrDefault("tlb", "16x4")));
        machine = new SimulatedMachine(new Machine(parts, processor, new PhysicalMemory(frames, marks), reclaim));
        out.runsOn(machine);
        say(call, "");
    }

    private static Procps procps(Operation call, String version) {
        if (!version.equals("3") && !version.equals("4")) {
            throw call.error("script.procps-unknown", version);
        }
        return Procps.of(version);
    }

    private static Geometry geometry(Operation call, String levels) {
        return switch (levels) {
            case "4" -> Geometry.X86_64;
            case "5" -> Geometry.X86_64_LA57;
            default -> throw call.error("script.no-such-levels", levels);
        };
    }

    private static TlbShape tlb(Operation call, String shape) {
        Matcher matcher = TLB.matcher(shape);
        if (matcher.matches()) {
            int sets = Integer.parseInt(matcher.group(1));
            int ways = Integer.parseInt(matcher.group(2));
            if (Integer.bitCount(sets) == 1 && sets <= MAX_SETS && ways >= 1 && ways <= MAX_WAYS) {
                return new TlbShape(sets, ways);
            }
        }
        throw call.error("script.not-a-tlb", shape, MAX_SETS, MAX_WAYS);
    }

    private static int memory(Operation call, String size) {
        int pages = call.pages(size);
        if (pages < 2 || pages > MAX_PAGES) {
            throw call.error("script.memory-out-of-range", size);
        }
        return pages;
    }

    /** Does what changes processes and memory; false if it is something else. */
    private boolean change(Operation call) {
        switch (call.name()) {
            case "start", "kthread" -> start(call);
            case "map" -> say(call, user(call).map(call, machine));
            case "touch", "look" -> say(call, user(call).access(call, machine.machine()));
            case "read" -> say(call, machine.readFile(call.word(1), call.pages(2)) + " pages read");
            case "slab" -> say(call, machine.growSlab(call.pages(1)) ? "ok" : "no memory");
            case "fork" -> fork(call);
            case "exit" -> {
                machine.machine().exit(process(call).task());
                say(call, "");
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Does what changes names, wishes and the clock; false if it is something else. */
    private boolean time(Operation call) {
        switch (call.name()) {
            case "user" -> machine.user(call.number(1, 0, MAX_UID), call.word(2));
            case "adj" -> user(call).task().setOomScoreAdj(call.number(2, OomTask.OOM_SCORE_ADJ_MIN, 1000));
            case "run" -> machine.compute(process(call).task(), ticks(call, 2));
            case "running" -> process(call).task().setRunning(true);
            case "wait" -> machine.pass(ticks(call, 1));
            case "sample" -> before = machine.proc();
            default -> {
                return false;
            }
        }
        say(call, "");
        return true;
    }

    private void look(Operation call) {
        switch (call.name()) {
            case "score" ->
                say(
                        call,
                        "oom_score " + machine.machine().oomScore(process(call).task()));
            case "maps" -> {
                List<Mapping> maps = user(call).task().mm().maps();
                say(call, "");
                maps.forEach(mapping -> answer(mapping.toString()));
            }
            default -> {
                say(call, "");
                ProcFs now = machine.proc();
                ProcFs then = call.name().equals("top") && before != null ? before : now;
                try {
                    new Tools(parts, machine.host(), procps)
                            .run(then, now, call.text())
                            .forEach(this::answer);
                } catch (Tools.UsageException e) {
                    throw call.error(Explained.of(e));
                }
            }
        }
    }

    private ScriptProcess process(Operation call) {
        ScriptProcess process = processes.get(call.word(1));
        if (process == null) {
            throw call.error("script.no-process-named", call.word(1));
        }
        return process;
    }

    private ScriptProcess user(Operation call) {
        if (process(call).task().isKernelThread()) {
            throw call.error("script.kernel-thread", call.word(1));
        }
        return process(call);
    }

    private void requireNew(Operation call, String name) {
        if (processes.containsKey(name)) {
            throw call.error("script.process-name-in-use", name);
        }
    }

    private void start(Operation call) {
        String name = call.word(1);
        requireNew(call, name);
        Map<String, String> options = call.options(2, "pid", "user");
        int uid = uid(call, options.getOrDefault("user", "root"));
        int pid = options.containsKey("pid") ? freePid(call) : machine.machine().nextPid();
        Task task = call.name().equals("kthread")
                ? machine.startKernelThread(pid, uid, name)
                : machine.start(pid, uid, name, image(name), 0x602000);
        processes.put(name, new ScriptProcess(task));
        say(call, "pid " + pid);
    }

    private int uid(Operation call, String name) {
        return machine.host().users().entrySet().stream()
                .filter(user -> user.getValue().equals(name))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> call.error("script.no-user", name));
    }

    private int freePid(Operation call) {
        int pid = call.number(call.words().lastIndexOf("pid") + 1, 1, MAX_PID);
        if (machine.processes().stream().anyMatch(task -> task.pid() == pid)) {
            throw call.error("pid.in-use", pid);
        }
        return pid;
    }

    private static List<Mapping> image(String name) {
        return List.of(
                new Mapping(0x400000, 0x401000, "r-xp", name),
                new Mapping(0x601000, 0x602000, "rw-p", name),
                new Mapping(0x7ffffffde000L, 0x7ffffffff000L, "rw-p", "[stack]"));
    }

    private void fork(Operation call) {
        ScriptProcess parent = user(call);
        String name = call.word(2);
        requireNew(call, name);
        Task child = machine.fork(parent.task(), name);
        if (child == null) {
            say(call, "no memory");
            return;
        }
        processes.put(name, parent.child(child));
        say(call, "pid " + child.pid());
    }

    private static long ticks(Operation call, int i) {
        try {
            return Math.round(Double.parseDouble(call.word(i)) * TICKS);
        } catch (NumberFormatException e) {
            throw call.error("script.not-seconds", call.word(i));
        }
    }
}
