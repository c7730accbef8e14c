package mm.grader;

import org.assertj.core.presentation.StandardRepresentation;

/** How AssertJ writes numbers in what checks say: without Java's suffix, and addresses in hex. */
public final class MachineNumbers extends StandardRepresentation {
    private static final long PAGE = 4096;
    private static final long MAX_COUNT = 0xffff_ffffL;

    @Override
    protected String toStringOf(Long number) {
        boolean isAddress = number > Short.MAX_VALUE && (number % PAGE == 0 || number > MAX_COUNT);
        return isAddress || number < -PAGE ? Shown.number(number) : number.toString();
    }
}
