package mm.procfs;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Function;

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
        return columns(TopField::title);
    }

    String line(TaskStat task) {
        return columns(field -> text(field, task));
    }

    private String text(TopField field, TaskStat task) {
        return switch (field) {
            case PID -> String.valueOf(task.pid());
            case USER -> user(host.userName(task.uid()), width(field));
            case PR -> task.priority() < -99 || task.priority() > 999 ? "rt" : String.valueOf(task.priority());
            case NI -> String.valueOf(task.nice());
            case VIRT -> memory(task.sizePages(), width(field));
            case RES -> memory(task.residentPages(), width(field));
            case SHR -> memory(task.sharedPages(), width(field));
            case S -> String.valueOf(task.state());
            case CPU -> percent(cpu(task), width(field));
            case MEM ->
                percent(Printf.unsigned(task.residentPages() * 4) * 100 / Printf.unsigned(memTotal), width(field));
            case TIME -> time(task.ticks(), width(field));
            case COMMAND -> task.command();
        };
    }

    /** Puts the columns beside each other, as many as fit; the last has the rest of the line. */
    private String columns(Function<TopField, String> text) {
        StringBuilder line = new StringBuilder();
        for (TopField field : TopField.values()) {
            int width = width(field);
            int room = options.width() - line.length() - 1;
            if (width > room) {
                break;
            }
            String column = text.apply(field);
            if (field == TopField.COMMAND && Printf.columns(column) > room) {
                column = Printf.cut(column, room - 1) + "+";
            }
            line.append(field.isLeft() ? Printf.left(column, width) : Printf.right(column, width))
                    .append(' ');
        }
        return line.toString();
    }

    private int width(TopField field) {
        return switch (field) {
            case PID -> Summary.pidWidth(now);
            case CPU -> v3 && Summary.cpus(now) == 1 ? field.width() - 1 : field.width();
            case MEM -> v3 ? field.width() - 1 : field.width();
            default -> field.width();
        };
    }

    private static String user(String name, int width) {
        return name.length() > width ? name.substring(0, width - 1) + "+" : name;
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
            String letter = TopOptions.UNITS.substring(unit, unit + 1);
            int decimals = v3 && unit > 1 ? 3 : 1;
            forms[unit] = unit == 0 ? Printf.fixed(number, 0) : Printf.fixed(number, decimals) + letter;
            number = (float) (number / 1024.0);
        }
        return firstFit(width, Arrays.copyOfRange(forms, options.taskUnit(), forms.length));
    }

    private String time(long ticks, int width) {
        long seconds = ticks / 100;
        long minutes = seconds / 60;
        long hours = minutes / 60;
        long days = hours / 24;
        String hundredths = String.format("%d:%02d.%02d", minutes, seconds % 60, ticks % 100);
        String minute = String.format("%d:%02d", minutes, seconds % 60);
        String hour = String.format("%d,%02d", hours, minutes % 60);
        if (v3) {
            return firstFit(width, hundredths, minute, hour, hours + "h", days + "d", days / 7 + "w");
        }
        if (minutes <= 360) {
            return firstFit(width, hundredths, minute);
        }
        if (hours <= 96) {
            return hour;
        }
        if (days <= 14) {
            return days + "d+" + hours % 24 + "h";
        }
        return firstFit(width, days / 7 + "w+" + days % 7 + "d", days / 7 + "w");
    }

    private static String firstFit(int width, String... forms) {
        return Arrays.stream(forms)
                .filter(form -> form.length() <= width)
                .findFirst()
                .orElse("?");
    }
}
