package mm.procfs;

/** The columns that top shows, which are also the keys that {@code -o} sorts by. */
public enum TopField {
    /** The process id. */
    PID("PID", 7),
    /** The name of the user. */
    USER("USER", 8),
    /** The priority of the scheduler. */
    PR("PR", 3),
    /** The nice value. */
    NI("NI", 3),
    /** What is mapped, touched or not. */
    VIRT("VIRT", 7),
    /** What is in memory now. */
    RES("RES", 6),
    /** The part of RES that others may share. */
    SHR("SHR", 6),
    /** The state. */
    S("S", 1),
    /** The share of one processor since the last look. */
    CPU("%CPU", 5),
    /** RES as a share of MemTotal. */
    MEM("%MEM", 5),
    /** Processor time so far. */
    TIME("TIME+", 9),
    /** The name of the command. */
    COMMAND("COMMAND", 7);

    private final String title;
    private final int width;

    TopField(String title, int width) {
        this.title = title;
        this.width = width;
    }

    /** Returns the title of the column. */
    public String title() {
        return title;
    }

    /**
     * Returns the column's width in characters. PID may be less wide, and V3 has narrower shares, see {@link TopView};
     * COMMAND has the rest of the line, and is left out where that is less than this.
     */
    public int width() {
        return width;
    }

    /** Tells whether the text of the column is on its left: names are, numbers are on the right. */
    public boolean isLeft() {
        return this == USER || this == COMMAND;
    }

    /**
     * Finds a column by its title; as in top, the case of letters does not matter.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static TopField of(String title) {
        for (TopField field : values()) {
            if (field.title.equalsIgnoreCase(title)) {
                return field;
            }
        }
        throw new IllegalArgumentException("unrecognized field name '" + title + "'");
    }
}
