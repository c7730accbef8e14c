package mm.grader.compile;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * What a compiled class of a student's could leave behind in a virtual machine, by its class file (The Java Virtual
 * Machine Specification, chapter 4).
 *
 * <p>One thing are exception handlers that could hide an error of the virtual machine's: a full stack or heap. Such an
 * error can strike while a class of Java's own is being initialised, which then is unusable to the end of the process. If
 * it comes out, the grader ends the child; if the code may have hidden it, nobody knows, so no other submission gets that
 * child. A handler of type 0 catches all; the compiler makes one of {@code finally} and {@code synchronized}.
 *
 * <p>The other are static fields that one check could change and the next could read. If an exercise has none, all of its
 * checks can use the same classes, which the virtual machine then need not load and compile anew for each.
 */
public final class ClassFile {
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

    private static final int STATIC = 0x0008;
    private static final int FINAL = 0x0010;
    private static final int SYNTHETIC = 0x1000;
    private static final int ENUM = 0x4000;

    private final DataInputStream in;
    private String[] texts;
    private int[] names;
    private boolean isEnum;
    private boolean keepsState;
    private boolean mayHideErrors;

    /** Reads a class file. */
    public ClassFile(byte[] bytes) {
        in = new DataInputStream(new ByteArrayInputStream(bytes));
        try {
            in.skipNBytes(8);
            constants();
            isEnum = (in.readUnsignedShort() & ENUM) != 0;
            in.skipNBytes(4);
            in.skipNBytes(2L * in.readUnsignedShort());
            members();
            members();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells whether the class has a handler that could hide an error of the virtual machine's. */
    public boolean mayHideErrors() {
        return mayHideErrors;
    }

    /** Tells whether anything of the class's could be another at the end of a check than at its beginning. */
    public boolean keepsState() {
        return keepsState;
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
    private void members() throws IOException {
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            int access = in.readUnsignedShort();
            in.skipNBytes(2);
            keepsState |= isState(access, texts[in.readUnsignedShort()]);
            for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
                String name = texts[in.readUnsignedShort()];
                int length = in.readInt();
                if ("Code".equals(name)) {
                    mayHideErrors |= code(length);
                } else {
                    in.skipNBytes(length);
                }
            }
        }
    }

    /** A method is none; a field is, if it can change and is the class's own, or that of an enum's constant. */
    private boolean isState(int access, String descriptor) {
        boolean method = descriptor.startsWith("(");
        boolean shared = isEnum || (access & STATIC) != 0;
        boolean constant = (access & FINAL) != 0
                && (descriptor.length() == 1 || descriptor.equals("Ljava/lang/String;") || (access & ENUM) != 0);
        return !method && shared && !constant && (access & SYNTHETIC) == 0;
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
