package mm.grader.play;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import mm.grader.picture.BadnessPicture;
import mm.grader.picture.Owners;
import mm.grader.picture.Owners.Owner;
import mm.grader.picture.Picture;
import mm.grader.picture.Words;
import mm.grader.play.watch.WatchedKiller;
import mm.oom.OomKiller;
import mm.oom.OomTask;

/** Draws and tells what the OOM killer compared, and whom it chose: of machines, and of recordings' tables. */
final class OomSnapshot {
    private static final int MAX_TOLD = 8;

    private final Words words;
    private final Owners letters = new Owners();
    private final Map<String, Owner> owners = new HashMap<>();
    private Picture lastTable;

    OomSnapshot(Words words) {
        this.words = words;
    }

    /** Returns the owner of a name, where no machine has given it a letter. */
    Owner owner(String name) {
        return owners.computeIfAbsent(name, unused -> letters.task(owners.size(), name));
    }

    /** Returns the table that was drawn last, or null. */
    Picture lastTable() {
        return lastTable;
    }

    Picture draw(WatchedKiller.Choice choice, Function<String, Owner> ownerOf) {
        List<BadnessPicture.Row> rows = new ArrayList<>();
        for (int i = 0; i < choice.tasks().size(); i++) {
            OomTask task = choice.tasks().get(i);
            rows.add(new BadnessPicture.Row(
                    ownerOf.apply(task.name()),
                    task,
                    choice.badness().get(i),
                    choice.group() == null ? choice.scores().get(i) : "",
                    task.equals(choice.victim())));
        }
        lastTable = BadnessPicture.of(rows, choice.totalPages(), words);
        return lastTable;
    }

    /** Draws the one process that a score was asked of. */
    Picture draw(OomTask task, long badness, long total, int score) {
        BadnessPicture.Row row = new BadnessPicture.Row(owner(task.name()), task, badness, "" + score, false);
        lastTable = BadnessPicture.of(List.of(row), total, words);
        return lastTable;
    }

    Step.Story tell(WatchedKiller.Choice choice) {
        List<String> sentences = new ArrayList<>();
        sentences.add(
                choice.group() == null
                        ? words.say("oom.compares", choice.totalPages())
                        : words.say(
                                "oom.compares-group", Marks.safe(choice.group().name()), choice.totalPages()));
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < choice.tasks().size(); i++) {
            order.add(i);
        }
        order.sort(
                (a, b) -> Long.compare(choice.badness().get(b), choice.badness().get(a)));
        for (int i : order.subList(0, Math.min(MAX_TOLD, order.size()))) {
            OomTask task = choice.tasks().get(i);
            sentences.add(row(task, choice.badness().get(i), choice.totalPages()));
        }
        if (choice.victim() == null) {
            sentences.add(words.say("oom.nobody"));
            return Step.Story.of("", Set.of(StepEvent.OOM), sentences);
        }
        String victim = choice.victim().name();
        sentences.add(words.say("oom.chosen", Marks.safe(victim)));
        return Step.Story.of(victim, Set.of(StepEvent.OOM), sentences);
    }

    private String row(OomTask task, long badness, long total) {
        String name = Marks.safe(task.name());
        if (badness == OomKiller.UNKILLABLE) {
            return words.say("oom.never", name);
        }
        long wish = task.oomScoreAdj() * (total / 1000);
        long expected = task.rss() + task.swapents() + task.pageTables() + wish;
        String sum = words.say(
                "oom.row", name, expected, task.rss(), task.swapents(), task.pageTables(), task.oomScoreAdj(), wish);
        return badness == expected ? sum : sum + " " + words.say("score.other", badness);
    }
}
