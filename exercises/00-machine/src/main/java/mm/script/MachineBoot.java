package mm.script;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.machine.Machine;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.machine.Processor;
import mm.machine.ReclaimOptions;
import mm.machine.Watermarks;
import mm.mmu.TlbShape;
import mm.pagetable.Geometry;
import mm.procfs.Procps;
import mm.procfs.SimulatedMachine;

/**
 * What the line {@code machine 64M [swap 64M] [min 200K] [procps 3] [tlb 16x4] [levels 4]} of a script asks for.
 *
 * @param machine the machine, as it has booted
 * @param procps the generation of free and top that look at it
 */
record MachineBoot(SimulatedMachine machine, Procps procps) {
    private static final int MAX_PAGES = 1 << 22;
    private static final int MAX_SETS = 1024;
    private static final int MAX_WAYS = 16;
    private static final Pattern TLB = Pattern.compile("([0-9]{1,4})x([0-9]{1,2})");

    /**
     * Boots the machine.
     *
     * @throws ScriptException if there is no such machine
     */
    static MachineBoot of(Operation call, Parts parts) {
        Map<String, String> options = call.options(2, "swap", "min", "procps", "tlb", "levels");
        int frames = memory(call, call.word(1));
        Watermarks marks = options.containsKey("min")
                ? Watermarks.above(call.pages(options.get("min")))
                : Watermarks.forFrames(frames);
        Procps procps = procps(call, options.getOrDefault("procps", "4"));
        ReclaimOptions reclaim = options.containsKey("swap")
                ? ReclaimOptions.swap(memory(call, options.get("swap")) + 1)
                : ReclaimOptions.NONE;
        Processor processor = new Processor(
                geometry(call, options.getOrDefault("levels", "4")), tlb(call, options.getOrDefault("tlb", "16x4")));
        Machine machine = new Machine(parts, processor, new PhysicalMemory(frames, marks), reclaim);
        return new MachineBoot(new SimulatedMachine(machine), procps);
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
}
