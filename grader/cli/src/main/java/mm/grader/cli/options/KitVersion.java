package mm.grader.cli.options;

import mm.grader.kit.KitProperties;
import picocli.CommandLine.IVersionProvider;

/** What {@code mm --version} says: what whoever reports a fault is asked for. */
public final class KitVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String commit = KitProperties.commit();
        return new String[] {
            "Linux Memory Kit " + KitProperties.version() + (commit.isEmpty() ? "" : " (commit " + commit + ")"),
            "Java " + System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")",
            "recordings of " + KitProperties.recordings()
        };
    }
}
