package mm.grader.checks.pagetable;

import static mm.grader.Labels.say;
import static mm.grader.checks.pagetable.TableBuilder.GB;
import static mm.grader.checks.pagetable.TableBuilder.GEOMETRIES;
import static mm.grader.checks.pagetable.TableBuilder.MB;
import static mm.grader.checks.pagetable.TableBuilder.TB;
import static mm.grader.checks.pagetable.TableBuilder.hex;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import mm.grader.Check;
import mm.grader.Graded;
import mm.machine.Exercise;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.pagetable.Geometry;
import mm.pagetable.PageTable;
import org.junit.jupiter.api.Order;

/** The arithmetic of addresses: no table is touched yet. */
@Graded(exercise = Exercise.PAGE_TABLE, step = 1, title = "Taking an address apart")
public class Step1AddressCheck {
    private static PageTable table(Parts parts, Geometry geometry) {
        return parts.pageTable(geometry, new PhysicalMemory(8));
    }

    @Order(1)
    @Check(
            points = 4,
            hints = {
                "How many pages of 4 KB are there in 4 GB? A flat table has one entry for each, used or not.",
                "2^48 bytes have 2^36 pages: compute with long, an int is too small.",
                "docs/01-page-table.md: Why not one long array?"
            })
    void a_flat_table_needs_an_entry_for_each_page_of_the_address_space(Parts parts) {
        assertThat(table(parts, Geometry.X86_32).flatEntries())
                .as(say("step1-address-check.entries-of-a-flat-table"))
                .isEqualTo(1_048_576);
        assertThat(table(parts, Geometry.X86_64).flatEntries())
                .as(say("step1-address-check.entries-of-a-flat-table-2"))
                .isEqualTo(68_719_476_736L);
        assertThat(table(parts, Geometry.X86_64_LA57).flatEntries())
                .as(say("step1-address-check.entries-of-a-flat-table-3"))
                .isEqualTo(35_184_372_088_832L);
    }

    @Order(2)
    @Check(
            points = 6,
            hints = {
                "Level 1 uses the bits from 12 on; each level begins where the one below it ends.",
                "Shift right without sign (>>>), then keep as many bits as the level has:"
                        + " include/linux/pgtable.h pte_index, pmd_index, pgd_index.",
                "docs/01-page-table.md: An address, taken apart"
            })
    void each_level_takes_its_own_bits_of_the_address(Parts parts, Random random) {
        PageTable x86 = table(parts, Geometry.X86_32);
        demandIndices(x86, 0xc0a0_1fffL, 513, 770);
        PageTable x64 = table(parts, Geometry.X86_64);
        demandIndices(x64, 0x0000_7fff_ffff_f000L, 511, 511, 511, 255);
        demandIndices(x64, 128 * TB - 1, 511, 511, 511, 255);
        demandIndices(x64, 0xffff_8880_0040_3abcL, 3, 2, 0, 273);
        for (Geometry geometry : GEOMETRIES) {
            PageTable table = table(parts, geometry);
            for (int i = 0; i < 100; i++) {
                int[] indices = new int[geometry.levels()];
                long address = random.nextInt(4096);
                int shift = 12;
                for (int level = 1; level <= geometry.levels(); level++) {
                    int bits = geometry.levelBits().get(level - 1);
                    indices[level - 1] = random.nextInt(1 << bits);
                    address |= (long) indices[level - 1] << shift;
                    shift += bits;
                }
                demandIndices(table, TableBuilder.canonical(geometry, address), indices);
            }
        }
    }

    private static void demandIndices(PageTable table, long address, int... indices) {
        for (int level = 1; level <= indices.length; level++) {
            assertThat(table.index(level, address))
                    .as(say(
                            "step1-address-check.index-into-the-level-table",
                            table.geometry().name(),
                            level,
                            hex(address)))
                    .isEqualTo(indices[level - 1]);
        }
    }

    @Order(3)
    @Check(
            points = 4,
            hints = {
                "One entry of level 1 spans a page; a table of level 1 spans as many pages as it has entries.",
                "A table of level n spans what one entry of level n+1 does: arch/x86/include/asm/pgtable_64_types.h"
                        + " PMD_SIZE, PUD_SIZE, PGDIR_SIZE.",
                "docs/01-page-table.md: An address, taken apart"
            })
    void a_table_spans_more_the_higher_its_level(Parts parts) {
        demandSpans(table(parts, Geometry.X86_32), 4 * MB, 4 * GB);
        demandSpans(table(parts, Geometry.X86_64), 2 * MB, GB, 512 * GB, 256 * TB);
        demandSpans(table(parts, Geometry.X86_64_LA57), 2 * MB, GB, 512 * GB, 256 * TB, 131_072 * TB);
    }

    private static void demandSpans(PageTable table, long... spans) {
        for (int level = 1; level <= spans.length; level++) {
            assertThat(table.span(level))
                    .as(say(
                            "step1-address-check.bytes-that-one-level-table",
                            table.geometry().name(),
                            level))
                    .isEqualTo(spans[level - 1]);
        }
    }

    @Order(4)
    @Check(
            points = 5,
            hints = {
                "An address of the kernel's half is negative as a Java long. Which comparison treats it as large?",
                "3 GB + 1 GB with 32 bits, 128 TB + 128 TB with four levels: arch/x86/include/asm/page_types.h"
                        + " PAGE_OFFSET.",
                "docs/01-page-table.md: Two halves"
            })
    void the_kernel_has_the_upper_part(Parts parts) {
        PageTable x86 = table(parts, Geometry.X86_32);
        demandSplit(x86, 3 * GB);
        assertThat(x86.isKernel(4 * GB - 1))
                .as(say("step1-address-check.what-3-gb-for-the"))
                .isTrue();
        PageTable x64 = table(parts, Geometry.X86_64);
        demandSplit(x64, 0xffff_8000_0000_0000L);
        assertThat(x64.isKernel(128 * TB - 1))
                .as(say("step1-address-check.the-user-s-last-byte"))
                .isFalse();
        demandSplit(table(parts, Geometry.X86_64_LA57), 0xff00_0000_0000_0000L);
    }

    private static void demandSplit(PageTable table, long start) {
        String name =
                say("step1-address-check.is-it-the-kernel-s", table.geometry().name()) + " ";
        assertThat(table.isKernel(0)).as(name + "0").isFalse();
        assertThat(table.isKernel(start - 1)).as(name + hex(start - 1)).isFalse();
        assertThat(table.isKernel(start)).as(name + hex(start)).isTrue();
        assertThat(table.isKernel(table.geometry().pointerBits() == 32 ? 0xffff_ffffL : -1))
                .as(say("step1-address-check.the-last-byte-of-all", name))
                .isTrue();
    }

    @Order(5)
    @Check(
            points = 6,
            hints = {
                "With 48 translated bits, bit 47 must be repeated in the bits 48 to 63.",
                "Shift left until bit 47 is the sign, and back with >>: nothing may change."
                        + " arch/x86/include/asm/page.h __canonical_address.",
                "docs/01-page-table.md: Two halves"
            })
    void the_bits_above_the_translated_ones_repeat_the_topmost(Parts parts) {
        PageTable x64 = table(parts, Geometry.X86_64);
        demandCanonical(x64, true, 0, 1, 0x7fff_ffff_ffffL, 0xffff_8000_0000_0000L, -1);
        demandCanonical(x64, false, 0x8000_0000_0000L, 0x1_0000_0000_0000L, 0xffff_7fff_ffff_ffffL, Long.MIN_VALUE);
        PageTable la57 = table(parts, Geometry.X86_64_LA57);
        demandCanonical(la57, true, 0, 0x8000_0000_0000L, 0xff_ffff_ffff_ffffL, 0xff00_0000_0000_0000L, -1);
        demandCanonical(la57, false, 0x100_0000_0000_0000L, 0xfeff_ffff_ffff_ffffL, Long.MIN_VALUE, Long.MAX_VALUE);
        PageTable x86 = table(parts, Geometry.X86_32);
        demandCanonical(x86, true, 0, 0x7fff_ffffL, 0x8000_0000L, 0xffff_ffffL);
        demandCanonical(x86, false, 0x1_0000_0000L, 0xffff_ffff_8000_0000L, -1);
    }

    private static void demandCanonical(PageTable table, boolean canonical, long... addresses) {
        for (long address : addresses) {
            assertThat(table.isCanonical(address))
                    .as(say(
                            "step1-address-check.does-the-processor-accept",
                            table.geometry().name(),
                            hex(address)))
                    .isEqualTo(canonical);
        }
    }
}
