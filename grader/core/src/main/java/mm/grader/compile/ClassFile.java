package mm.grader.compile;

import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What a student's compiled class could leave behind in a virtual machine, by its class file (The Java Virtual
 * Machine Specification, chapter 4).
 *
 * <p>One thing are exception handlers that could hide an error of the virtual machine: a full stack or heap. Such an
 * error can strike while a class of Java's own is being initialised, which then is unusable to the end of the process. If
 * it comes out, the grader ends the child; if the code may have hidden it, nobody knows, so no other submission gets that
 * child. A handler without a type catches all; the compiler makes one of {@code finally} and {@code synchronized}.
 *
 * <p>The other are static fields that one check could change and the next could read. If an exercise has none, all of its
 * checks can use the same classes, which the virtual machine then need not load and compile anew for each.
 *
 * <p>Of a class file that cannot be read, both are assumed.
 */
public final class ClassFile extends ClassVisitor {
    private static final List<Class<? extends Error>> HIDDEN = List.of(
            StackOverflowError.class,
            OutOfMemoryError.class,
            InternalError.class,
            NoClassDefFoundError.class,
            ExceptionInInitializerError.class,
            BootstrapMethodError.class);

    private boolean isEnum;
    private boolean keepsState;
    private boolean mayHideErrors;

    /** Reads a class file. */
    public ClassFile(byte[] bytes) {
        super(Opcodes.ASM9);
        try {
            new ClassReader(bytes).accept(this, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        } catch (RuntimeException | StackOverflowError e) {
            keepsState = true;
            mayHideErrors = true;
        }
    }

    /** Tells whether the class has a handler that could hide an error of the virtual machine. */
    public boolean mayHideErrors() {
        return mayHideErrors;
    }

    /** Tells whether anything that the class keeps could be different at the end of a check from what it was at the beginning. */
    public boolean keepsState() {
        return keepsState;
    }

    @Override
    public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
        isEnum = (access & Opcodes.ACC_ENUM) != 0;
    }

    @Override
    public FieldVisitor visitField(int access, String name, String type, String signature, Object value) {
        keepsState |= isState(access, type);
        return null;
    }

    /**
     * A field is state if it can change and is the class's own, or that of an enum's constant. The arrays that the compiler
     * makes for switches over enums are synthetic, which nothing is that a student writes.
     */
    private boolean isState(int access, String descriptor) {
        boolean shared = isEnum || (access & Opcodes.ACC_STATIC) != 0;
        boolean constant = (access & Opcodes.ACC_FINAL) != 0
                && (descriptor.length() == 1
                        || descriptor.equals("Ljava/lang/String;")
                        || (access & Opcodes.ACC_ENUM) != 0);
        return shared && !constant && (access & Opcodes.ACC_SYNTHETIC) == 0;
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] exceptions) {
        return new MethodVisitor(Opcodes.ASM9) {
            @Override
            public void visitTryCatchBlock(Label start, Label end, Label handler, String caught) {
                mayHideErrors |= caught == null || catchesErrors(caught);
            }
        };
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
