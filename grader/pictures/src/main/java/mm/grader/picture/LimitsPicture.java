package mm.grader.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import mm.grader.picture.Owners.Owner;

/**
 * What may be had: what is promised, against the limit of promises; and of each memory cgroup its limit, what is charged to
 * it, and who is in it. Sizes are kB.
 */
public final class LimitsPicture {
    private static final int LEFT = 8;
    private static final int WIDTH = Picture.NARROW - 2 * LEFT;
    private static final int BAR = 12;
    private static final int ROW = 66;
    private static final int MOST = 12;
    private static final int MOST_MEMBERS = 14;

    private LimitsPicture() {}

    /**
     * What is promised.
     *
     * @param mode the rule ({@code vm.overcommit_memory})
     * @param committed what is promised to all
     * @param limit the most that mode 2 promises
     */
    public record Promises(int mode, long committed, long limit) {}

    /**
     * A memory cgroup.
     *
     * @param name its path
     * @param limit the most that is charged to it; 0 if there is no limit
     * @param anonymous pages of processes that are charged to it and to groups below it
     * @param file pages of files and of shared memory that are
     * @param swap what its members have in swap
     * @param members who is in it, and not in a group below
     */
    public record Group(String name, long limit, long anonymous, long file, long swap, List<Owner> members) {
        /** Copies the list. */
        public Group {
            members = List.copyOf(members);
        }
    }

    /**
     * Draws both.
     *
     * @param promises null if nobody counts them
     */
    public static Picture of(Promises promises, List<Group> groups, Words words) {
        Canvas canvas = new Canvas();
        String title = words.say("limits.title");
        canvas.text("b", LEFT, 18, title);
        List<String> description = new ArrayList<>();
        int y = 26;
        if (promises != null) {
            description.add(promises(canvas, promises, y, words));
            y += ROW - 16;
        }
        for (Group group : groups.subList(0, Math.min(MOST, groups.size()))) {
            description.add(group(canvas, group, y, words));
            y += ROW;
        }
        if (groups.size() > MOST) {
            canvas.text("s", LEFT, y + 12, words.say("more", groups.size() - MOST));
            y += 16;
        }
        if (promises != null) {
            y = canvas.note(LEFT, y + 14, WIDTH, words.say("limits.promises-note")) - 14;
        }
        if (!groups.isEmpty()) {
            canvas.note(LEFT, y + 14, WIDTH, words.say("limits.groups-note"));
        }
        return canvas.picture(title, title + ": " + String.join("; ", description), Picture.NARROW);
    }

    private static String promises(Canvas canvas, Promises promises, int y, Words words) {
        String sum = words.say("limits.promised", promises.committed(), promises.limit(), promises.mode());
        canvas.text("t", LEFT, y + 12, Canvas.fit(sum, WIDTH, Canvas.SANS));
        long most = Math.max(1, Math.max(promises.committed(), promises.limit()));
        canvas.rect("edge", LEFT, y + 18, WIDTH, BAR);
        canvas.rect("bar o-shm", LEFT, y + 18, part(promises.committed(), most), BAR, sum, "promised");
        canvas.line("edge", LEFT + part(promises.limit(), most), y + 14, 0, BAR + 8);
        return sum;
    }

    private static String group(Canvas canvas, Group group, int y, Words words) {
        long charged = group.anonymous() + group.file();
        String sum = group.limit() == 0
                ? words.say("limits.no-limit", charged)
                : words.say("limits.charged", charged, group.limit());
        canvas.text("b", LEFT, y + 12, Canvas.fit(group.name(), 120, Canvas.SANS));
        canvas.text("n e", LEFT + WIDTH, y + 12, sum);
        long most = Math.max(1, Math.max(charged, group.limit()));
        int file = part(group.file(), most);
        int anonymous = part(charged, most) - file;
        canvas.rect("edge", LEFT, y + 18, WIDTH, BAR);
        canvas.rect("bar o0", LEFT, y + 18, anonymous, BAR, group.name(), "anon:" + group.name());
        canvas.rect("bar o-file", LEFT + anonymous, y + 18, file, BAR, group.name(), "file:" + group.name());
        String parts = words.say("limits.parts", group.anonymous(), group.file(), group.swap());
        canvas.text("s", LEFT, y + 42, parts);
        int x = LEFT;
        for (Owner member : group.members()
                .subList(0, Math.min(MOST_MEMBERS, group.members().size()))) {
            canvas.owner(member, x, y + 47, 14, 14);
            x += 18;
        }
        if (group.members().size() > MOST_MEMBERS) {
            canvas.text("s", x, y + 58, words.say("more", group.members().size() - MOST_MEMBERS));
        }
        String names =
                group.members().stream().map(member -> member.name(words)).collect(Collectors.joining(", "));
        return group.name() + " " + sum + ", " + parts + (names.isEmpty() ? "" : ": " + names);
    }

    private static int part(long kb, long most) {
        return (int) (kb * WIDTH / most);
    }
}
