package mm.procfs;

/** The columns that top shows, which are also the keys that {@code -o} sorts by. */
public enum TopField {
    /** The process id. */
    PID("PID"),
    /** The user's name. */
    USER("USER"),
    /** The scheduler's priority. */
    PR("PR"),
    /** The nice value. */
    NI("NI"),
    /** What is mapped, touched or not. */
    VIRT("VIRT"),
    /** What is in memory now. */
    RES("RES"),
    /** The part of RES that others may share. */
    SHR("SHR"),
    /** The state. */
    S("S"),
    /** The share of one processor since the last look. */
    CPU("%CPU"),
    /** RES as a share of MemTotal. */
    MEM("%MEM"),
    /** Processor time so far. */
    TIME("TIME+"),
    /** The command's name. */
    COMMAND("COMMAND");

    private final String title;

    TopField(String title) {
        this.title = title;
    }

    /** Returns the column's title. */
    public String title() {
        return title;
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
