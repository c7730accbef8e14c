package mm.grader.replay;

import java.util.ArrayList;
import java.util.List;
import mm.machine.Errno;
import mm.machine.Kernel;
import mm.machine.PageCache;
import mm.machine.PhysicalMemory;
import mm.vma.MapFlag;
import mm.vma.Mapping;
import mm.vma.MemoryDescriptor;
import mm.vma.Prot;

/**
 * Makes the log's calls on one address space, and does by the kernel's rule what the contract does not have.
 *
 * @linux mm/mremap.c do_mremap
 * @linux arch/x86/kernel/sys_x86_64.c find_start_end
 */
final class Calls {
    static final long PAGE = PhysicalMemory.PAGE_SIZE;
    static final int FIXED = MapFlag.FIXED | MapFlag.FIXED_NOREPLACE;

    /** What a call answers that is not modelled: the log's answer is taken. */
    static final String NOT_MODELLED = "not modelled";

    private static final long HUGE = 2 << 20;
    private static final int MAP_HUGETLB = 0x40000;
    private static final long LOW_START = 0x4000_0000;
    private static final long LOW_END = 0x8000_0000L;

    private final Kernel kernel;
    private final MemoryDescriptor mm;
    private final Book book;
    private final FileNames names;
    private final Borders borders;
    private final long heapStart;
    private long heapEnd;

    Calls(Kernel kernel, MemoryDescriptor mm, Book book, long heapStart, FileNames names, Borders borders) {
        this.kernel = kernel;
        this.mm = mm;
        this.book = book;
        this.heapStart = heapStart;
        heapEnd = heapStart;
        this.names = names;
        this.borders = borders;
    }

    /** Rounds a length up to pages. */
    static long pages(long length) {
        return length + PAGE - 1 & -PAGE;
    }

    /** Makes a call, and returns the answer as transcripts show it. */
    String run(Call call) {
        return switch (call.name()) {
            case "mmap" -> mmap(call);
            case "munmap" -> Errno.show(mm.munmap(call.number(0), call.number(1)));
            case "mprotect", "pkey_mprotect" -> mprotect(call);
            case "brk" -> Errno.show(mm.brk(call.number(0)));
            case "madvise" -> madvise(call);
            case "mremap" -> mremap(call);
            default -> NOT_MODELLED;
        };
    }

    private String mprotect(Call call) {
        long prot = call.number(2);
        return (prot & ~(Prot.READ | Prot.WRITE | Prot.EXEC)) != 0
                ? NOT_MODELLED
                : Errno.show(mm.mprotect(call.number(0), call.number(1), (int) prot));
    }

    private String madvise(Call call) {
        String advice = call.arguments().size() > 2 ? call.arguments().get(2) : "";
        boolean known = advice.startsWith("MADV_DONTNEED ") || advice.matches("MADV_DONTNEED|0x4( /\\*.*)?|4");
        return known
                ? Errno.show(mm.madvise(call.number(0), call.number(1), MemoryDescriptor.MADV_DONTNEED))
                : NOT_MODELLED;
    }

    private String mmap(Call call) {
        int flags = (int) call.number(3);
        if ((flags & MAP_HUGETLB) != 0) {
            return NOT_MODELLED;
        }
        PageCache file = null;
        if ((flags & MapFlag.ANONYMOUS) == 0) {
            file = kernel.openFile(names.of(call, book));
        }
        long page = file == null ? 0 : call.number(5) / PAGE;
        return Errno.show(place(call, call.number(0), call.number(1), (int) call.number(2) & 7, flags, file, page));
    }

    private static int known(int flags) {
        int type = flags & Numbers.MAP_TYPE;
        int shared = type == MapFlag.SHARED || type == Numbers.MAP_SHARED_VALIDATE ? MapFlag.SHARED : MapFlag.PRIVATE;
        return shared | flags & (FIXED | MapFlag.ANONYMOUS | MapFlag.POPULATE);
    }

    /** Maps, where the kernel would. */
    private long place(Call call, long hint, long length, int prot, int flags, PageCache file, long page) {
        int known = known(flags);
        if ((flags & (FIXED | Numbers.MAP_32BIT)) == Numbers.MAP_32BIT) {
            long low = lowest(pages(length));
            return low < 0 ? low : mm.mmap(low, length, prot, known | MapFlag.FIXED, file, page);
        }
        if (file == null || (flags & FIXED) != 0 || !isLong(pages(length), page)) {
            return mm.mmap(hint, length, prot, known, file, page);
        }
        long onBorder = onBorder(hint, pages(length), file, page);
        long plain = mm.mmap(hint, length, prot, known, file, page);
        if (Errno.isError(plain) || Errno.isError(onBorder) || borders.choose(plain, onBorder, call) == plain) {
            return plain;
        }
        mm.munmap(plain, length);
        return mm.mmap(onBorder, length, prot, known | MapFlag.FIXED, file, page);
    }

    /** Tells whether a file's pages fill 2 MB from one border to the next. */
    private static boolean isLong(long length, long page) {
        long offset = page * PAGE;
        long border = offset + HUGE - 1 & -HUGE;
        return offset + length - border >= HUGE;
    }

    /** Where a mapping lies on a border: found in a place that is 2 MB longer, which is given back. */
    private long onBorder(long hint, long length, PageCache file, long page) {
        long found = mm.mmap(hint, length + HUGE, Prot.NONE, MapFlag.PRIVATE, file, page);
        if (Errno.isError(found)) {
            return found;
        }
        mm.munmap(found, length + HUGE);
        if (found == hint) {
            return found;
        }
        long more = page * PAGE - found & HUGE - 1;
        return found + (more == 0 ? HUGE : more);
    }

    /** The lowest free place in the second GB. */
    private long lowest(long length) {
        long start = LOW_START;
        for (Mapping mapping : mm.maps()) {
            if (mapping.end() > start && mapping.start() >= 0) {
                if (mapping.start() - start >= length) {
                    break;
                }
                start = mapping.end();
            }
        }
        return start + length <= LOW_END ? start : Errno.ENOMEM.result();
    }

    private String mremap(Call call) {
        long start = call.number(0);
        long oldLength = pages(call.number(1));
        long length = pages(call.number(2));
        int flags = (int) call.number(3);
        boolean moves = (flags & (Numbers.MREMAP_FIXED | Numbers.MREMAP_DONTUNMAP)) != 0;
        Mapping vma = find(start);
        if (oldLength == 0) {
            return NOT_MODELLED;
        }
        if ((start & PAGE - 1) != 0 || length == 0) {
            return Errno.EINVAL.name();
        }
        if (vma == null || start + oldLength > vma.end()) {
            return "EFAULT";
        }
        if (!moves && length <= oldLength) {
            return length < oldLength && mm.munmap(start + length, oldLength - length) != 0
                    ? Errno.ENOMEM.name()
                    : Errno.show(start);
        }
        Book.Area area = book.at(start);
        boolean shared = vma.permissions().charAt(3) == 's';
        boolean isFile = area != null && isFile(area.name());
        PageCache file = isFile ? kernel.openFile(area.name()) : null;
        int kind = (shared ? MapFlag.SHARED : MapFlag.PRIVATE) | (isFile ? 0 : MapFlag.ANONYMOUS);
        long page = isFile ? area.page() + (start - area.start()) / PAGE : 0;
        if (!moves && start + oldLength == vma.end() && isFree(vma.end(), start + length)) {
            long more = length - oldLength;
            long grown = mm.mmap(vma.end(), more, vma.prot(), kind | MapFlag.FIXED, file, page + oldLength / PAGE);
            return Errno.show(Errno.isError(grown) ? grown : start);
        }
        if ((flags & Numbers.MREMAP_MAYMOVE) == 0) {
            return moves ? Errno.EINVAL.name() : Errno.ENOMEM.name();
        }
        boolean fixed = (flags & Numbers.MREMAP_FIXED) != 0;
        long to = place(
                call, fixed ? call.number(4) : 0, length, vma.prot(), kind | (fixed ? MapFlag.FIXED : 0), file, page);
        if (!Errno.isError(to) && (flags & Numbers.MREMAP_DONTUNMAP) == 0) {
            mm.munmap(start, oldLength);
        }
        return Errno.show(to);
    }

    static boolean isFile(String name) {
        return !name.isEmpty() && !name.startsWith("[");
    }

    private Mapping find(long address) {
        return mm.maps().stream()
                .filter(mapping -> mapping.start() <= address && address < mapping.end())
                .findFirst()
                .orElse(null);
    }

    private boolean isFree(long start, long end) {
        return end <= MemoryDescriptor.TASK_SIZE
                && mm.maps().stream().noneMatch(mapping -> mapping.start() < end && mapping.end() > start);
    }

    /** Takes back what a call has mapped otherwise than Linux did. */
    void undo(Call call, String ours) {
        if (!ours.startsWith("0x")) {
            return;
        }
        switch (call.name()) {
            case "mmap" -> mm.munmap(address(ours), call.number(1));
            case "mremap" -> mm.munmap(address(ours), call.number(2));
            default -> {}
        }
    }

    /** Does what Linux did, after another answer was taken back. */
    void follow(Call call) {
        if (!call.succeeded()) {
            return;
        }
        switch (call.name()) {
            case "mmap" -> mapAt(call, call.value(), (int) call.number(2) & 7, (int) call.number(3));
            case "mremap" -> {
                Book.Area area = book.at(call.number(0));
                int prot = area == null
                        ? Prot.READ | Prot.WRITE
                        : Prot.parse(area.permissions().substring(0, 3));
                mm.munmap(call.number(0), call.number(1));
                mm.mmap(call.value(), call.number(2), prot, MapFlag.PRIVATE | MapFlag.ANONYMOUS | MapFlag.FIXED);
            }
            case "brk" -> mm.brk(call.value());
            default -> {}
        }
    }

    private void mapAt(Call call, long address, int prot, int flags) {
        boolean anonymous = (flags & MapFlag.ANONYMOUS) != 0;
        PageCache file = anonymous ? null : kernel.openFile(names.of(call, book));
        int known = known(flags) & ~FIXED | MapFlag.FIXED;
        mm.mmap(address, call.number(1), prot, known, file, anonymous ? 0 : call.number(5) / PAGE);
    }

    private static long address(String shown) {
        return Long.parseUnsignedLong(shown.substring(2), 16);
    }

    /** Enters in the book what the log says the call did. */
    void enter(Call call) {
        if (!call.succeeded()) {
            return;
        }
        switch (call.name()) {
            case "mmap" -> {
                boolean file = (call.number(3) & MapFlag.ANONYMOUS) == 0;
                boolean shared = (known((int) call.number(3)) & MapFlag.SHARED) != 0;
                String permissions = Prot.show((int) call.number(2) & 7) + (shared ? "s" : "p");
                String name = file ? names.of(call, book) : "";
                long page = file ? call.number(5) / PAGE : 0;
                put(call.value(), call.number(1), permissions, name, page);
            }
            case "munmap" -> book.remove(call.number(0), call.number(0) + pages(call.number(1)));
            case "mprotect", "pkey_mprotect" ->
                book.protect(
                        call.number(0), call.number(0) + pages(call.number(1)), Prot.show((int) call.number(2) & 7));
            case "mremap" -> enterMremap(call);
            case "brk" -> enterBrk(pages(call.value()));
            default -> {}
        }
    }

    private void enterBrk(long end) {
        if (end > heapEnd) {
            put(heapEnd, end - heapEnd, "rw-p", "[heap]", 0);
        } else if (end >= heapStart) {
            book.remove(end, heapEnd);
        }
        heapEnd = Math.max(end, heapStart);
    }

    /** Goes on in a child's address space, whose heap ends where the parent's does. */
    Calls child(MemoryDescriptor childMm, Book childBook) {
        Calls child = new Calls(kernel, childMm, childBook, heapStart, names, borders);
        child.heapEnd = heapEnd;
        return child;
    }

    private void put(long start, long length, String permissions, String name, long page) {
        book.put(new Book.Area(start, start + pages(length), permissions, name, page, false));
    }

    private void enterMremap(Call call) {
        long start = call.number(0);
        long length = pages(call.number(2));
        Book.Area area = book.at(start);
        if (area == null) {
            return;
        }
        long page = area.page() + (start - area.start()) / PAGE;
        if ((call.number(3) & Numbers.MREMAP_DONTUNMAP) == 0) {
            book.remove(start, start + pages(call.number(1)));
        }
        put(call.value(), length, area.permissions(), area.name(), page);
    }

    /** Returns the machine's map, with the names that the book has. */
    List<Book.Area> map() {
        List<Book.Area> map = new ArrayList<>();
        for (Mapping mapping : mm.maps()) {
            Book.Area area = book.at(mapping.start());
            String name = area == null ? mapping.name() : area.name();
            boolean started = area != null && area.started();
            map.add(new Book.Area(mapping.start(), mapping.end(), mapping.permissions(), name, 0, started));
        }
        return Book.joined(map);
    }
}
