package mm.procfs;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How free writes an amount. */
final class Scale {
    private final boolean isOld;
    private final boolean isDecimal;
    private final long base;
    private final FreeOptions options;

    Scale(FreeOptions options) {
        this.options = options;
        isOld = options.procps() == Procps.V3;
        isDecimal = options.si();
        base = options.base();
    }

    String text(long kb) {
        // from step 2
        return options.human() ? human(kb) : "" + cut(kb, options.unit());
        // before step 2
        // return "" + kb;
        // end
    }

    private long power(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= base;
        }
        return power;
    }

    private long cut(long kb, int unit) {
        if (unit == 0) {
            return kb << 10;
        }
        if (!isOld) {
            return (kb << 10) / power(unit);
        }
        boolean isKilobyte = unit == 1 && isDecimal;
        return isKilobyte ? (long) (kb / 0.9765625) : kb / power(unit - 1);
    }

    private float exact(long kb, int unit) {
        return isOld ? (float) (kb / (double) power(unit - 1)) : (float) (kb * 1024.0 / power(unit));
    }

    private String human(long kb) {
        return Stream.concat(
                        Stream.ofNullable(ifShort(cut(kb, 0) + "B", 4)),
                        IntStream.rangeClosed(1, 5).boxed().flatMap(unit -> forms(kb, unit)))
                .findFirst()
                .orElse("");
    }

    private Stream<String> forms(long kb, int unit) {
        String letter = "KMGTP".substring(unit - 1, unit) + (isOld || isDecimal ? "" : "i");
        int most = isOld || isDecimal ? 4 : 5;
        String whole = ifShort(cut(kb, unit) + letter, most);
        if (isOld && unit == 1) {
            return Stream.ofNullable(whole);
        }
        String fine = ifShort(Printf.fixed(exact(kb, unit), 1) + letter, most);
        return Stream.concat(Stream.ofNullable(fine), Stream.ofNullable(whole));
    }

    private static String ifShort(String text, int most) {
        return text.length() > most ? null : text;
    }
}
