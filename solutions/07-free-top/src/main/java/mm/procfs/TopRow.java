// BEGIN SOLUTION
package mm.procfs;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;

/** One line of top's list: its columns, and the order of the lines. */
final class TopRow {
    private final ProcFs before;
    private final ProcFs now;
    private final Host host;
    private final TopOptions options;
    private final long memTotal;
    private final boolean v3;

    TopRow(ProcFs before, ProcFs now, Host host, TopOptions options, long memTotal) {
        this.before = before;
        this.now = now;
        this.host = host;
        this.options = options;
        this.memTotal = memTotal;
        v3 = options.procps() == Procps.V3;
    }

    boolean isShown(TaskStat task) {
        return options.user() == null
                || options.user().equals(host.userName(task.uid()))
                || options.user().equals(String.valueOf(task.uid()));
    }

    Comparator<TaskStat> order() {
        return switch (options.sort()) {
            case PID -> Comparator.comparingInt(TaskStat::pid);
            case USER -> Comparator.comparing(task -> host.userName(task.uid()));
            case PR -> Comparator.comparingInt(TaskStat::priority);
            case NI -> Comparator.comparingInt(TaskStat::nice);
            case VIRT -> Comparator.comparingLong(TaskStat::sizePages);
            case RES, MEM -> Comparator.comparingLong(TaskStat::residentPages);
            case SHR -> Comparator.comparingLong(TaskStat::sharedPages);
            case S -> Comparator.comparingInt(TaskStat::state);
            case CPU -> Comparator.comparingLong(this::ticksSince);
            case TIME -> Comparator.comparingLong(TaskStat::ticks);
            case COMMAND -> Comparator.comparing(TaskStat::command);
        };
    }

    String header() {
        return columns(Arrays.stream(TopField.values()).map(TopField::title));
    }

    String line(TaskStat task) {
        String user = host.userName(task.uid());
        return columns(Stream.of(
                String.valueOf(task.pid()),
                user.length() > 8 ? user.substring(0, 7) + "+" : user,
                task.priority() < -99 || task.priority() > 999 ? "rt" : String.valueOf(task.priority()),
                String.valueOf(task.nice()),
                memory(task.sizePages(), 7),
                memory(task.residentPages(), 6),
                memory(task.sharedPages(), 6),
                String.valueOf(task.state()),
                percent(cpu(task), cpuWidth()),
                percent(Printf.unsigned(task.residentPages() * 4) * 100 / Printf.unsigned(memTotal), v3 ? 4 : 5),
                time(task.ticks()),
                task.command()));
    }

    private String columns(Stream<String> texts) {
        int[] widths = {Summary.pidWidth(now), -8, 3, 3, 7, 6, 6, 1, cpuWidth(), v3 ? 4 : 5, 9, -7};
        StringBuilder line = new StringBuilder();
        int column = 0;
        for (String text : texts.toList()) {
            int width = widths[column++];
            if (line.length() + Math.abs(width) + 1 > options.width()) {
                break;
            }
            boolean last = column == widths.length;
            line.append(
                            width < 0
                                    ? Printf.left(last ? command(text, line.length()) : text, -width)
                                    : Printf.right(text, width))
                    .append(' ');
        }
        return line.toString();
    }

    private String command(String name, int column) {
        int room = options.width() - column - 1;
        return Printf.columns(name) > room ? Printf.cut(name, room - 1) + "+" : name;
    }

    private int cpuWidth() {
        return v3 && Summary.cpus(now) == 1 ? 4 : 5;
    }

    private long ticksSince(TaskStat task) {
        TaskStat then = TaskStat.read(before, task.pid());
        return task.ticks() - (then == null ? 0 : then.ticks());
    }

    private float cpu(TaskStat task) {
        float seconds = (float) (Summary.uptime(now) - Summary.uptime(before));
        float scale = 100f / (100f * (seconds < 0.01 ? 0.005f : seconds));
        return Math.min(Math.min(ticksSince(task) * scale, 100f * task.threads()), Summary.mostCpu(now));
    }

    private static String percent(float share, int width) {
        return firstFit(width, Printf.fixed(share, 1), Printf.fixed(share, 0));
    }

    private String memory(long pages, int width) {
        float number = Printf.unsigned(pages * 4);
        String[] forms = new String[5];
        for (int unit = 0; unit < forms.length; unit++) {
            int decimals = unit == 0 ? 0 : v3 && unit > 1 ? 3 : 1;
            String letter = unit == 0 ? "" : TopOptions.UNITS.substring(unit, unit + 1);
            forms[unit] = Printf.fixed(number, decimals) + letter;
            number = (float) (number / 1024.0);
        }
        return firstFit(width, Arrays.copyOfRange(forms, options.taskUnit(), forms.length));
    }

    private String time(long ticks) {
        long seconds = ticks / 100;
        long minutes = seconds / 60;
        long hours = minutes / 60;
        long days = hours / 24;
        String hundredths = String.format("%d:%02d.%02d", minutes, seconds % 60, ticks % 100);
        String minute = String.format("%d:%02d", minutes, seconds % 60);
        String hour = String.format("%d,%02d", hours, minutes % 60);
        if (v3) {
            return firstFit(9, hundredths, minute, hour, hours + "h", days + "d", days / 7 + "w");
        }
        String weeks = days / 7 + "w+" + days % 7 + "d";
        if (minutes <= 360) {
            return firstFit(9, hundredths, minute);
        }
        return hours <= 96 ? hour : days <= 14 ? days + "d+" + hours % 24 + "h" : firstFit(9, weeks, days / 7 + "w");
    }

    private static String firstFit(int width, String... forms) {
        return Arrays.stream(forms)
                .filter(form -> form.length() <= width)
                .findFirst()
                .orElse("?");
    }
}
// END SOLUTION
