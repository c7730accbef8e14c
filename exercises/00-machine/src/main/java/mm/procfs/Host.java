package mm.procfs;

import java.util.Map;

/**
 * What the tools learn from other places than /proc.
 *
 * @param clock the time of day for top's first line, for example {@code 12:00:00}
 * @param sessions how many users are logged in (from utmp)
 * @param users the names of user ids ({@code /etc/passwd})
 */
public record Host(String clock, int sessions, Map<Integer, String> users) {
    /** The clock, the empty utmp, and the fixed part of Debian's passwd, as the recordings were made with. */
    public static final Host DEBIAN = new Host(
            "12:00:00",
            0,
            Map.ofEntries(
                    Map.entry(0, "root"),
                    Map.entry(1, "daemon"),
                    Map.entry(2, "bin"),
                    Map.entry(3, "sys"),
                    Map.entry(4, "sync"),
                    Map.entry(5, "games"),
                    Map.entry(6, "man"),
                    Map.entry(7, "lp"),
                    Map.entry(8, "mail"),
                    Map.entry(9, "news"),
                    Map.entry(10, "uucp"),
                    Map.entry(13, "proxy"),
                    Map.entry(33, "www-data"),
                    Map.entry(34, "backup"),
                    Map.entry(38, "list"),
                    Map.entry(39, "irc"),
                    Map.entry(42, "_apt"),
                    Map.entry(65534, "nobody")));

    /** Copies the map. */
    public Host {
        users = Map.copyOf(users);
    }

    /** Returns the name of a user, or the number as text if nobody has that id. */
    public String userName(int uid) {
        return users.getOrDefault(uid, String.valueOf(uid));
    }
}
