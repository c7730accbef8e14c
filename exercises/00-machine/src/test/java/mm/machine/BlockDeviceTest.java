package mm.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BlockDeviceTest {
    private final PhysicalMemory memory = new PhysicalMemory(4);
    private final int pfn = memory.allocate();
    private final long address = (long) pfn << PhysicalMemory.PAGE_SHIFT;

    @Test
    void a_page_comes_back_as_it_was_written() {
        BlockDevice device = new BlockDevice(4, BlockDevice.Latency.SSD);
        memory.store(address + 80, 8, 42);
        device.write(2, memory, pfn);
        memory.store(address + 80, 8, 43);
        device.read(2, memory, pfn);
        assertThat(memory.load(address + 80, 8)).isEqualTo(42);
        device.read(3, memory, pfn);
        assertThat(memory.load(address + 80, 8)).as("a page never written").isZero();
        assertThat(device.reads()).isEqualTo(2);
        assertThat(device.writes()).isEqualTo(1);
    }

    @Test
    void only_the_next_page_costs_no_seek() {
        BlockDevice disk = new BlockDevice(10, new BlockDevice.Latency(1000, 10));
        disk.write(4, memory, pfn);
        disk.write(5, memory, pfn);
        disk.read(6, memory, pfn);
        disk.read(6, memory, pfn);
        disk.read(5, memory, pfn);
        assertThat(disk.seeks()).isEqualTo(3);
        assertThat(disk.busyNanos()).isEqualTo(3 * 1000 + 5 * 10);
    }
}
