package mm.grader.picture;

/** What a page that holds pictures needs of them. */
public final class Pictures {
    private Pictures() {}

    /** Returns the style sheet of the shapes, for a page that draws them itself into an element of class {@code mmp}. */
    public static String style() {
        return Svg.style();
    }

    /** Returns a text so that no browser takes any of it for markup: for element contents and quoted attributes. */
    public static String escape(String text) {
        return Svg.escape(text);
    }
}
