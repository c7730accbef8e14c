package mm.grader.quiz.kinds;

import static mm.grader.quiz.model.Text.say;

import java.util.ArrayList;
import java.util.List;
import mm.grader.quiz.model.Draft;
import mm.grader.quiz.model.Hexes;
import mm.grader.quiz.model.Kind;
import mm.grader.quiz.model.QuizAnswer;
import mm.grader.quiz.model.Text;
import mm.grader.quiz.model.Topic;
import mm.grader.quiz.model.Unit;
import mm.pagetable.Geometry;
import mm.pagetable.PageTable;

/** Whose addresses are whose: canonical, the user's, the kernel's. */
final class AddressSpaceSplit {
    private static final int OPTIONS = 4;

    private AddressSpaceSplit() {}

    static List<Kind> kinds() {
        return List.of(
                new Kind("canonical", Topic.ADDRESSES, AddressSpaceSplit::canonical),
                new Kind("user-kernel", Topic.ADDRESSES, AddressSpaceSplit::whose),
                new Kind("space-split", Topic.ADDRESSES, AddressSpaceSplit::split));
    }

    /** Returns an address that is nearly canonical: a few bits decide. */
    private static long near(Draft q, Geometry geometry) {
        int bits = geometry.addressBits();
        long low = q.dice().next() >>> (64 - bits);
        long sign = q.dice().oneIn(2) ? -1L << bits : 0;
        return q.dice().oneIn(2)
                ? low | sign
                : ((low << (64 - bits)) >> (64 - bits)) ^ (q.dice().oneIn(2) ? 1L << bits : 0);
    }

    private static boolean canonical(Draft q) {
        Geometry geometry = q.level() == 3 && q.dice().oneIn(2) ? Geometry.X86_64_LA57 : Geometry.X86_64;
        PageTable table = Addresses.table(q, geometry);
        boolean wanted = q.level() != 2;
        List<Text> wrong = new ArrayList<>();
        Text right = null;
        List<Long> all = new ArrayList<>();
        while (right == null || wrong.size() < OPTIONS - 1) {
            long address = near(q, geometry);
            boolean fits = table.isCanonical(address) == wanted;
            if (fits && right == null) {
                right = Addresses.code(geometry, address);
                all.add(address);
            } else if (!fits && wrong.size() < OPTIONS - 1) {
                wrong.add(Addresses.code(geometry, address));
                all.add(address);
            }
        }
        if (wrong.stream().distinct().count() < OPTIONS - 1) {
            return false;
        }
        q.ask(
                wanted
                        ? "address-space-split.only-one-of-these-addresses"
                        : "address-space-split.all-of-these-addresses-but",
                Shapes.name(geometry));
        q.choose(right, wrong.toArray(Text[]::new));
        int top = geometry.addressBits() - 1;
        q.because("address-space-split.an-address-is-canonical-if", top);
        q.becauseCode(all.stream()
                .map(address -> Shapes.address(geometry, address) + "  " + Hexes.bits(address >>> top, 64 - top)
                        + (table.isCanonical(address) ? "  canonical" : "  not canonical"))
                .toList());
        return true;
    }

    private static boolean whose(Draft q) {
        Geometry geometry = q.level() == 1 ? Geometry.X86_32 : q.level() == 2 ? Geometry.X86_64 : Geometry.X86_64_LA57;
        PageTable table = Addresses.table(q, geometry);
        int wanted = q.dice().below(q.level() == 1 ? 2 : 3);
        long address = q.level() == 1 ? q.dice().next() >>> 32 : near(q, geometry);
        int answer = !table.isCanonical(address) ? 2 : table.isKernel(address) ? 1 : 0;
        if (answer != wanted) {
            return false;
        }
        q.ask(
                "address-space-split.the-kernel-has-the-addresses",
                Shapes.name(geometry),
                Shapes.address(geometry, geometry.kernelStart()));
        q.askCode(List.of(Shapes.address(geometry, address)));
        q.chooseInOrder(
                answer,
                say("address-space-split.the-program-s-own-user"),
                say("address-space-split.the-kernel-s"),
                say("address-space-split.nobody-s-it-is-not-canonical"));
        int top = geometry.addressBits() - 1;
        if (geometry.pointerBits() > geometry.addressBits()) {
            q.because(
                    "address-space-split.bits-63-to-are",
                    top,
                    Hexes.bits(address >>> top, 64 - top),
                    answer == 2
                            ? say("address-space-split.not-all-equal-so-not")
                            : say("address-space-split.all-equal"));
        }
        if (answer != 2) {
            q.because(
                    answer == 1
                            ? "address-space-split.it-is-not-below-the-kernel-s"
                            : "address-space-split.it-is-below-the-user-s",
                    Shapes.address(geometry, geometry.kernelStart()));
        }
        return true;
    }

    private static boolean split(Draft q) {
        Geometry of = q.level() == 1 ? Geometry.X86_32 : q.level() == 2 ? Geometry.X86_64 : Geometry.X86_64_LA57;
        int entries = 1 << of.levelBits().get(0);
        long span = Addresses.table(q, of).span(of.levels() - 1);
        int wanted = q.level() == 1 ? 32 * q.dice().from(2, 24) : q.dice().from(2, 255);
        long start = (of.pointerBits() == 32 ? 1L << 32 : 0) - wanted * span;
        Geometry geometry = new Geometry(of.name(), of.entryBytes(), of.levelBits(), start, of.physicalBits());
        PageTable table = Addresses.table(q, geometry);
        int kernel = 0;
        for (int i = 0; i < entries; i++) {
            int up = of.pointerBits() == 32 ? 0 : 64 - of.addressBits();
            kernel += table.isKernel(((i * span) << up) >> up) ? 1 : 0;
        }
        Unit unit = q.level() == 1 ? Unit.MB : Unit.GB;
        long size = kernel * span / unit.factor();
        q.ask(
                "address-space-split.a-kernel-keeps-all-addresses",
                Shapes.name(geometry),
                Shapes.address(geometry, start),
                entries,
                unit.text());
        q.part(say("address-space-split.entries"), QuizAnswer.number(kernel));
        q.part(say("address-space-split.size"), QuizAnswer.number(size, unit));
        q.because("address-space-split.one-entry-of-the-root-is-for", span / unit.factor(), unit.text());
        q.because(
                "address-space-split.the-first-address-of-the",
                table.index(geometry.levels(), start),
                entries - 1,
                kernel,
                size,
                unit.text());
        return true;
    }
}
