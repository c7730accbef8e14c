package mm.grader.quiz;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Memory cgroups as rows of a table: the least room of a path, and the worst of the rows that begin with a name. */
final class HandGroups {
    static final Map<String, Function<Given, List<String>>> SOLVERS =
            Map.of("group-room", HandGroups::room, "group-victim", HandGroups::victim);

    private HandGroups() {}

    private static List<String> room(Given given) {
        long least = Long.MAX_VALUE;
        for (String line : given.code()) {
            List<Long> numbers = Given.numbers(line);
            long charged = numbers.remove(numbers.size() - 1);
            least = Math.min(least, numbers.stream().mapToLong(n -> n).sum() - charged);
        }
        return List.of("" + least);
    }

    private static List<String> victim(Given given) {
        long thousandth = given.find("limit of (\\d+) pages") / 1000;
        String victim = "";
        long worst = Long.MIN_VALUE;
        for (String line : given.code().subList(1, given.code().size())) {
            String[] words = line.split(" +");
            long badness = Long.parseLong(words[1]) + Long.parseLong(words[2]) * thousandth;
            if (words[0].startsWith("web") && !words[2].equals("-1000") && badness >= worst) {
                worst = badness;
                victim = words[3];
            }
        }
        return List.of(victim);
    }
}
