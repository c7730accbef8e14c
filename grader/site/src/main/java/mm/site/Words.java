package mm.site;

import java.util.Locale;
import mm.text.Catalogue;
import mm.text.Sentences;

/** The few words of the site's own, in both languages. */
final class Words {
    private static final Sentences ALL = new Sentences("mm.site.site");
    private static final Catalogue ENGLISH = ALL.in(Locale.ENGLISH);
    private static final Catalogue CHINESE = ALL.in(Locale.CHINESE);

    private Words() {}

    static String say(String key, boolean chinese) {
        return (chinese ? CHINESE : ENGLISH).say(key);
    }
}
