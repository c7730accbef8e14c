package mm.procfs;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** The columns of top's processes. */
final class Columns {
    private static final String TASK_LETTERS = "kmgtp";

    private final ProcFs now;
    private final Host host;
    private final TopOptions options;
    private final boolean isOld;
    private final Map<Integer, Long> ticksBefore = new HashMap<>();
    private final float scale;
    private final float total;

    Columns(ProcFs before, ProcFs now, Host host, TopOptions options) {
        this.now = now;
        this.host = host;
        this.options = options;
        isOld = options.procps() == Procps.V3;
        for (int pid : before.pids()) {
            TaskStat task = TaskStat.read(before, pid);
            if (task != null) {
                ticksBefore.put(pid, task.ticks());
            }
        }
        double seconds = Summary.uptime(now) - Summary.uptime(before);
        seconds = seconds < 0.01 ? 0.005 : seconds;
        scale = (float) (100.0 / (100.0 * seconds));
        total = Printf.unsigned(new MemInfo(now).kb("MemTotal"));
    }

    private long spent(TaskStat task) {
        return task.ticks() - ticksBefore.getOrDefault(task.pid(), 0L);
    }

    private int width(TopField field) {
        return switch (field) {
            case PID -> Summary.pidWidth(now);
            case CPU -> isOld && Summary.cpus(now) == 1 ? 4 : 5;
            case MEM -> isOld ? 4 : 5;
            default -> field.width();
        };
    }

    String header() {
        return line(null);
    }

    /** Returns the line of a process, or the header for null. */
    String line(TaskStat task) {
        StringBuilder line = new StringBuilder();
        int column = 0;
        for (TopField field : TopField.values()) {
            int width = width(field);
            if (column + width + 1 > options.width()) {
                break;
            }
            if (field == TopField.COMMAND) {
                width = options.width() - column - 1;
            }
            String text = task == null ? field.title() : cell(field, task, width);
            line.append(field.isLeft() ? Printf.left(text, width) : Printf.right(text, width)).append(' ');
            column += width + 1;
        }
        return line.toString();
    }

    private String cell(TopField field, TaskStat task, int width) {
        return switch (field) {
            case PID -> "" + task.pid();
            case USER -> shortened(host.userName(task.uid()), width);
            case PR -> task.priority() < -99 || task.priority() > 999 ? "rt" : "" + task.priority();
            case NI -> "" + task.nice();
            case VIRT -> size(task.sizePages(), width);
            case RES -> size(task.residentPages(), width);
            case SHR -> size(task.sharedPages(), width);
            case S -> "" + task.state();
            case CPU -> share(cpu(task), width);
            case MEM -> share(task.residentPages() * 4 * 100f / total, width);
            case TIME -> time(task.ticks(), width);
            case COMMAND -> shortened(task.command(), width);
        };
    }

    private static String shortened(String text, int width) {
        return Printf.columns(text) > width ? Printf.cut(text, width - 1) + "+" : text;
    }

    private String size(long pages, int width) {
        float number = pages * 4;
        for (int unit = 0; unit < TASK_LETTERS.length(); unit++) {
            if (unit > 0) {
                number /= 1024;
            }
            int decimals = unit == 0 ? 0 : isOld && unit > 1 ? 3 : 1;
            String text = Printf.fixed(number, decimals) + (unit == 0 ? "" : TASK_LETTERS.charAt(unit));
            if (unit >= options.taskUnit() && text.length() <= width) {
                return text;
            }
        }
        return "?";
    }

    private float cpu(TaskStat task) {
        float share = spent(task) * scale;
        share = Math.min(share, 100f * task.threads());
        return Math.min(share, Summary.mostCpu(now));
    }

    private static String share(float share, int width) {
        String text = Printf.fixed(share, 1);
        if (text.length() > width) {
            text = Printf.fixed(share, 0);
        }
        return text.length() > width ? "?" : text;
    }

    private String time(long ticks, int width) {
        long seconds = ticks / 100;
        long minutes = seconds / 60;
        long hours = minutes / 60;
        long days = hours / 24;
        long weeks = days / 7;
        String fine = minutes + ":" + two(seconds % 60) + "." + two(ticks % 100);
        String coarse = minutes + ":" + two(seconds % 60);
        String long1 = hours + "," + two(minutes % 60);
        if (isOld) {
            return first(width, fine, coarse, long1, hours + "h", days + "d", weeks + "w");
        }
        if (minutes <= 360) {
            String text = first(width, fine, coarse);
            if (!text.equals("?")) {
                return text;
            }
        }
        if (hours <= 96) {
            String text = first(width, long1);
            if (!text.equals("?")) {
                return text;
            }
        }
        if (days <= 14) {
            String text = first(width, days + "d+" + (hours % 24) + "h", days + "d");
            if (!text.equals("?")) {
                return text;
            }
        }
        return first(width, weeks + "w+" + (days % 7) + "d", weeks + "w");
    }

    private static String two(long number) {
        return (number < 10 ? "0" : "") + number;
    }

    private static String first(int width, String... forms) {
        for (String form : forms) {
            if (form.length() <= width) {
                return form;
            }
        }
        return "?";
    }

    /** Returns the order by what a column is made of, the smallest first. */
    Comparator<TaskStat> order(TopField field) {
        return switch (field) {
            case PID -> Comparator.comparingInt(TaskStat::pid);
            case USER -> Comparator.comparing(task -> host.userName(task.uid()));
            case PR -> Comparator.comparingInt(TaskStat::priority);
            case NI -> Comparator.comparingInt(TaskStat::nice);
            case VIRT -> Comparator.comparingLong(TaskStat::sizePages);
            case RES, MEM -> Comparator.comparingLong(TaskStat::residentPages);
            case SHR -> Comparator.comparingLong(TaskStat::sharedPages);
            case S -> Comparator.comparing(TaskStat::state);
            case CPU -> Comparator.comparingLong(this::spent);
            case TIME -> Comparator.comparingLong(TaskStat::ticks);
            case COMMAND -> Comparator.comparing(TaskStat::command);
        };
    }
}
