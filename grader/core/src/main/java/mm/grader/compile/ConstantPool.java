package mm.grader.compile;

import java.util.Set;
import mm.text.Message;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Type;

/**
 * The constant pool of a class file, entry by entry: what is in it can be used, whether or not an instruction does so
 * today. Only the classes of the bootstrap methods that the compiler writes may stand there unused, and nobody gets at
 * those by a constant.
 */
final class ConstantPool {
    private static final int CLASS = 7;
    private static final int FIELD = 9;
    private static final int METHOD = 10;
    private static final int INTERFACE_METHOD = 11;
    private static final int METHOD_TYPE = 16;
    private static final int DYNAMIC = 17;
    private static final int MODULE = 19;
    private static final int PACKAGE = 20;
    private static final Set<String> OF_BOOTSTRAPS = ClassUses.Bootstraps.owners();

    private final ClassReader reader;
    private final char[] buffer;

    ConstantPool(ClassReader reader) {
        this.reader = reader;
        buffer = new char[reader.getMaxStringLength()];
    }

    /** Reports what every entry names, without a line. */
    void read(ClassUses.Sink sink) {
        for (int i = 1; i < reader.getItemCount(); i++) {
            int offset = reader.getItem(i); // behind the entry's tag; 0 for the second half of a long or double
            if (offset > 0) {
                read(reader.readByte(offset - 1), offset, sink);
            }
        }
    }

    private void read(int tag, int offset, ClassUses.Sink sink) {
        switch (tag) {
            case CLASS -> type(reader.readUTF8(offset, buffer), sink);
            case FIELD, METHOD, INTERFACE_METHOD -> member(offset, sink);
            case METHOD_TYPE -> ClassUses.types(Type.getMethodType(reader.readUTF8(offset, buffer)), sink, 0);
            case DYNAMIC ->
                sink.forbidden(
                        Message.of("class-uses.computes-a-constant-of-the"),
                        Message.of("allow-list.no-reflection-and-no-class"),
                        0);
            case MODULE, PACKAGE ->
                sink.forbidden(Message.of("constant-pool.names-a-module"), Message.of("class-uses.only-classes"), 0);
            default -> {}
        }
    }

    private void type(String name, ClassUses.Sink sink) {
        if (!OF_BOOTSTRAPS.contains(name)) {
            ClassUses.types(Type.getObjectType(name), sink, 0);
        }
    }

    private void member(int offset, ClassUses.Sink sink) {
        String owner = reader.readClass(offset, buffer);
        int nameAndType = reader.getItem(reader.readUnsignedShort(offset + 2));
        String name = reader.readUTF8(nameAndType, buffer);
        String descriptor = reader.readUTF8(nameAndType + 2, buffer);
        if (!OF_BOOTSTRAPS.contains(owner)) {
            type(owner, sink);
            ClassUses.types(Type.getType(descriptor), sink, 0);
            sink.member(owner, name, descriptor, 0);
        }
    }
}
