package mm.script;

/**
 * A block that a script holds.
 *
 * @param line the line of the script that gave it its present size
 * @param text that line's operation
 * @param size its size in bytes, as asked for
 * @param address where it lies
 */
record Block(int line, String text, long size, long address) {}
