package mm.grader.quiz;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Promises as a list of areas, each with what it counts for the parent, for its child and for nobody alone. */
final class HandPromises {
    static final Map<String, Function<Given, List<String>>> SOLVERS =
            Map.of("promise-limit", HandPromises::limit, "promise-sum", HandPromises::sum);

    private HandPromises() {}

    private static List<String> limit(Given given) {
        long share = given.says("overcommit_kbytes to")
                ? given.find("overcommit_kbytes to (\\d+)") / 4 * 4
                : given.find("has (\\d+) kB") / 4 * given.find("ratio was set to (\\d+)") / 100 * 4;
        long limit = share + given.find("and (\\d+) kB of swap");
        return List.of(""
                + (given.level() == 1
                        ? limit
                        : limit
                                - given.find("admin_reserve_kbytes is (\\d+)")
                                - given.find("(\\d+) kB are promised")
                                - 4));
    }

    private static final class Area {
        long size;
        boolean writable;
        boolean shared;
        boolean never;
        boolean written;
        boolean counts;
        boolean inChild;
    }

    private static List<String> sum(Given given) {
        Map<String, Area> areas = new LinkedHashMap<>();
        long sum = 0;
        for (String line : given.code()) {
            String[] word = line.split("[ ,]+");
            Area area = areas.get(word[word.length - 1]);
            if (line.contains(" = mmap ")) {
                area = new Area();
                area.size = Long.parseLong(word[3]);
                area.writable = word[5].equals("rw-");
                area.shared = word[6].equals("shared");
                area.never = line.endsWith("NORESERVE");
                area.counts = area.shared || (area.writable && !area.never);
                areas.put(word[0], area);
                sum += area.counts ? area.size : 0;
            } else if (line.startsWith("munmap")) {
                areas.remove(word[1]);
                sum -= area.counts && !(area.shared && area.inChild) ? area.size : 0;
            } else if (line.startsWith("write")) {
                area.written = true;
            } else if (line.startsWith("mprotect")) {
                sum += protect(areas.get(word[1]), word[2].equals("rw-"));
            } else {
                sum += 4;
                for (Area each : areas.values()) {
                    each.inChild = true;
                    sum += each.counts && !each.shared ? each.size : 0;
                }
            }
        }
        return List.of("" + sum);
    }

    /** Returns by how much the sum changes. */
    private static long protect(Area area, boolean writable) {
        if (area.shared || area.never) {
            return 0;
        }
        boolean counts = writable || (area.counts && area.written);
        long change = counts == area.counts ? 0 : counts ? area.size : -area.size;
        area.counts = counts;
        return change;
    }
}
