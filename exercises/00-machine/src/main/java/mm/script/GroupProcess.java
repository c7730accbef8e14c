package mm.script;

import java.util.HashMap;
import java.util.Map;
import mm.oom.MemoryGroup;

/** A process in a script of groups: where it is, and the pages of its own memory. */
final class GroupProcess {
    final String name;
    final int oomScoreAdj;
    final Map<Integer, GroupPage> pages = new HashMap<>();
    MemoryGroup group;

    GroupProcess(String name, MemoryGroup group, int oomScoreAdj) {
        this.name = name;
        this.group = group;
        this.oomScoreAdj = oomScoreAdj;
    }

    /** Makes a child, which is in the same group and has the same pages. */
    GroupProcess fork(String child) {
        GroupProcess copy = new GroupProcess(child, group, oomScoreAdj);
        copy.pages.putAll(pages);
        pages.values().forEach(page -> page.users++);
        return copy;
    }
}
