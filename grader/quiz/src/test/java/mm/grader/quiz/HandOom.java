package mm.grader.quiz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Badness as the formula of the kernel's documentation has it. */
final class HandOom {
    static final Map<String, Function<Given, List<String>>> SOLVERS = Map.of(
            "oom-badness", HandOom::badness,
            "oom-score", HandOom::score,
            "oom-victim", HandOom::victim,
            "oom-log", HandOom::log,
            "oom-save", HandOom::save);

    private HandOom() {}

    private static long field(Given given, String name) {
        return given.code().stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Given.numbers(line).get(0))
                .findFirst()
                .orElseThrow();
    }

    private static long badness(long pages, long adj, long total) {
        return adj == -1000 ? Long.MIN_VALUE : pages + adj * (total / 1000);
    }

    private static List<String> badness(Given given) {
        long sum = field(given, "VmRSS") + field(given, "VmSwap") + field(given, "VmPTE");
        long pages = given.level() == 1 ? sum : sum / 4;
        return List.of("" + badness(pages, field(given, "oom_score_adj"), given.find("have (\\d+) pages")));
    }

    private static List<String> score(Given given) {
        long total = (field(given, "MemTotal") + field(given, "SwapTotal")) / 4;
        long pages = field(given, "VmRSS") / 4 + field(given, "VmSwap") / 4 + field(given, "VmPTE") / 4;
        long bad = badness(pages, field(given, "oom_score_adj"), total);
        return List.of("" + Math.max(0, (1000 + bad * 1000 / total) * 2 / 3));
    }

    private record Row(String name, long pages, long adj) {}

    private static List<Row> rows(Given given) {
        List<Row> rows = new ArrayList<>();
        for (String line : given.code().subList(1, given.code().size())) {
            String[] words = line.trim().split("\\s+");
            long pages = Long.parseLong(words[2]) + Long.parseLong(words[3]) + Long.parseLong(words[4]);
            rows.add(new Row(words[6], pages, Long.parseLong(words[5])));
        }
        return rows;
    }

    private static Row worst(List<Row> rows, long total) {
        Row worst = null;
        for (Row row : rows) {
            if (row.adj() != -1000
                    && (worst == null
                            || badness(row.pages(), row.adj(), total) >= badness(worst.pages(), worst.adj(), total))) {
                worst = row;
            }
        }
        return worst;
    }

    private static List<String> victim(Given given) {
        return List.of(worst(rows(given), given.find("have (\\d+) pages")).name());
    }

    private static List<String> log(Given given) {
        long total = given.find("cgroup of (\\d+) pages");
        List<Row> rows = new ArrayList<>();
        for (String line : given.code()) {
            String[] words = line.split(" ");
            long pages = Long.parseLong(words[2]) + Long.parseLong(words[4]) / 4096 + Long.parseLong(words[6]);
            rows.add(new Row(words[0], pages, Long.parseLong(words[8])));
        }
        Row worst = worst(rows, total);
        if (given.level() == 2) {
            return List.of(worst.name(), "" + badness(worst.pages(), worst.adj(), total));
        }
        if (given.level() == 1) {
            return List.of(worst.name());
        }
        List<String> order = new ArrayList<>();
        while (!rows.isEmpty()) {
            Row next = worst(rows, total);
            order.add(next.name());
            rows.remove(next);
        }
        return List.of(String.join(" ", order));
    }

    private static List<String> save(Given given) {
        long total = given.find("have (\\d+) pages");
        List<Row> rows = rows(given);
        Row victim = worst(rows, total);
        for (long adj = 1000; adj > -1000; adj--) {
            List<Row> changed = new ArrayList<>(rows);
            changed.set(rows.indexOf(victim), new Row(victim.name(), victim.pages(), adj));
            if (!worst(changed, total).name().equals(victim.name())) {
                return List.of("" + adj);
            }
        }
        return List.of("none");
    }
}
