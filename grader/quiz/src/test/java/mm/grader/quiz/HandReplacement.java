package mm.grader.quiz;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The textbook's policies: a queue, a list, a ring of frames with a hand, all futures tried, two queues with bits. */
final class HandReplacement {
    static final Map<String, Function<Given, List<String>>> SOLVERS = Map.of(
            "replace-fifo", given -> both(given, new Queue(false)),
            "replace-lru", given -> both(given, new Queue(true)),
            "replace-clock", given -> both(given, new Ring()),
            "replace-two-lists", given -> both(given, new TwoQueues()),
            "replace-opt", HandReplacement::best,
            "belady", HandReplacement::belady,
            "next-victims", HandReplacement::next);

    private HandReplacement() {}

    /** A policy that also holds the pages. */
    private interface Policy {
        boolean use(long page);

        void insert(long page);

        long evict();

        Set<Long> pages();
    }

    private static int faults(List<Long> string, int frames, Policy policy) {
        int faults = 0;
        for (long page : string) {
            if (!policy.use(page)) {
                faults++;
                if (policy.pages().size() == frames) {
                    policy.evict();
                }
                policy.insert(page);
            }
        }
        return faults;
    }

    private static String show(Iterable<Long> pages) {
        List<String> words = new ArrayList<>();
        pages.forEach(page -> words.add("" + page));
        return String.join(" ", words);
    }

    private static List<String> both(Given given, Policy policy) {
        int frames = (int) given.find("(\\d+) frames");
        int faults = faults(Given.numbers(given.code().get(0)), frames, policy);
        return List.of("" + faults, show(new TreeSet<>(policy.pages())));
    }

    private static List<String> belady(Given given) {
        List<Long> string = Given.numbers(given.code().get(0));
        int few = (int) given.find("with (\\d+) frames");
        return List.of("" + faults(string, few, new Queue(false)), "" + faults(string, few + 1, new Queue(false)));
    }

    private static List<String> next(Given given) {
        if (given.says("clock's hand")) {
            Ring ring = new Ring();
            for (String page : given.code().get(0).split(" ")) {
                ring.insert(Long.parseLong(page.replace("*", "")));
            }
            ring.bits.clear();
            for (String page : given.code().get(0).split(" ")) {
                if (page.endsWith("*")) {
                    ring.use(Long.parseLong(page.replace("*", "")));
                }
            }
            return List.of(evicted(given, ring, "Now (\\d+) more"));
        }
        Policy policy = given.says("FIFO") ? new Queue(false) : given.says("LRU") ? new Queue(true) : new TwoQueues();
        faults(Given.numbers(given.code().get(0)), (int) given.find("(\\d+) frames"), policy);
        return List.of(evicted(given, policy, "Then (\\d+) more"));
    }

    private static String evicted(Given given, Policy policy, String count) {
        List<Long> gone = new ArrayList<>();
        for (long i = given.find(count); i > 0; i--) {
            gone.add(policy.evict());
        }
        return show(gone);
    }

    /** The fewest faults of all ways to evict, found by trying all of them. */
    private static List<String> best(Given given) {
        List<Long> string = Given.numbers(given.code().get(0));
        int frames = (int) given.find("(\\d+) frames");
        Map<Set<Long>, Integer> states = new HashMap<>(Map.of(Set.of(), 0));
        for (long page : string) {
            Map<Set<Long>, Integer> after = new HashMap<>();
            states.forEach((pages, faults) -> {
                if (pages.contains(page)) {
                    after.merge(pages, faults, Math::min);
                    return;
                }
                Set<Long> more = new HashSet<>(pages);
                more.add(page);
                if (pages.size() < frames) {
                    after.merge(more, faults + 1, Math::min);
                    return;
                }
                for (long victim : pages) {
                    Set<Long> left = new HashSet<>(more);
                    left.remove(victim);
                    after.merge(left, faults + 1, Math::min);
                }
            });
            states = after;
        }
        int fewest = states.values().stream().mapToInt(Integer::intValue).min().orElseThrow();
        return List.of("" + fewest, show(new TreeSet<>(farthest(string, frames))));
    }

    private static Set<Long> farthest(List<Long> string, int frames) {
        Set<Long> memory = new HashSet<>();
        for (int i = 0; i < string.size(); i++) {
            if (!memory.contains(string.get(i)) && memory.size() == frames) {
                List<Long> rest = string.subList(i, string.size());
                long victim = memory.stream()
                        .max((a, b) -> Integer.compare(when(rest, a), when(rest, b)))
                        .orElseThrow();
                memory.remove(victim);
            }
            memory.add(string.get(i));
        }
        return memory;
    }

    private static int when(List<Long> rest, long page) {
        int at = rest.indexOf(page);
        return at < 0 ? rest.size() : at;
    }

    /** A queue by arrival, or by last use. */
    private static final class Queue implements Policy {
        private final boolean byUse;
        private final Deque<Long> queue = new ArrayDeque<>();

        Queue(boolean byUse) {
            this.byUse = byUse;
        }

        @Override
        public boolean use(long page) {
            boolean here = queue.contains(page);
            if (here && byUse) {
                queue.remove(page);
                queue.addLast(page);
            }
            return here;
        }

        @Override
        public void insert(long page) {
            queue.addLast(page);
        }

        @Override
        public long evict() {
            return queue.removeFirst();
        }

        @Override
        public Set<Long> pages() {
            return new HashSet<>(queue);
        }
    }

    /** Frames in a ring; a new page takes the frame that the hand has just emptied, or a new frame at the end. */
    private static final class Ring implements Policy {
        private final List<Long> frames = new ArrayList<>();
        private final Set<Long> bits = new HashSet<>();
        private int hand;
        private int empty = -1;

        @Override
        public boolean use(long page) {
            if (frames.contains(page)) {
                bits.add(page);
            }
            return frames.contains(page);
        }

        @Override
        public void insert(long page) {
            bits.add(page);
            if (empty >= 0) {
                frames.set(empty, page);
                empty = -1;
            } else {
                frames.add(page);
            }
        }

        @Override
        public long evict() {
            while (frames.get(hand) < 0 || bits.remove(frames.get(hand))) {
                hand = (hand + 1) % frames.size();
            }
            long victim = frames.set(hand, -1L);
            empty = hand;
            hand = (hand + 1) % frames.size();
            return victim;
        }

        @Override
        public Set<Long> pages() {
            Set<Long> pages = new HashSet<>(frames);
            pages.remove(-1L);
            return pages;
        }
    }

    /** Inactive and active, accessed and referenced, and the shadow of what was evicted. */
    private static final class TwoQueues implements Policy {
        private final Deque<Long> inactive = new ArrayDeque<>();
        private final Deque<Long> active = new ArrayDeque<>();
        private final Set<Long> accessed = new HashSet<>();
        private final Set<Long> referenced = new HashSet<>();
        private final Map<Long, Integer> shadows = new HashMap<>();
        private int age;

        @Override
        public boolean use(long page) {
            if (pages().contains(page)) {
                accessed.add(page);
            }
            return pages().contains(page);
        }

        @Override
        public void insert(long page) {
            Integer then = shadows.remove(page);
            accessed.add(page);
            if (then != null && age - then <= active.size()) {
                active.addLast(page);
                age++;
            } else {
                inactive.addLast(page);
            }
        }

        @Override
        public long evict() {
            while (true) {
                if (active.size() > inactive.size()) {
                    for (int i = Math.min(32, active.size()); i > 0; i--) {
                        long page = active.removeFirst();
                        accessed.remove(page);
                        inactive.addLast(page);
                    }
                }
                long page = inactive.removeFirst();
                if (!accessed.remove(page)) {
                    referenced.remove(page);
                    shadows.put(page, age);
                    age++;
                    return page;
                }
                if (referenced.add(page)) {
                    inactive.addLast(page);
                } else {
                    active.addLast(page);
                    age++;
                }
            }
        }

        @Override
        public Set<Long> pages() {
            Set<Long> pages = new HashSet<>(inactive);
            pages.addAll(active);
            return pages;
        }
    }
}
