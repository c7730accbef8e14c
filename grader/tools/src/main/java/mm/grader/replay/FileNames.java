package mm.grader.replay;

import java.util.IdentityHashMap;
import java.util.Map;
import mm.grader.strace.Call;

/** Which file a mapping shows. Without {@code strace -y}, a log has descriptors only, which are used again and again. */
final class FileNames {
    private final Map<Call, String> known = new IdentityHashMap<>();
    private int files;

    /**
     * Returns the name of the file that a call of mmap maps.
     *
     * <p>A descriptor is the same file as before if the call puts it over a mapping of that descriptor, as the loader does
     * with the parts of a library; else it is another one.
     */
    String of(Call mmap, AreaMap areas) {
        return known.computeIfAbsent(mmap, call -> find(call, areas));
    }

    private String find(Call mmap, AreaMap areas) {
        String told = mmap.file(4);
        if (told != null) {
            return told;
        }
        String descriptor = "fd" + mmap.descriptor(4) + "#";
        Area below = areas.at(mmap.number(0));
        boolean fixed = (mmap.number(3) & Placement.FIXED) != 0;
        return fixed && below != null && below.name().startsWith(descriptor) ? below.name() : descriptor + ++files;
    }
}
