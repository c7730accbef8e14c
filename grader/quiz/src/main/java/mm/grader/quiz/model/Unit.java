package mm.grader.quiz.model;

/** What a number counts. Numbers of the same dimension are converted into each other when an answer is read. */
public enum Unit {
    /** A plain number. */
    NONE(0, 1, Text.NONE),
    /** Bytes. */
    BYTES(1, 1, Text.say("unit.bytes")),
    /** 1024 bytes, as {@code /proc} writes it. */
    KB(1, 1 << 10, Text.same("kB")),
    /** 1024 kB. */
    MB(1, 1 << 20, Text.same("MB")),
    /** 1024 MB. */
    GB(1, 1 << 30, Text.same("GB")),
    /** Nanoseconds. */
    NS(2, 1, Text.same("ns")),
    /** Microseconds. */
    US(2, 1_000, Text.same("µs")),
    /** Milliseconds. */
    MS(2, 1_000_000, Text.same("ms")),
    /** Pages of 4096 bytes. */
    PAGES(3, 1, Text.say("unit.pages")),
    /** Hundredths. */
    PERCENT(4, 1, Text.same("%"));

    private final int dimension;
    private final long factor;
    private final Text text;

    Unit(int dimension, long factor, Text text) {
        this.dimension = dimension;
        this.factor = factor;
        this.text = text;
    }

    /** Returns how it is written behind a number; empty for a plain number. */
    public Text text() {
        return text;
    }

    /** Returns how many of the smallest unit of its dimension it is. */
    public long factor() {
        return factor;
    }

    /** Tells whether numbers of this unit can be converted into the other. */
    public boolean measuresLike(Unit other) {
        return dimension == other.dimension;
    }

    /** Returns the unit that people write with these letters, in lower case, where this one is asked for; null for none. */
    public Unit named(String letters) {
        Unit unit = lookUp(letters);
        return unit != null && (unit == NONE || measuresLike(unit) || (this == NONE && unit == PAGES)) ? unit : null;
    }

    private Unit lookUp(String letters) {
        return switch (letters) {
            case "" -> this;
            case "b", "byte", "bytes", "字节" -> BYTES;
            case "k", "kb", "kib", "千字节" -> KB;
            case "m", "mb", "mib" -> MB;
            case "g", "gb", "gib" -> GB;
            case "ns", "纳秒" -> NS;
            case "us", "µs", "μs", "微秒" -> US;
            case "ms", "毫秒" -> MS;
            case "page", "pages", "页", "个页", "frames", "frame", "页框" -> PAGES;
            case "%", "percent" -> PERCENT;
            case "times", "faults", "hits", "misses", "tables", "次", "个", "项" -> this == NONE ? NONE : null;
            default -> null;
        };
    }
}
