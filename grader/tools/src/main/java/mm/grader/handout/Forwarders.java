package mm.grader.handout;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Puts a method of its own around each call of another class's static method and around each text, so that what a
 * decompiler shows is not the line that was compiled: {@code case PID -> comparingInt(TaskStat::pid)} becomes
 * {@code case PID -> s3(TaskStat::pid)}. The virtual machine takes such methods away again.
 */
final class Forwarders extends ClassVisitor {
    /** One such method. */
    private interface Body {
        void writeTo(MethodVisitor method);
    }

    private record Forwarder(String name, String descriptor, Body body) {}

    private final Predicate<String> own;
    private final Map<Object, Forwarder> forwarders = new LinkedHashMap<>();
    private String type;
    private boolean isInterface;

    /**
     * Makes a visitor.
     *
     * @param own tells of a class whether it is one of those that are being stripped
     */
    Forwarders(ClassVisitor next, Predicate<String> own) {
        super(Opcodes.ASM9, next);
        this.own = own;
    }

    @Override
    public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
        type = name;
        isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
        super.visit(version, access, name, signature, parent, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
        return new MethodVisitor(Opcodes.ASM9, next) {
            @Override
            public void visitMethodInsn(int code, String owner, String name, String descriptor, boolean ofInterface) {
                if (code == Opcodes.INVOKESTATIC && !own.test(owner)) {
                    call(mv, owner + "." + name + descriptor, descriptor, method -> {
                        int local = 0;
                        for (Type argument : Type.getArgumentTypes(descriptor)) {
                            method.visitVarInsn(argument.getOpcode(Opcodes.ILOAD), local);
                            local += argument.getSize();
                        }
                        method.visitMethodInsn(code, owner, name, descriptor, ofInterface);
                    });
                } else {
                    super.visitMethodInsn(code, owner, name, descriptor, ofInterface);
                }
            }

            @Override
            public void visitLdcInsn(Object value) {
                if (value instanceof String) {
                    call(mv, value, "()Ljava/lang/String;", method -> method.visitLdcInsn(value));
                } else {
                    super.visitLdcInsn(value);
                }
            }
        };
    }

    private void call(MethodVisitor method, Object key, String descriptor, Body body) {
        Forwarder forwarder =
                forwarders.computeIfAbsent(key, each -> new Forwarder("s" + (forwarders.size() + 1), descriptor, body));
        method.visitMethodInsn(Opcodes.INVOKESTATIC, type, forwarder.name(), descriptor, isInterface);
    }

    @Override
    public void visitEnd() {
        for (Forwarder each : forwarders.values()) {
            MethodVisitor method = super.visitMethod(
                    Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC, each.name(), each.descriptor(), null, null);
            method.visitCode();
            each.body().writeTo(method);
            Type returned = Type.getReturnType(each.descriptor());
            method.visitInsn(returned.getOpcode(Opcodes.IRETURN));
            int arguments = (Type.getArgumentsAndReturnSizes(each.descriptor()) >> 2) - 1; // no this
            method.visitMaxs(Math.max(arguments, returned.getSize()), arguments);
            method.visitEnd();
        }
        super.visitEnd();
    }
}
