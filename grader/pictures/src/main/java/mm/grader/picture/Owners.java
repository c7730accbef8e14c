package mm.grader.picture;

import java.util.ArrayList;
import java.util.List;

/** Letters, colours and names of those who own frames, swap slots and TLB entries. */
public final class Owners {
    /** A free frame or slot. */
    public static final Owner FREE = new Owner('.', "o-free", "owner.free");
    /** The shared zero page. */
    public static final Owner ZERO = new Owner('z', "o-zero", "owner.zero");
    /** A page table. */
    public static final Owner TABLE = new Owner('t', "o-table", "owner.table");
    /** A page of a file. */
    public static final Owner FILE = new Owner('f', "o-file", "owner.file");
    /** A page of shared memory. */
    public static final Owner SHARED_MEMORY = new Owner('s', "o-shm", "owner.shm");
    /** A page that several processes map since a fork. */
    public static final Owner SEVERAL = new Owner('+', "o-many", "owner.several");
    /** A page that is in the swap cache, and that nobody maps. */
    public static final Owner SWAP_CACHE = new Owner('w', "o-cache", "owner.swap-cache");
    /** A frame that no table and no list of the machine explains. */
    public static final Owner KERNEL = new Owner('k', "o-kernel", "owner.kernel");
    /** The header of the swap area. */
    public static final Owner HEADER = new Owner('h', "o-kernel", "owner.header");
    /** A page in memory. */
    public static final Owner PRESENT = new Owner('P', "o0", "owner.present");
    /** A page swapped out. */
    public static final Owner SWAPPED = new Owner('S', "o-cache", "owner.swapped");

    /** A page never touched, or dropped. */
    public static final Owner UNTOUCHED = new Owner('.', "o-free", "owner.untouched");

    /** The allocator's own table. */
    public static final Owner HEAP_TABLE = new Owner('T', "o-kernel", "owner.heap-table");
    /** A block in use. */
    public static final Owner HEAP_USED = new Owner('#', "o0", "owner.heap-used");
    /** A chunk in the tcache. */
    public static final Owner HEAP_TCACHE = new Owner('c', "o1", "owner.heap-tcache");
    /** A chunk in a fastbin. */
    public static final Owner HEAP_FAST = new Owner('f', "o-file", "owner.heap-fast");
    /** A chunk in unsorted or a bin. */
    public static final Owner HEAP_FREE = new Owner('b', "o-shm", "owner.heap-free");
    /** The end of the heap. */
    public static final Owner HEAP_TOP = new Owner('t', "o-many", "owner.heap-top");

    private static final String LETTERS = "ABCDEGHIJKLMNOQRUVXYZ";
    private static final int COLOURS = 5;

    private final List<Owner> tasks = new ArrayList<>();

    /**
     * One owner.
     *
     * @param letter is in cells, so that the colour need not be seen
     * @param style the class of the colour
     * @param name of a process its name, of others the key of the sentence that names them
     */
    public record Owner(char letter, String style, String name) {
        /** Returns the name for people. */
        public String name(Words words) {
            return name.startsWith("owner.") ? words.say(name) : name.substring(1);
        }
    }

    /** Returns the owner for a process, the same for the same number. */
    public Owner task(int number, String name) {
        while (tasks.size() <= number) {
            tasks.add(null);
        }
        if (tasks.get(number) == null) {
            String letter = LETTERS.substring(number % LETTERS.length(), number % LETTERS.length() + 1);
            // The blank in front keeps a process's name apart from a key, whatever the name is.
            tasks.set(number, new Owner(letter.charAt(0), "o" + number % COLOURS, " " + name));
        }
        return tasks.get(number);
    }
}
