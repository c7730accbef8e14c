package mm.grader.picture;

import mm.grader.picture.Owners.Owner;

/** A translation look-aside buffer: a row for each set, the entry used last on the left. */
public final class TlbPicture {
    private static final int LEFT = 8;
    private static final int LABEL = 20;
    private static final int HEIGHT = 28;
    private static final int FOLDED = 20;
    private static final int TOP = 48;

    private TlbPicture() {}

    /**
     * One translation.
     *
     * @param owner whose address space it is of
     * @param asid that address space's number
     * @param vpn the number of the page
     * @param pfn the number of the frame
     */
    public record Entry(Owner owner, int asid, long vpn, int pfn) {
        String keys() {
            return Keys.page(asid, vpn) + " " + Keys.frame(pfn);
        }
    }

    /**
     * Draws a TLB.
     *
     * @param sets by number of the set, then from the entry used last to the one used the longest time ago; null: empty
     * @param lit the entry that the last translation used or entered; null: none
     */
    public static Picture of(Entry[][] sets, Entry lit, long hits, long misses, Words words) {
        Canvas canvas = new Canvas();
        int ways = sets[0].length;
        int width = (Picture.NARROW - 2 * LEFT - LABEL) / ways;
        String title = words.say("tlb.title", sets.length * ways, sets.length, ways);
        canvas.text("b", LEFT, 18, title);
        canvas.text("t", LEFT, 36, words.say("tlb.counts", hits, misses));
        int used = 0;
        int y = TOP;
        for (int set = 0; set < sets.length; set++) {
            canvas.text("n s", LEFT, y + 16, Integer.toString(set));
            if (sets[set][0] == null) {
                int end = set + 1;
                while (end < sets.length && sets[end][0] == null) {
                    end++;
                }
                canvas.rect("cell o-free", LEFT + LABEL, y, ways * width, FOLDED);
                canvas.text("s", LEFT + LABEL + 6, y + 14, words.say("tlb.empty", set, end - 1));
                set = end - 1;
                y += FOLDED;
                continue;
            }
            for (int way = 0; way < ways; way++) {
                int x = LEFT + LABEL + way * width;
                Entry entry = sets[set][way];
                if (entry == null) {
                    canvas.rect("cell o-free", x, y, width, HEIGHT);
                    continue;
                }
                used++;
                boolean hot = entry.equals(lit);
                canvas.rect(hot ? "box hot" : "box", x, y, width, HEIGHT, "", entry.keys());
                canvas.owner(entry.owner(), x + 2, y + 2, 11, 12);
                String style = hot ? "n b" : "n";
                canvas.text(style, x + 16, y + 12, Canvas.fit(Long.toHexString(entry.vpn()), width - 16, 6.6));
                canvas.text(style, x + 16, y + 24, (hot ? "▸" : "") + "→" + entry.pfn());
            }
            y += HEIGHT;
        }
        canvas.note(LEFT, y + 16, Picture.NARROW - 2 * LEFT, words.say("tlb.note"));
        String description = title + ". " + words.say("tlb.counts", hits, misses) + ". " + words.say("tlb.used", used);
        return canvas.picture(title, description, Picture.NARROW);
    }
}
