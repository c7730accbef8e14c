package mm.grader.course.handin;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mm.grader.kit.UserError;
import mm.text.Message;

/**
 * What may count of a hand-in: a file as it is, or a commit.
 *
 * @param handIn the hand-in
 * @param commit the name of the commit; "" if it is no repository
 * @param remarks what there is to say of other commits
 */
public record Attempt(HandIn handIn, String commit, List<Message> remarks) {
    private static final int MAX_SAME = 100;

    /** Copies the list. */
    public Attempt {
        remarks = List.copyOf(remarks);
    }

    /**
     * Returns what may count of a hand-in: one attempt, or several of which the best does.
     *
     * <pre>
     * head       HEAD, since it has what it has of the exercises
     * in time    the last commit that is not late; one that changes nothing of the hand-out is passed over: then HEAD
     * best       that one, and the last one of each share that lateness costs
     * </pre>
     *
     * @throws UserError if a repository cannot be read; the sentence does not name it
     */
    public static List<Attempt> of(HandIn handIn, CommitRule rule) {
        if (handIn.earlier() == null) {
            return ofOne(handIn, rule);
        }
        List<Attempt> all = new ArrayList<>(of(handIn.earlier(), rule));
        HandIn last = handIn.at(handIn.time(), null);
        try {
            all.addAll(ofOne(last, rule));
        } catch (UserError e) {
            all.add(new Attempt(last, "", List.of())); // which says it again, if nothing else counts
        }
        return all;
    }

    private static List<Attempt> ofOne(HandIn handIn, CommitRule rule) {
        if (handIn.kind() != HandIn.Kind.GIT || !handIn.problem().isEmpty()) {
            return List.of(new Attempt(handIn, "", List.of()));
        }
        List<Git.Commit> history = Git.history(handIn.path());
        Git.Commit head = history.get(0);
        Instant until = rule.until(handIn.student());
        List<Git.Commit> late = until == null ? List.of() : late(history, until);
        if (late.isEmpty()) {
            return List.of(
                    until == null
                            ? since(handIn, history, rule, List.of())
                            : new Attempt(handIn, head.id(), List.of()));
        }
        List<Message> remarks = new ArrayList<>();
        Git.Commit inTime = late.size() == history.size() ? null : history.get(late.size());
        if (inTime != null && HandOut.isUnchanged(handIn.path(), inTime.id(), rule.exercises())) {
            remarks.add(Message.of("attempt.passed-over", shown(inTime), "" + inTime.time()));
            inTime = null;
        }
        if (!rule.best()) {
            return List.of(
                    inTime == null
                            ? since(handIn, late, rule, remarks)
                            : new Attempt(handIn, inTime.id(), List.of(later(late))));
        }
        List<Attempt> attempts = new ArrayList<>();
        if (inTime != null) {
            attempts.add(new Attempt(handIn, inTime.id(), List.of(later(late))));
        }
        for (Git.Commit each : lastOfEachShare(handIn.student(), late, rule)) {
            attempts.add(new Attempt(handIn, each.id(), remarks));
        }
        return attempts.isEmpty() ? List.of(new Attempt(handIn, head.id(), remarks)) : attempts;
    }

    /** What was handed in last was handed in when it was first so: later commits of other files make nobody later. */
    private static Attempt since(HandIn handIn, List<Git.Commit> commits, CommitRule rule, List<Message> remarks) {
        Git.Commit since = commits.get(0);
        Map<String, String> last = Git.sources(handIn.path(), since.id());
        int same = 1;
        while (same < commits.size()
                && same < MAX_SAME
                && HandOut.isSame(
                        last, Git.sources(handIn.path(), commits.get(same).id()), rule.exercises())) {
            since = commits.get(same);
            same++;
        }
        List<Message> all = new ArrayList<>(remarks);
        if (same > 1) {
            all.add(Message.of("attempt.same-since", shown(since), "" + since.time(), same - 1));
        }
        return new Attempt(handIn, since.id(), all);
    }

    /** Returns the commits from HEAD down to the first that is in time, without it. */
    private static List<Git.Commit> late(List<Git.Commit> history, Instant until) {
        int n = 0;
        while (n < history.size() && history.get(n).time().isAfter(until)) {
            n++;
        }
        return history.subList(0, n);
    }

    private static List<Git.Commit> lastOfEachShare(String student, List<Git.Commit> late, CommitRule rule) {
        Set<BigDecimal> shares = new HashSet<>();
        List<Git.Commit> last = new ArrayList<>();
        for (Git.Commit each : late) {
            BigDecimal lost = rule.lost(student, each.time());
            if (lost.compareTo(CommitRule.ALL) < 0 && shares.add(lost.stripTrailingZeros())) {
                last.add(0, each);
            }
        }
        return last;
    }

    private static Message later(List<Git.Commit> late) {
        Git.Commit head = late.get(0);
        return Message.of("attempt.later-commits", late.size(), shown(head), "" + head.time());
    }

    private static String shown(Git.Commit commit) {
        return commit.id().substring(0, 10);
    }
}
