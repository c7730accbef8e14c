package mm.grader.play;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mm.grader.picture.Segment;
import mm.machine.PhysicalMemory;
import mm.vma.Mapping;

/** The pages of the mappings of a process, in as many parts as a picture has room for. */
final class Strips {
    /** Parts at most. */
    private static final int MAX_PARTS = 48;

    private static final int PAGE = PhysicalMemory.PAGE_SIZE;

    private final List<Mapping> maps;
    private final List<int[][]> counts = new ArrayList<>();
    private int at;

    Strips(List<Mapping> maps) {
        this.maps = maps;
        for (Mapping mapping : maps) {
            counts.add(new int[parts(mapping)]["PzS".length()]);
        }
    }

    private static int parts(Mapping mapping) {
        return (int) Math.min(MAX_PARTS, Math.max(1, (mapping.end() - mapping.start()) / PAGE));
    }

    /** Notes a page; addresses come in ascending order. */
    void note(long address, char letter) {
        while (at < maps.size() && Long.compareUnsigned(maps.get(at).end(), address) <= 0) {
            at++;
        }
        if (at < maps.size() && Long.compareUnsigned(maps.get(at).start(), address) <= 0) {
            Mapping mapping = maps.get(at);
            long page = (address - mapping.start()) / PAGE;
            long pages = (mapping.end() - mapping.start()) / PAGE;
            int part = (int) (page * counts.get(at).length / pages);
            counts.get(at)[part]["PzS".indexOf(letter)]++;
        }
    }

    List<Segment> segments(String task, int asid, AreaNames names) {
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < maps.size(); i++) {
            Mapping mapping = maps.get(i);
            StringBuilder pages = new StringBuilder();
            long all = Math.max(1, (mapping.end() - mapping.start()) / PAGE);
            int parts = counts.get(i).length;
            for (int part = 0; part < parts; part++) {
                long size = (all * (part + 1) + parts - 1) / parts - (all * part + parts - 1) / parts;
                pages.append(letter(counts.get(i)[part], size));
            }
            segments.add(new Segment(
                    mapping.start(),
                    mapping.end(),
                    mapping.permissions(),
                    mapping.name(),
                    pages.toString(),
                    names.of(task, mapping.start(), mapping.end()),
                    asid));
        }
        return segments;
    }

    private static char letter(int[] counts, long size) {
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == size) {
                return "PzS".charAt(i);
            }
        }
        return Arrays.stream(counts).sum() == 0 ? '.' : 'm';
    }
}
