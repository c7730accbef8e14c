package mm.grader;

import org.assertj.core.presentation.StandardRepresentation;

/** How AssertJ writes numbers in what checks say: without Java's suffix, and addresses in hex. */
public final class MachineNumbers extends StandardRepresentation {
    private static final long PAGE = 4096;
    private static final long MAX_COUNT = 0xffff_ffffL;

    @Override
    protected String toStringOf(Long number) {
        boolean large = number > Short.MAX_VALUE || number < -PAGE;
        boolean isAddress = large && (number % PAGE == 0 || Math.abs(number) > MAX_COUNT);
        return isAddress ? Shown.number(number) : number.toString(); // a badness below zero is no address
    }
}
