package mm.grader.kit;

/** Text within HTML and XML. */
public final class Markup {
    private Markup() {}

    /** Returns untrusted text as HTML and XML have it, in elements and in quoted attributes. */
    public static String escape(String text) {
        return Untrusted.text(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
