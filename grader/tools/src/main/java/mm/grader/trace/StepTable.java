package mm.grader.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mm.grader.text.Width;
import mm.lru.ReplacementPolicy;
import mm.text.Catalogue;
import mm.text.StateError;

/**
 * The frames after every reference, as textbooks draw them: a column for each reference, a row for each frame, and below
 * whether it was a hit ({@code +}) or a fault ({@code F}), and which page went.
 */
public final class StepTable {
    private static final int EMPTY = -1;
    private static final int WIDTH = 80;

    private final List<Long> names;
    private final int[] frames;
    private final List<String[]> columns = new ArrayList<>();
    private int hits;
    private int faults;

    private StepTable(int frames, List<Long> names) {
        this.names = names;
        this.frames = new int[frames];
        Arrays.fill(this.frames, EMPTY);
    }

    /**
     * Runs a policy on all references, and draws.
     *
     * @param names the numbers that the pages have in the trace, by the small ones
     * @param texts the language
     */
    public static List<String> of(
            String title, ReplacementPolicy policy, int frames, PageSequence all, List<Long> names, Catalogue texts) {
        StepTable table = new StepTable(frames, names);
        for (int page : all.pages()) {
            table.step(policy, page);
        }
        List<String> lines = new ArrayList<>();
        lines.add(texts.say("step-table.title", title, frames, table.faults, table.hits));
        lines.addAll(table.draw(texts));
        return lines;
    }

    /**
     * Runs a policy on all references, and returns for each: the page, what the frames hold after it, with blanks between
     * them, 1 for a hit or 0, and the page that went, or "".
     */
    public static List<List<Object>> columns(ReplacementPolicy policy, int frames, PageSequence all, List<Long> names) {
        StepTable table = new StepTable(frames, names);
        List<List<Object>> columns = new ArrayList<>();
        for (int page : all.pages()) {
            table.step(policy, page);
            String[] column = table.columns.get(table.columns.size() - 1);
            String held =
                    String.join(" ", Arrays.copyOfRange(column, 1, 1 + frames)).strip();
            columns.add(List.of(column[0], held, column[1 + frames].equals("+") ? 1 : 0, column[2 + frames]));
        }
        return columns;
    }

    private void step(ReplacementPolicy policy, int page) {
        String[] column = new String[frames.length + 3];
        column[0] = name(page);
        boolean isHit = policy.touch(page);
        int victim = EMPTY;
        if (!isHit) {
            victim = policy.size() == frames.length ? policy.evict() : EMPTY;
            policy.insert(page);
            frames[indexOf(victim)] = page;
        }
        hits += isHit ? 1 : 0;
        faults += isHit ? 0 : 1;
        for (int i = 0; i < frames.length; i++) {
            column[1 + i] = name(frames[i]);
        }
        column[1 + frames.length] = isHit ? "+" : "F";
        column[2 + frames.length] = name(victim);
        columns.add(column);
    }

    private int indexOf(int page) {
        for (int i = 0; i < frames.length; i++) {
            if (frames[i] == page) {
                return i;
            }
        }
        throw new StateError("evict.in-no-frame", name(page));
    }

    private String name(int page) {
        return page == EMPTY ? "" : Long.toString(names.get(page));
    }

    private List<String> draw(Catalogue texts) {
        List<String> titles = new ArrayList<>(List.of(texts.say("step-table.page")));
        for (int i = 1; i <= frames.length; i++) {
            titles.add(texts.say("step-table.frame", i));
        }
        titles.addAll(List.of(texts.say("step-table.hit-fault-f"), texts.say("step-table.goes")));
        int left = titles.stream().mapToInt(Width::of).max().orElse(0);
        int width = columns.stream()
                .flatMap(Arrays::stream)
                .mapToInt(String::length)
                .max()
                .orElse(0);
        int perBlock = Math.max(1, (WIDTH - left) / (width + 1));
        List<String> lines = new ArrayList<>();
        for (int from = 0; from < columns.size(); from += perBlock) {
            List<String[]> block = columns.subList(from, Math.min(columns.size(), from + perBlock));
            for (int row = 0; row < titles.size(); row++) {
                StringBuilder line = new StringBuilder(Width.padded(titles.get(row), left));
                for (String[] column : block) {
                    line.append(String.format(" %" + width + "s", column[row]));
                }
                lines.add(line.toString().stripTrailing());
            }
            lines.add("");
        }
        return lines;
    }
}
