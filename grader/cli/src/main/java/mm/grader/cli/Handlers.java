package mm.grader.cli;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Looks for exception handlers that could hide an error of the virtual machine's: a full stack or heap. Such an error can
 * strike while a class of Java's own is being initialised, which then is unusable to the end of the process. If it comes
 * out, the grader ends the child; if the code may have hidden it, nobody knows, so no other submission gets that child.
 *
 * <p>The format is that of the Java Virtual Machine Specification, chapter 4. A handler of type 0 catches all; the
 * compiler makes one of {@code finally} and {@code synchronized}.
 */
final class Handlers {
    private static final List<Class<? extends Error>> HIDDEN = List.of(
            StackOverflowError.class,
            OutOfMemoryError.class,
            InternalError.class,
            NoClassDefFoundError.class,
            ExceptionInInitializerError.class,
            BootstrapMethodError.class);

    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int CLASS = 7;
    private static final int STRING = 8;
    private static final int METHOD_HANDLE = 15;
    private static final int METHOD_TYPE = 16;
    private static final int MODULE = 19;
    private static final int PACKAGE = 20;

    private final DataInputStream in;
    private String[] texts;
    private int[] names;

    private Handlers(byte[] classFile) {
        in = new DataInputStream(new ByteArrayInputStream(classFile));
    }

    /** Tells whether a class has such a handler. */
    static boolean mayHideErrors(byte[] classFile) {
        try {
            return new Handlers(classFile).search();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean search() throws IOException {
        in.skipNBytes(8);
        constants();
        in.skipNBytes(6);
        in.skipNBytes(2L * in.readUnsignedShort());
        return members() | members();
    }

    private void constants() throws IOException {
        int count = in.readUnsignedShort();
        texts = new String[count];
        names = new int[count];
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case UTF8 -> texts[i] = in.readUTF();
                case CLASS -> names[i] = in.readUnsignedShort();
                case STRING, METHOD_TYPE, MODULE, PACKAGE -> in.skipNBytes(2);
                case METHOD_HANDLE -> in.skipNBytes(3);
                case LONG, DOUBLE -> {
                    in.skipNBytes(8);
                    i++;
                }
                default -> in.skipNBytes(4);
            }
        }
    }

    /** Reads all fields, or all methods. */
    private boolean members() throws IOException {
        boolean found = false;
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            in.skipNBytes(6);
            for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
                String name = texts[in.readUnsignedShort()];
                int length = in.readInt();
                if ("Code".equals(name)) {
                    found |= code(length);
                } else {
                    in.skipNBytes(length);
                }
            }
        }
        return found;
    }

    private boolean code(int length) throws IOException {
        in.skipNBytes(4);
        int instructions = in.readInt();
        in.skipNBytes(instructions);
        int handlers = in.readUnsignedShort();
        boolean found = false;
        for (int i = 0; i < handlers; i++) {
            in.skipNBytes(6);
            int type = in.readUnsignedShort();
            found |= type == 0 || catchesErrors(texts[names[type]]);
        }
        in.skipNBytes(length - 10L - instructions - 8L * handlers);
        return found;
    }

    /** The compiler itself catches NoSuchFieldError, where a switch goes over an enum; that one is told from the rest. */
    private static boolean catchesErrors(String name) {
        if (!name.startsWith("java/")) {
            return false;
        }
        try {
            Class<?> type = Class.forName(name.replace('/', '.'), false, null);
            return HIDDEN.stream().anyMatch(type::isAssignableFrom);
        } catch (ClassNotFoundException e) {
            return true;
        }
    }
}
