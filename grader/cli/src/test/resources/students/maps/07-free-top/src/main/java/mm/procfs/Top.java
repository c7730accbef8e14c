package mm.procfs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mm.machine.Todo;

/** The screen of top, a table of functions: what each column shows, and what it is sorted by. Not begun: step 6. */
public final class Top implements TopView {
    /** Makes the view; it has no state. */
    public Top() {}

    @Override
    public List<String> screen(ProcFs before, ProcFs now, Host host, TopOptions options) {
        // from step 3
        return new Screen(before, now, host, options).lines();
        // before step 3
        // throw new Todo("exercise 07: Top.screen");
        // end
    }

    /** One screen. */
    private static final class Screen {
        private final ProcFs now;
        private final Host host;
        private final TopOptions options;
        private final boolean isOld;
        private final MemInfo info;
        private final String cpuLine;
        private final Map<Integer, Long> earlier;
        private final float perTick;
        private final Map<TopField, Integer> widths = new EnumMap<>(TopField.class);

        Screen(ProcFs before, ProcFs now, Host host, TopOptions options) {
            this.now = now;
            this.host = host;
            this.options = options;
            isOld = options.procps() == Procps.V3;
            info = new MemInfo(now);
            cpuLine = Summary.cpuLine(before, now, options.procps());
            earlier = tasks(before, before.pids()).collect(Collectors.toMap(TaskStat::pid, TaskStat::ticks));
            double passed = Summary.uptime(now) - Summary.uptime(before);
            perTick = (float) (100d / (100d * (passed < 0.01 ? 0.005 : passed)));
            int at = 0;
            for (TopField field : TopField.values()) {
                int width = width(field);
                if (at + width >= options.width()) {
                    break;
                }
                widths.put(field, field == TopField.COMMAND ? options.width() - at - 1 : width);
                at += width + 1;
            }
        }

        private static Stream<TaskStat> tasks(ProcFs proc, List<Integer> pids) {
            return pids.stream().distinct().map(pid -> TaskStat.read(proc, pid)).filter(Objects::nonNull);
        }

        private int width(TopField field) {
            if (field == TopField.PID) {
                return Summary.pidWidth(now);
            }
            boolean isNarrow = field == TopField.MEM || (field == TopField.CPU && Summary.cpus(now) == 1);
            return isOld && isNarrow ? 4 : field.width();
        }

        List<String> lines() {
            List<Integer> pids = now.pids();
            // from step 4
            pids = options.pids().isEmpty() ? pids : options.pids();
            // end
            List<TaskStat> tasks = tasks(now, pids).toList();
            List<String> lines = new ArrayList<>();
            Stream.of(Summary.uptimeLine(now, host, options.procps()), states(tasks), cpuLine, memory(), swap())
                    .map(line -> Printf.cut(line, options.width()))
                    .forEach(lines::add);
            lines.add("");
            lines.add(row(TopField::title));
            Stream<TaskStat> shown = tasks.stream();
            // from step 4
            shown = shown.filter(this::isOfUser).sorted(order());
            // end
            shown.map(task -> row(field -> cell(field, task))).forEach(lines::add);
            return lines.stream().map(String::stripTrailing).toList();
        }

        private boolean isOfUser(TaskStat task) {
            String uid = String.valueOf(task.uid());
            return options.user() == null || List.of(uid, host.userName(task.uid())).contains(options.user());
        }

        private Comparator<TaskStat> order() {
            Comparator<TaskStat> order = switch (options.sort()) {
                case PID -> Comparator.comparing(TaskStat::pid);
                case USER -> Comparator.comparing(task -> host.userName(task.uid()));
                case PR -> Comparator.comparing(TaskStat::priority);
                case NI -> Comparator.comparing(TaskStat::nice);
                case VIRT -> Comparator.comparing(TaskStat::sizePages);
                case RES, MEM -> Comparator.comparing(TaskStat::residentPages);
                case SHR -> Comparator.comparing(TaskStat::sharedPages);
                case S -> Comparator.comparing(TaskStat::state);
                case CPU -> Comparator.comparing(this::since);
                case TIME -> Comparator.comparing(TaskStat::ticks);
                case COMMAND -> Comparator.comparing(TaskStat::command);
            };
            return options.ascending() ? order : order.reversed();
        }

        private String states(List<TaskStat> tasks) {
            Map<String, Long> counts = tasks.stream()
                    .collect(Collectors.groupingBy(
                            task -> switch (task.state()) {
                                case 'R' -> "running";
                                case 'T', 't' -> "stopped";
                                case 'Z' -> "zombie";
                                default -> "sleeping";
                            },
                            Collectors.counting()));
            counts.put("total", (long) tasks.size());
            return Stream.of("total", "running", "sleeping", "stopped", "zombie")
                    .map(state -> Printf.right(counts.getOrDefault(state, 0L), 3) + " " + state)
                    .collect(Collectors.joining(", ", "Tasks: ", ""));
        }

        private String memory() {
            return unit() + "Mem : "
                    + Stream.of(Memory.TOTAL, Memory.FREE, Memory.used(options.procps()), Memory.BUFF_CACHE)
                            .map(column -> amount(column) + column.title())
                            .collect(Collectors.joining(", "));
        }

        private String swap() {
            return unit() + "Swap: "
                    + Stream.of(Memory.SWAP_TOTAL, Memory.SWAP_FREE, Memory.SWAP_USED)
                            .map(column -> amount(column) + column.title())
                            .collect(Collectors.joining(", "))
                    + ". " + amount(Memory.AVAILABLE) + "avail Mem";
        }

        private String unit() {
            return "KMGTPE".charAt(options.summaryUnit()) + "iB ";
        }

        private String amount(Memory column) {
            float number = Printf.unsigned(column.kb(info)) / (float) (1L << (10 * options.summaryUnit()));
            int decimals = options.summaryUnit() == 0 ? 0 : isOld ? 3 : 1;
            String text = Printf.fixed(number, decimals) + " ";
            return Printf.right(text.length() > 9 ? text.substring(0, 8) + "+" : text, 9);
        }

        private String row(Function<TopField, String> cells) {
            return widths.keySet().stream()
                    .map(field -> field.isLeft()
                            ? Printf.left(cells.apply(field), widths.get(field))
                            : Printf.right(cells.apply(field), widths.get(field)))
                    .collect(Collectors.joining(" "));
        }

        private long since(TaskStat task) {
            return task.ticks() - earlier.getOrDefault(task.pid(), 0L);
        }

        private String cell(TopField field, TaskStat task) {
            int width = widths.get(field);
            return switch (field) {
                case PID -> String.valueOf(task.pid());
                case USER -> name(host.userName(task.uid()), width);
                case PR -> task.priority() >= -99 && task.priority() <= 999 ? "" + task.priority() : "rt";
                case NI -> String.valueOf(task.nice());
                case VIRT -> size(task.sizePages(), width);
                case RES -> size(task.residentPages(), width);
                case SHR -> size(task.sharedPages(), width);
                case S -> String.valueOf(task.state());
                case CPU -> percent(cpu(task), width);
                case MEM -> percent(
                        (float) (task.residentPages() * 4) * 100 / Printf.unsigned(info.kb("MemTotal")), width);
                case TIME -> time(task.ticks(), width);
                case COMMAND -> name(task.command(), width);
            };
        }

        private static String name(String name, int width) {
            return Printf.columns(name) <= width ? name : Printf.cut(name, width - 1) + "+";
        }

        private float cpu(TaskStat task) {
            float most = Math.min(100f * task.threads(), Summary.mostCpu(now));
            return Math.min((float) since(task) * perTick, most);
        }

        private static String percent(float share, int width) {
            return fitting(width, Printf.fixed(share, 1), Printf.fixed(share, 0));
        }

        private String size(long pages, int width) {
            List<String> forms = new ArrayList<>();
            float kb = pages * 4;
            forms.add(Printf.fixed(kb, 0));
            for (char letter : new char[] {'m', 'g', 't', 'p'}) {
                kb /= 1024f;
                forms.add(Printf.fixed(kb, isOld && letter != 'm' ? 3 : 1) + letter);
            }
            return fitting(width, forms.subList(options.taskUnit(), forms.size()).toArray(String[]::new));
        }

        private static String fitting(int width, String... forms) {
            return Stream.of(forms).filter(form -> form.length() <= width).findFirst().orElse("?");
        }

        private String time(long ticks, int width) {
            long minutes = ticks / 6000;
            long hours = ticks / 360_000;
            long days = hours / 24;
            String clock = String.format("%d:%02d", minutes, ticks / 100 % 60);
            List<String> forms = new ArrayList<>();
            if (isOld || minutes <= 360) {
                forms.add(clock + String.format(".%02d", ticks % 100));
                forms.add(clock);
            }
            if (isOld || hours <= 96) {
                forms.add(String.format("%d,%02d", hours, minutes % 60));
            }
            if (isOld) {
                forms.addAll(List.of(hours + "h", days + "d", days / 7 + "w"));
            } else {
                if (days <= 14) {
                    forms.add(String.format("%dd+%dh", days, hours % 24));
                    forms.add(days + "d");
                }
                forms.add(String.format("%dw+%dd", days / 7, days % 7));
                forms.add(days / 7 + "w");
            }
            return fitting(width, forms.toArray(String[]::new));
        }
    }
}
