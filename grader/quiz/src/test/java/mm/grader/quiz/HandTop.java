package mm.grader.quiz;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The columns of free and top, with a pocket calculator. */
final class HandTop {
    static final Map<String, Function<Given, List<String>>> SOLVERS = Map.of(
            "free-columns", HandTop::columns,
            "free-human", HandTop::human,
            "mem-available", HandTop::available,
            "top-mem", HandTop::mem,
            "top-time", HandTop::time,
            "top-cpu", HandTop::cpu,
            "find-miner", HandTop::miner);

    private HandTop() {}

    private static long field(Given given, String name) {
        return given.code().stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Given.numbers(line).get(0))
                .findFirst()
                .orElse(0);
    }

    private static List<String> columns(Given given) {
        long total = field(given, "MemTotal:");
        long free = field(given, "MemFree:");
        long available = field(given, "MemAvailable:");
        available = available == 0 || available > total ? free : available;
        long cache = field(given, "Buffers:") + field(given, "Cached:") + field(given, "SReclaimable:");
        long used = given.says("procps 3") ? total - free - cache : total - available;
        used = used < 0 ? total - free : used;
        long swap = Math.max(0, field(given, "SwapTotal:") - field(given, "SwapFree:"));
        int unit = given.says("free -m") ? 1024 : 1;
        return List.of("" + used / unit, "" + cache / unit, "" + swap / unit);
    }

    private static List<String> human(Given given) {
        boolean si = given.says("--si");
        long base = si ? 1000 : 1024;
        BigDecimal value = BigDecimal.valueOf(given.find("MemTotal is (\\d+) kB") * 1024);
        if (value.toString().length() <= 3) {
            return List.of(value + "B");
        }
        for (String letter : List.of("K", "M", "G", "T")) {
            value = value.divide(BigDecimal.valueOf(base), 30, RoundingMode.HALF_EVEN);
            String suffix = letter + (si ? "" : "i");
            int width = si ? 4 : 5;
            String decimal = new BigDecimal(value.floatValue()).setScale(1, RoundingMode.HALF_EVEN) + suffix;
            String whole = value.setScale(0, RoundingMode.DOWN) + suffix;
            if (decimal.length() <= width) {
                return List.of(decimal);
            }
            if (whole.length() <= width) {
                return List.of(whole);
            }
        }
        throw new AssertionError(given.text());
    }

    private static List<String> available(Given given) {
        long low = field(given, "watermark low");
        long file = field(given, "file cache");
        long slab = field(given, "reclaimable slab");
        // the machine halves pages, not kB
        int page = given.text().contains("(kB)") ? 4 : 1;
        long kept = Math.min(file / page / 2 * page, low) + Math.min(slab / page / 2 * page, low);
        long free = field(given, "free") - field(given, "watermark high");
        return List.of("" + Math.max(0, free + file + slab - kept));
    }

    private static List<String> mem(Given given) {
        long total = given.find("MemTotal is (\\d+) kB");
        long resident = Given.numbers(given.code().get(0)).get(1) * 4;
        String percent = new BigDecimal((float) resident * 100 / total)
                .setScale(1, RoundingMode.HALF_EVEN)
                .toPlainString();
        List<String> forms = new ArrayList<>();
        float number = resident;
        for (String unit : List.of("", "m", "g")) {
            forms.add(new BigDecimal(number).setScale(unit.isEmpty() ? 0 : 1, RoundingMode.HALF_EVEN) + unit);
            number /= 1024f;
        }
        List<String> shown = given.says("-e m") ? forms.subList(1, forms.size()) : forms;
        return List.of(
                shown.stream().filter(form -> form.length() <= 6).findFirst().orElseThrow(), percent);
    }

    private static List<String> time(Given given) {
        long ticks = given.find("used (\\d+) ticks") + given.find("and (\\d+) in the kernel");
        long seconds = ticks / 100;
        long minutes = seconds / 60;
        long hours = minutes / 60;
        if (minutes <= 360) {
            return List.of(String.format("%d:%02d.%02d", minutes, seconds % 60, ticks % 100));
        }
        if (hours <= 96) {
            return List.of(String.format("%d,%02d", hours, minutes % 60));
        }
        long days = hours / 24;
        return List.of(days <= 14 ? days + "d+" + hours % 24 + "h" : days / 7 + "w+" + days % 7 + "d");
    }

    private static List<String> cpu(Given given) {
        double threads = given.find("threads is (\\d+)");
        double seconds = given.find("(\\d+) seconds apart");
        double used = given.find("then (\\d+)") - given.find("is (\\d+) ticks");
        double percent = Math.min(Math.min(used / seconds, 100 * threads), 200);
        return List.of("" + new BigDecimal(percent).setScale(1, RoundingMode.HALF_UP));
    }

    private static List<String> miner(Given given) {
        String miner = "";
        long most = -1;
        for (String line : given.code().subList(2, given.code().size())) {
            String[] words = line.trim().split("\\s+");
            long used = Long.parseLong(words[2]) - Long.parseLong(words[1]);
            if (used > most) {
                most = used;
                miner = words[4];
            }
        }
        return List.of(miner);
    }
}
