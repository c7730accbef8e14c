package mm.grader.fuzz;

import java.util.ArrayList;
import java.util.List;

/** How the measured program, {@code engine.c}, is laid out in memory: no C library, fixed addresses. */
enum Engine {
    /** As large as the program of the first recordings, whose operations it repeats byte for byte. */
    USUAL("engine", List.of(), Layout.IMAGE_START, 0x7b000, 0xa7000, Layout.HEAP_START),
    /**
     * Few pages, just below the stack. Here the heap can meet the stack, and the pages that a child touches after fork do
     * not displace what the TLB remembers of its parent's.
     */
    SMALL("engine-small", List.of("-mcmodel=large"), Layout.SMALL_START, 0x2000, 0x3000, Layout.SMALL_HEAP_START);

    private static final List<String> OPTIONS = List.of(
            "-Wall",
            "-Wl,-T,engine.ld",
            "-O1",
            "-ffreestanding",
            "-nostdlib",
            "-static",
            "-no-pie",
            "-fno-pic",
            "-fno-stack-protector",
            "-fcf-protection=none",
            "-fno-asynchronous-unwind-tables",
            "-Wl,--build-id=none",
            "-Wl,-z,noseparate-code");

    private final String file;
    private final List<String> more;
    private final String addresses;

    /**
     * @param text how far after the image's first byte the text ends
     * @param data how far after it the data begins
     */
    Engine(String file, List<String> more, long image, long text, long data, long heap) {
        this.file = file;
        this.more = more;
        addresses = "-Wl,--defsym=base=0x%x,--defsym=text_end=0x%x,--defsym=data_start=0x%x,--defsym=start_brk=0x%x"
                .formatted(image, image + text, image + data, heap);
    }

    /** Returns the name of the program. */
    String file() {
        return file;
    }

    /** Returns what the C compiler is told. */
    List<String> options() {
        List<String> options = new ArrayList<>(OPTIONS);
        options.addAll(more);
        options.add(addresses);
        return options;
    }
}
