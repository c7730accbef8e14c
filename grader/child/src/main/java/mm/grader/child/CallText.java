package mm.grader.child;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import mm.grader.Shown;
import mm.machine.Errno;
import mm.machine.PhysicalMemory;
import mm.mmu.Mmu;
import mm.mmu.PageFault;
import mm.oom.GroupOomKiller;
import mm.oom.GroupTask;
import mm.oom.MemoryGroup;
import mm.oom.OomKiller;
import mm.pagetable.LargePages;
import mm.pagetable.PageTable;
import mm.vma.Malloc;
import mm.vma.MapFlag;
import mm.vma.Mapping;
import mm.vma.MemoryDescriptor;
import mm.vma.Prot;
import mm.vma.RemapCalls;

/** Calls of a contract as text, as one would write them in Java: addresses in hex, entries by the names of their bits. */
final class CallText {
    private static final Set<String> UNSAID = Set.of("0", "null", "false", "[]", "\"\"");
    private static final Map<String, Integer> MAP_FLAGS = new TreeMap<>(Map.of(
            "SHARED", MapFlag.SHARED,
            "PRIVATE", MapFlag.PRIVATE,
            "FIXED", MapFlag.FIXED,
            "ANONYMOUS", MapFlag.ANONYMOUS,
            "POPULATE", MapFlag.POPULATE,
            "FIXED_NOREPLACE", MapFlag.FIXED_NOREPLACE));
    /** Methods of a page table that return an entry. */
    private static final Set<String> ENTRIES = Set.of("lookup", "unmap", "lookupLarge", "unmapLarge");

    private static final int FLAGS = 3;
    private static final int MAX_ELEMENTS = 8;
    private static final int MAX_IN_A_LIST = 30;
    private static final int MAX_CHARACTERS = 120;

    private CallText() {}

    /** Returns the name and the arguments of a call. */
    static String of(Method method, Object... arguments) {
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            shown.add(argument(method, i, arguments[i]));
        }
        return method.getName() + "(" + String.join(", ", shown) + ")";
    }

    private static String argument(Method method, int at, Object value) {
        String name = method.getName();
        if (value instanceof Long number && (isOfKiller(method) || isSize(method, at))) {
            return Shown.count(number);
        }
        if (isOfTable(method)) {
            boolean isEntry = (name.equals("map") || name.equals("mapLarge") || name.equals("setLarge")) && at == 1;
            boolean isAddress = !isEntry && value instanceof Long number && number >= PhysicalMemory.PAGE_SIZE;
            return isAddress ? Shown.address((long) value) : value(value, isEntry);
        }
        if (value instanceof Integer bits && isOfMappings(method) && at == 2) {
            return name.equals("madvise") ? advice(bits) : '"' + Prot.show(bits) + '"';
        }
        return value instanceof Integer bits && name.equals("mmap") && at == FLAGS ? flags(bits) : value(value, false);
    }

    private static boolean isOfKiller(Method method) {
        return method.getDeclaringClass() == OomKiller.class || method.getDeclaringClass() == GroupOomKiller.class;
    }

    /** Tells whether an argument of an allocator is a number of bytes, not an address. */
    private static boolean isSize(Method method, int at) {
        boolean isFirst =
                method.getName().endsWith("alloc") && !method.getName().equals("realloc");
        return method.getDeclaringClass() == Malloc.class && (isFirst || at > 0);
    }

    private static boolean isOfMappings(Method method) {
        return method.getDeclaringClass() == MemoryDescriptor.class || method.getDeclaringClass() == RemapCalls.class;
    }

    private static String advice(int advice) {
        return switch (advice) {
            case MemoryDescriptor.MADV_WILLNEED -> "MADV_WILLNEED";
            case MemoryDescriptor.MADV_DONTNEED -> "MADV_DONTNEED";
            case MemoryDescriptor.MADV_FREE -> "MADV_FREE";
            case MemoryDescriptor.MADV_DONTFORK -> "MADV_DONTFORK";
            case MemoryDescriptor.MADV_DOFORK -> "MADV_DOFORK";
            default -> Integer.toString(advice);
        };
    }

    private static String flags(int flags) {
        List<String> names = new ArrayList<>();
        int left = flags;
        for (Map.Entry<String, Integer> flag : MAP_FLAGS.entrySet()) {
            if ((left & flag.getValue()) != 0) {
                names.add(flag.getKey());
                left &= ~flag.getValue();
            }
        }
        if (left != 0 || names.isEmpty()) {
            names.add(Integer.toString(left));
        }
        return String.join("|", names);
    }

    /** Returns what a call came back with. */
    static String result(Method method, Object result) {
        if (isOfKiller(method) && result instanceof Long number) {
            return Shown.count(number);
        }
        if (isOfMappings(method) && result instanceof Long number && Errno.isError(number)) {
            return Errno.show(number);
        }
        if (method.getDeclaringClass() == Mmu.class && result instanceof Long number && number < 0) {
            return PageFault.show(number);
        }
        return value(
                result, isOfTable(method) && method.getReturnType() == long.class && isOfEntries(method.getName()));
    }

    private static boolean isOfTable(Method method) {
        return method.getDeclaringClass() == PageTable.class || method.getDeclaringClass() == LargePages.class;
    }

    private static boolean isOfEntries(String name) {
        return ENTRIES.contains(name);
    }

    /** What it is not known of what its text costs, or whose it is, is only called by its class. */
    private static String value(Object value, boolean isEntry) {
        if (value instanceof Long number) {
            return isEntry ? Shown.entry(number) : Shown.number(number);
        }
        if (value instanceof String text) {
            return '"' + cut(text) + '"';
        }
        if (value instanceof List<?> list) {
            return list(list);
        }
        if (value instanceof Mapping || value instanceof MemoryGroup) {
            return value.toString();
        }
        if (value instanceof Record && isOfTheKit(value)) {
            String text = record((Record) value);
            return text.length() <= MAX_CHARACTERS ? text : closed(cut(text));
        }
        boolean isPlain =
                value == null || value instanceof Number || value instanceof Boolean || value instanceof Enum<?>;
        return isPlain ? cut(String.valueOf(value)) : name(value);
    }

    /** The components that are not zero or empty: whoever reads a call looks for what is special. */
    private static String record(Record value) {
        List<String> shown = new ArrayList<>();
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            try {
                Object part = component.getAccessor().invoke(value);
                String text = value(part, false);
                if (!UNSAID.contains(text)) {
                    shown.add(component.getName() + "=" + text);
                }
            } catch (ReflectiveOperationException e) {
                shown.add(component.getName() + "=?");
            }
        }
        return value.getClass().getSimpleName() + "[" + String.join(", ", shown) + "]";
    }

    private static String list(List<?> list) {
        try {
            StringBuilder shown = new StringBuilder();
            int elements = 0;
            for (Object element : list.subList(0, Math.min(list.size(), MAX_ELEMENTS))) {
                String text = element(element);
                if (elements > 0 && shown.length() + text.length() > MAX_CHARACTERS) {
                    break;
                }
                shown.append(elements++ == 0 ? "" : ", ").append(text);
            }
            int left = list.size() - elements;
            return "[" + shown + (left > 0 ? ", ... " + left : "") + "]";
        } catch (RuntimeException e) {
            return "[?]";
        }
    }

    /** Of a long record its first component says which one it is; of a member of a group, the process and the group. */
    private static String element(Object element) {
        if (element instanceof GroupTask member) {
            String group = member.group() == null ? "null" : member.group().name();
            return "GroupTask[pid=" + member.task().pid() + ", group=" + cut(group) + "]";
        }
        String text = value(element, false);
        boolean isLong = element instanceof Record && !(element instanceof Mapping) && text.length() > MAX_IN_A_LIST;
        return isLong ? closed(text.substring(0, text.indexOf(','))) : text;
    }

    /** Returns the beginning of a record's text with as many brackets as it opens. */
    private static String closed(String text) {
        long open = text.chars().filter(c -> c == '[').count();
        long closed = text.chars().filter(c -> c == ']').count();
        return text + "]".repeat((int) Math.max(0, open - closed));
    }

    private static boolean isOfTheKit(Object value) {
        return value.getClass().getClassLoader() == CallText.class.getClassLoader();
    }

    private static String name(Object value) {
        String name = value.getClass().getSimpleName();
        boolean isMade =
                name.isEmpty() || name.contains("$") || value.getClass().isSynthetic();
        if (!isMade) {
            return name;
        }
        Class<?>[] contracts = value.getClass().getInterfaces();
        return contracts.length == 0 ? "?" : contracts[0].getSimpleName();
    }

    private static String cut(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= MAX_CHARACTERS ? line : line.substring(0, MAX_CHARACTERS) + " ...";
    }
}
