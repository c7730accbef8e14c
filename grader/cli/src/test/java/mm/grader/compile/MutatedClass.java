package mm.grader.compile;

import java.util.List;
import java.util.Random;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Class files that no compiler wrote: of one that a compiler did, with changes that keep its form, or that do not. */
final class MutatedClass {
    private static final List<String> NAMES =
            List.of("lambda$x$0", "access$000", "<clinit>", "$", "a.b", "[", "", "x;y");
    private static final List<String> TYPES = List.of(
            "I", "Ljava/lang/Thread;", "[[[J", "Lmm/oom/OomTask;", "L;", "Q", "[", "Ljava/lang/Object", "()V", "");
    private static final List<String> OWNERS =
            List.of("java/lang/System", "java/util/List", "mm/oom/Nobody", "[I", "java/lang/invoke/MethodHandle", "");

    private final Random random;

    MutatedClass(Random random) {
        this.random = random;
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** Changes bytes, cuts, or repeats. */
    byte[] bytes(byte[] whole) {
        byte[] bytes = whole.clone();
        for (int left = 1 + random.nextInt(8); left > 0; left--) {
            int at = random.nextInt(Math.min(bytes.length, random.nextBoolean() ? bytes.length : 400));
            bytes[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : any(List.of(0, 1, 0x7f, 0x80, 0xff)));
        }
        int length = random.nextInt(6) == 0 ? random.nextInt(bytes.length) : bytes.length;
        return java.util.Arrays.copyOf(bytes, length + (random.nextInt(9) == 0 ? random.nextInt(99) : 0));
    }

    /** Reads it by ASM and writes it again with other names, types, flags and instructions; null if ASM cannot write that. */
    byte[] structure(byte[] whole) {
        ClassWriter writer = new ClassWriter(0);
        try {
            new ClassReader(whole).accept(new Mutator(writer), 0);
            return writer.toByteArray();
        } catch (RuntimeException e) {
            return null;
        }
    }

    private final class Mutator extends ClassVisitor {
        Mutator(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        private boolean now(int ofThese) {
            return random.nextInt(ofThese) == 0;
        }

        @Override
        public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
            super.visit(
                    now(40) ? random.nextInt(80) : version,
                    now(20) ? random.nextInt(1 << 16) : access,
                    now(40) ? any(OWNERS) : name,
                    now(20) ? "<T:".repeat(random.nextInt(5000)) + any(TYPES) : signature,
                    now(20) ? any(OWNERS) : parent,
                    now(20) ? new String[] {any(OWNERS), any(OWNERS)} : interfaces);
        }

        @Override
        public FieldVisitor visitField(int access, String name, String type, String signature, Object value) {
            return super.visitField(
                    now(10) ? random.nextInt(1 << 16) : access,
                    now(10) ? any(NAMES) : name,
                    now(10) ? any(TYPES) : type,
                    now(10) ? "Ljava/util/List<".repeat(random.nextInt(3000)) : signature,
                    value);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] thrown) {
            MethodVisitor next = super.visitMethod(
                    now(10) ? random.nextInt(1 << 16) : access,
                    now(6) ? any(NAMES) : name,
                    now(20) ? any(TYPES) : type,
                    now(20) ? any(TYPES) : signature,
                    now(20) ? new String[] {any(OWNERS)} : thrown);
            return next == null ? null : new Body(next);
        }

        private final class Body extends MethodVisitor {
            Body(MethodVisitor next) {
                super(Opcodes.ASM9, next);
            }

            @Override
            public void visitInsn(int opcode) {
                super.visitInsn(now(30) ? random.nextInt(16) : opcode);
                if (now(60)) {
                    super.visitMethodInsn(Opcodes.INVOKESTATIC, any(OWNERS), any(NAMES), any(TYPES), now(2));
                }
            }

            @Override
            public void visitMethodInsn(int opcode, String owner, String name, String type, boolean isInterface) {
                super.visitMethodInsn(
                        opcode,
                        now(30) ? any(OWNERS) : owner,
                        now(30) ? any(NAMES) : name,
                        now(30) ? any(TYPES) : type,
                        isInterface);
            }

            @Override
            public void visitLdcInsn(Object value) {
                super.visitLdcInsn(now(10) ? org.objectweb.asm.Type.getObjectType(any(OWNERS)) : value);
            }
        }
    }
}
