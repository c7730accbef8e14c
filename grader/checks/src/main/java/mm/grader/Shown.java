package mm.grader;

import java.util.ArrayList;
import java.util.List;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.oom.OomKiller;

/** Numbers of the machine as people read them: addresses in hex, entries of page tables by the names of their bits. */
public final class Shown {
    private static final long MAX_DECIMAL = 0xffff;
    private static final String UNKILLABLE = "UNKILLABLE";
    private static final long MAX_BELOW_ZERO = 255;
    private static final String[] NAMES = {
        "PRESENT", "WRITE", "USER", "ACCESSED", "DIRTY", "LARGE", "PROT_NONE", "SPECIAL", "NX"
    };
    private static final long[] BITS = {
        Pte.PRESENT, Pte.WRITE, Pte.USER, Pte.ACCESSED, Pte.DIRTY, Pte.LARGE, Pte.PROT_NONE, Pte.SPECIAL, Pte.NX
    };

    private Shown() {}

    /** Returns a number: small ones as they are, larger ones and what is negative as an address, in hex. */
    public static String number(long value) {
        if (value == OomKiller.UNKILLABLE) {
            return UNKILLABLE;
        }
        return value >= -MAX_BELOW_ZERO && value <= MAX_DECIMAL ? Long.toString(value) : "0x" + Long.toHexString(value);
    }

    /** Returns a number of bytes or pages, or the name of what stands for none. */
    public static String count(long value) {
        return value == OomKiller.UNKILLABLE ? UNKILLABLE : Long.toString(value);
    }

    /** Returns an address. */
    public static String address(long value) {
        return "0x" + Long.toHexString(value);
    }

    /** Returns an entry as the call of {@link Pte} that makes it, or the name of what it is. */
    public static String entry(long pte) {
        if (pte == 0) {
            return "0";
        }
        if (pte == PhysicalMemory.POISON || pte == (PhysicalMemory.POISON & 0xffff_ffffL)) {
            return "POISON";
        }
        if (Pte.isSwap(pte)) {
            return pte == Pte.swap(Pte.swapType(pte), Pte.swapOffset(pte))
                    ? "Pte.swap(" + Pte.swapType(pte) + ", " + Pte.swapOffset(pte) + ")"
                    : "0x" + Long.toHexString(pte);
        }
        return "Pte.of(" + Pte.pfn(pte) + ", " + flags(Pte.flags(pte)) + ")";
    }

    /** Returns the bits of an entry by their names. */
    public static String flags(long flags) {
        if (flags == Pte.TABLE) {
            return "TABLE";
        }
        List<String> names = new ArrayList<>();
        long left = flags;
        for (int i = 0; i < BITS.length; i++) {
            if ((left & BITS[i]) != 0) {
                names.add(NAMES[i]);
                left &= ~BITS[i];
            }
        }
        if (left != 0 || names.isEmpty()) {
            names.add(left == 0 ? "0" : "0x" + Long.toHexString(left));
        }
        return String.join("|", names);
    }
}
