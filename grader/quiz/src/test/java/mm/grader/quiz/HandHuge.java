package mm.grader.quiz;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Memory as a set of page numbers, and one of the 2 MB areas that were touched as a whole. */
final class HandHuge {
    static final Map<String, Function<Given, List<String>>> SOLVERS = Map.of("huge-rss", HandHuge::resident);

    private HandHuge() {}

    private static List<String> resident(Given given) {
        List<Long> mapping = Given.numbers(given.code().get(0));
        long first = mapping.get(1) >> 12;
        long end = first + (mapping.get(0) >> 12);
        Set<Long> pages = new HashSet<>();
        Set<Long> areas = new HashSet<>();
        for (String line : given.code().subList(2, given.code().size())) {
            long page = Given.numbers(line).get(0) >> 12;
            long area = page >> 9;
            boolean fits = first <= area << 9 && (area + 1) << 9 <= end;
            if (line.startsWith("madvise")) {
                pages.remove(page);
            } else if (fits && areas.add(area)) {
                for (long each = area << 9; each < (area + 1) << 9; each++) {
                    pages.add(each);
                }
            } else {
                pages.add(page);
            }
        }
        return List.of("" + pages.size() * 4);
    }
}
