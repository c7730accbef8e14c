package mm.script;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import mm.machine.Machine;
import mm.machine.PageCache;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.machine.ReclaimOptions;
import mm.machine.Task;
import mm.procfs.ProcFs;
import mm.procfs.Procps;
import mm.procfs.SimulatedMachine;
import mm.procfs.Tools;
import mm.vma.MapFlag;
import mm.vma.Mapping;
import mm.vma.Prot;

/**
 * A script for a whole machine: processes, files and time, with the screens of free, top, ps and vmstat in between.
 *
 * <pre>
 * machine 64M [swap 64M] [min 200K] [procps 3]   boot; without swap nothing is reclaimed
 * user 993 redis                        name a user
 * start NAME [pid N] [user NAME]        a process, nothing of it touched yet
 * kthread NAME [pid N]                  a kernel thread
 * map TASK AREA SIZE [shared | file F]  mmap
 * touch TASK AREA [SIZE [OFFSET]]       write a byte to each page
 * look TASK AREA [SIZE [OFFSET]]        read a byte of each page
 * read FILE SIZE                        read a file into the page cache
 * slab SIZE                             the kernel caches names
 * fork TASK CHILD | exit TASK | adj TASK N | score TASK | maps TASK
 * run TASK SECONDS                      the process uses processor time
 * running TASK                          show it in state R
 * wait SECONDS                          time passes
 * sample                                top takes its first look
 * free ... | top ... | ps ... | vmstat ...
 * </pre>
 *
 * Sizes are bytes, or end with K, M or G; areas are counted from their start. Lines that begin with {@code #} are
 * comments; lines that begin with two blanks are recorded answers, and are answered anew.
 */
public final class MachineScript implements ScriptKind {
    private static final String STACK = "[stack]";

    @Override
    public String name() {
        return "machine";
    }

    @Override
    public boolean accepts(Script script) {
        return script.lines().stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .findFirst()
                .filter(line -> line.startsWith("machine "))
                .isPresent();
    }

    @Override
    public void run(Script script, Parts parts, Transcript out) {
        play(script, parts, out);
    }

    /**
     * Runs the script and returns the machine as it is at the end.
     *
     * @throws ScriptException if a line is wrong
     */
    public static SimulatedMachine play(Script script, Parts parts, Transcript out) {
        Run run = new Run(parts, out);
        List<String> lines = script.lines();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("  ")) {
                continue;
            }
            if (line.isBlank() || line.startsWith("#")) {
                out.line(line);
            } else {
                try {
                    run.operation(Script.operation(line).trim());
                } catch (IllegalArgumentException e) {
                    throw script.error(i + 1, e.getMessage());
                }
            }
        }
        return run.machine;
    }

    /** One run of a script. */
    private static final class Run {
        private final Parts parts;
        private final Transcript out;
        private final Map<String, SimulatedMachine.Entry> tasks = new HashMap<>();
        private final Map<String, Long> areas = new HashMap<>();
        private final Map<String, Long> sizes = new HashMap<>();
        private SimulatedMachine machine;
        private Procps procps = Procps.V4;
        private ProcFs before;
        private List<String> words;

        Run(Parts parts, Transcript out) {
            this.parts = parts;
            this.out = out;
        }

        private String word(int i) {
            if (i >= words.size()) {
                throw new IllegalArgumentException("'" + String.join(" ", words) + "' lacks a word");
            }
            return words.get(i);
        }

        private String option(String name, String otherwise) {
            int i = words.indexOf(name);
            return i < 0 ? otherwise : word(i + 1);
        }

        private void operation(String line) {
            words = Arrays.asList(line.split("\\s+"));
            String verb = words.get(0);
            if (machine == null && !verb.equals("machine")) {
                throw new IllegalArgumentException("the first operation is 'machine SIZE'");
            }
            switch (verb) {
                case "machine" -> boot(line);
                case "user" -> say(line, () -> machine.user(Integer.parseInt(word(1)), word(2)));
                case "start", "kthread" -> start(line, verb.equals("kthread"));
                case "map" -> map(line);
                case "touch", "look" -> access(line, verb.equals("touch"));
                case "read" -> out.line(line + " -> " + machine.readFile(word(1), pages(word(2))) + " pages read");
                case "slab" -> out.line(line + " -> " + (machine.growSlab(pages(word(1))) ? "ok" : "no memory"));
                case "fork" -> fork(line);
                case "exit" ->
                    say(line, () -> {
                        machine.exit(task(1));
                        tasks.remove(word(1));
                    });
                case "adj" -> say(line, () -> user(1).setOomScoreAdj(Integer.parseInt(word(2))));
                case "score" -> out.line(line + " -> oom_score " + machine.oomScore(task(1)));
                case "run" -> say(line, () -> machine.compute(task(1), ticks(word(2))));
                case "running" -> say(line, () -> machine.setRunning(task(1), true));
                case "wait" -> say(line, () -> machine.pass(ticks(word(1))));
                case "sample" -> say(line, () -> before = machine.proc());
                case "maps" -> {
                    out.line(line);
                    user(1).mm().maps().forEach(mapping -> out.line("  " + mapping));
                }
                default -> {
                    out.line(line);
                    ProcFs now = machine.proc();
                    boolean top = verb.equals("top");
                    new Tools(parts, machine.host(), procps)
                            .run(top && before != null ? before : now, now, line)
                            .forEach(text -> out.line("  " + text));
                }
            }
        }

        private void say(String line, Runnable operation) {
            operation.run();
            out.line(line);
        }

        private SimulatedMachine.Entry task(int i) {
            SimulatedMachine.Entry entry = tasks.get(word(i));
            if (entry == null) {
                throw new IllegalArgumentException("there is no process '" + word(i) + "'");
            }
            return entry;
        }

        private Task user(int i) {
            if (task(i).task() == null) {
                throw new IllegalArgumentException(word(i) + " is a kernel thread, it has no memory of its own");
            }
            return task(i).task();
        }

        private void boot(String line) {
            if (machine != null) {
                throw new IllegalArgumentException("the machine runs already");
            }
            int frames = Math.toIntExact(pages(word(1)));
            String min = option("min", "");
            PhysicalMemory.Watermarks marks = PhysicalMemory.Watermarks.forFrames(frames);
            if (!min.isEmpty()) {
                int least = Math.toIntExact(pages(min));
                marks = new PhysicalMemory.Watermarks(least, least + least / 4, least + least / 2);
            }
            procps = Procps.of(option("procps", "4"));
            String swap = option("swap", "");
            ReclaimOptions reclaim = swap.isEmpty() ? null : ReclaimOptions.swap(Math.toIntExact(pages(swap)) + 1);
            machine = new SimulatedMachine(parts, new PhysicalMemory(frames, marks), reclaim);
            out.runsOn(machine);
            out.line(line);
        }

        private void start(String line, boolean kernel) {
            String name = word(1);
            int pid = Integer.parseInt(option("pid", String.valueOf(machine.nextPid())));
            String owner = option("user", "root");
            int uid = machine.host().users().entrySet().stream()
                    .filter(user -> user.getValue().equals(owner))
                    .mapToInt(Map.Entry::getKey)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there is no user '" + owner + "'"));
            if (tasks.containsKey(name)) {
                throw new IllegalArgumentException("there is a process '" + name + "' already");
            }
            Task task = null;
            if (!kernel) {
                machine.open(name);
                task = machine.machine()
                        .exec(
                                name,
                                List.of(
                                        new Mapping(0x400000, 0x401000, "r-xp", name),
                                        new Mapping(0x601000, 0x602000, "rw-p", name),
                                        new Mapping(0x7ffffffde000L, 0x7ffffffff000L, "rw-p", STACK)),
                                0x602000);
            }
            tasks.put(name, machine.add(pid, name, uid, task));
            out.line(line + " -> pid " + pid);
        }

        private void map(String line) {
            Task task = user(1);
            String file = option("file", null);
            long length = pages(word(3)) * PhysicalMemory.PAGE_SIZE;
            boolean shared = words.contains("shared");
            PageCache cache = file == null ? null : machine.open(file);
            int flags = shared ? MapFlag.SHARED : MapFlag.PRIVATE;
            long address = task.mm().mmap(0, length, Prot.READ | (file == null ? Prot.WRITE : 0), flags, cache, 0);
            if (address > 0) {
                areas.put(word(1) + " " + word(2), address);
                sizes.put(word(1) + " " + word(2), length);
            }
            out.line(line + " -> " + (address > 0 ? "0x" + Long.toHexString(address) : "failed, " + address));
        }

        private void access(String line, boolean write) {
            String name = word(1);
            Task task = user(1);
            Long start = areas.get(name + " " + word(2));
            if (start == null) {
                throw new IllegalArgumentException(name + " has no area '" + word(2) + "'");
            }
            long length = sizes.get(name + " " + word(2));
            if (words.size() > 3) {
                length = pages(word(3)) * PhysicalMemory.PAGE_SIZE;
            }
            if (words.size() > 4) {
                start += pages(word(4)) * PhysicalMemory.PAGE_SIZE;
            }
            long minor = task.minorFaults();
            long major = task.majorFaults();
            List<String> kills = new ArrayList<>();
            int logged = machine.machine().log().size();
            String end = "ok";
            for (long page = start; page != start + length; page += PhysicalMemory.PAGE_SIZE) {
                Machine.Outcome outcome = machine.machine().access(task, page, write);
                while (outcome == Machine.Outcome.OOM && oom(name, kills::add)) {
                    outcome = tasks.containsKey(name) ? machine.machine().access(task, page, write) : outcome;
                    if (!tasks.containsKey(name)) {
                        break;
                    }
                }
                if (outcome != Machine.Outcome.OK) {
                    forgetTheDead();
                    end = tasks.containsKey(name) ? outcome.toString() : "killed";
                    break;
                }
            }
            List<String> log = machine.machine().log();
            kills.addAll(log.subList(logged, log.size()));
            forgetTheDead();
            out.line(line + " -> " + end + " minflt " + (task.minorFaults() - minor) + " majflt "
                    + (task.majorFaults() - major));
            kills.forEach(kill -> out.line("  " + kill));
        }

        private void forgetTheDead() {
            machine.forgetTheDead();
            tasks.values().removeIf(entry -> !machine.processes().contains(entry));
        }

        /** Lets the OOM killer kill; false if nobody may be killed. */
        private boolean oom(String name, Consumer<String> log) {
            ProcFs table = machine.proc();
            SimulatedMachine.Entry victim = machine.kill();
            if (victim == null) {
                log.accept("Out of memory and no killable processes");
                return false;
            }
            long[] sizes = Arrays.stream(table.read(victim.pid() + "/statm").split(" "))
                    .limit(2)
                    .mapToLong(pages -> Long.parseLong(pages) * 4)
                    .toArray();
            log.accept(name + " invoked oom-killer");
            log.accept("Out of memory: Killed process " + victim.pid() + " (" + victim.name() + ") total-vm:" + sizes[0]
                    + "kB, rss:" + sizes[1] + "kB");
            forgetTheDead();
            return true;
        }

        private void fork(String line) {
            SimulatedMachine.Entry parent = task(1);
            String name = word(2);
            if (tasks.containsKey(name)) {
                throw new IllegalArgumentException("there is a process '" + name + "' already");
            }
            Task child = machine.machine().fork(user(1), name);
            if (child == null) {
                out.line(line + " -> no memory");
                return;
            }
            SimulatedMachine.Entry entry = machine.addChild(parent, name, child);
            tasks.put(name, entry);
            for (String area : List.copyOf(areas.keySet())) {
                if (area.startsWith(word(1) + " ")) {
                    String copy = name + area.substring(area.indexOf(' '));
                    areas.put(copy, areas.get(area));
                    sizes.put(copy, sizes.get(area));
                }
            }
            out.line(line + " -> pid " + entry.pid());
        }

        private static long ticks(String seconds) {
            return Math.round(Double.parseDouble(seconds) * 100);
        }

        /** Returns a size in whole pages. */
        private static long pages(String text) {
            int unit = "KMG".indexOf(text.charAt(text.length() - 1)) + 1;
            String digits = unit == 0 ? text : text.substring(0, text.length() - 1);
            try {
                long bytes = Long.parseLong(digits) << 10 * unit;
                return (bytes + PhysicalMemory.PAGE_SIZE - 1) / PhysicalMemory.PAGE_SIZE;
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("'" + text + "' is no size; one is like 4096, 64K or 2M");
            }
        }
    }
}
