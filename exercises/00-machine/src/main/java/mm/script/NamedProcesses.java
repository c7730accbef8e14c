package mm.script;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mm.machine.PhysicalMemory;
import mm.machine.Task;
import mm.oom.MemoryGroup;
import mm.procfs.SimulatedMachine;
import mm.vma.Mapping;

/** The processes of a machine script by the names that it has given them. */
final class NamedProcesses {
    private static final int MAX_PID = 32767;

    private final SimulatedMachine machine;
    private final Map<String, ScriptProcess> processes = new HashMap<>();

    NamedProcesses(SimulatedMachine machine) {
        this.machine = machine;
    }

    /**
     * Returns the process that an operation is about.
     *
     * @throws ScriptException if there is none of this name
     */
    ScriptProcess of(Operation call) {
        ScriptProcess process = processes.get(call.word(1));
        if (process == null) {
            throw call.error("script.no-process-named", call.word(1));
        }
        return process;
    }

    /**
     * Returns the process that an operation is about, if it has memory of its own.
     *
     * @throws ScriptException if there is none of this name, or it is a kernel thread
     */
    ScriptProcess withMemory(Operation call) {
        ScriptProcess process = of(call);
        if (process.task().isKernelThread()) {
            throw call.error("script.kernel-thread", call.word(1));
        }
        return process;
    }

    /** Does {@code start} and {@code kthread}, and returns the process. */
    Task start(Operation call) {
        String name = call.word(1);
        requireNew(call, name);
        Map<String, String> options = call.options(2, "pid", "user", "in");
        int uid = uid(call, options.getOrDefault("user", "root"));
        int pid = options.containsKey("pid") ? freePid(call) : machine.machine().nextPid();
        Task task = call.name().equals("kthread")
                ? machine.startKernelThread(pid, uid, name)
                : machine.start(pid, uid, name, image(name), 0x602000);
        if (options.containsKey("in")) {
            machine.machine().join(task, group(call, options.get("in")));
        }
        processes.put(name, new ScriptProcess(task));
        return task;
    }

    /**
     * Returns a memory cgroup by its name.
     *
     * @throws ScriptException if there is none
     */
    MemoryGroup group(Operation call, String name) {
        MemoryGroup group = machine.groups().get(name);
        if (group == null) {
            throw call.error("group-script.no-group", name);
        }
        return group;
    }

    /** Does {@code group}: makes a memory cgroup, or returns what is charged to one. */
    String group(Operation call) {
        String name = call.word(1);
        if (call.size() == 2) {
            MemoryGroup group = group(call, name);
            return group.charged() * PhysicalMemory.PAGE_KB + " of " + group.limit() * PhysicalMemory.PAGE_KB + " kB";
        }
        call.requireSize(3);
        int slash = name.lastIndexOf('/');
        MemoryGroup above = slash < 0 ? null : group(call, name.substring(0, slash));
        machine.groups()
                .computeIfAbsent(name, made -> new MemoryGroup(made, above))
                .setLimits(call.pages(2), 0);
        return "";
    }

    /** Does {@code fork}, and returns the child; null if there is no memory for it. */
    Task fork(Operation call) {
        ScriptProcess parent = withMemory(call);
        String name = call.word(2);
        requireNew(call, name);
        Task child = machine.fork(parent.task(), name);
        if (child != null) {
            processes.put(name, parent.child(child));
        }
        return child;
    }

    /** Forgets the names of those that do not live any more. */
    void forgetTheDead() {
        processes.values().removeIf(process -> !machine.machine().isAlive(process.task()));
    }

    private void requireNew(Operation call, String name) {
        if (processes.containsKey(name)) {
            throw call.error("script.process-name-in-use", name);
        }
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
}
