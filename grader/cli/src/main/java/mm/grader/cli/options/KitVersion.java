package mm.grader.cli.options;

import java.util.Locale;
import mm.grader.kit.KitProperties;
import mm.grader.text.Language;
import mm.grader.text.Texts;
import mm.text.Catalogue;
import picocli.CommandLine.IVersionProvider;

/** What {@code mm --version} says: what whoever reports a fault is asked for. */
public final class KitVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        Catalogue texts = Texts.in(Language.of(KitProperties.language(), Locale.getDefault()));
        String commit = KitProperties.commit();
        return new String[] {
            commit.isEmpty()
                    ? texts.say("version.kit", KitProperties.version())
                    : texts.say("version.kit-of-commit", KitProperties.version(), commit),
            texts.say("version.java", System.getProperty("java.version"), System.getProperty("java.vendor")),
            texts.say("version.recordings", KitProperties.recordings())
        };
    }
}
