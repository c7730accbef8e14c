package mm.grader.compile;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import mm.text.Message;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.ModuleVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.RecordComponentVisitor;
import org.objectweb.asm.Type;
import org.objectweb.asm.TypePath;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.signature.SignatureVisitor;

/**
 * All that a class file uses (The Java Virtual Machine Specification, chapter 4), each with the line where it does:
 *
 * <pre>
 *  superclass, interfaces, nest, permitted subclasses, record components
 *  fields, methods                 their descriptors, signatures, annotations, exceptions
 *  instructions                    types, members, constants, method handles, bootstrap methods and their arguments
 *  what the constant pool has beyond that, without a line
 * </pre>
 *
 * <p>Names are no evidence: a method that is called as the compiler calls the body of a lambda expression is read as every
 * other is. A lambda expression is known by its instruction, {@code invokedynamic} with the bootstrap method of the JDK
 * that makes them.
 */
final class ClassUses extends ClassVisitor {
    /** Learns what is used; types by their internal names, members with their descriptors, lines from 1, 0 for unknown. */
    interface Sink {
        void type(String name, int line);

        void member(String owner, String name, String descriptor, int line);

        void declares(int access, String name, String descriptor, int line);

        void forbidden(Message what, Message rule, int line);
    }

    private static final int API = Opcodes.ASM9;
    private static final Message NO_REFLECTION = Message.of("allow-list.no-reflection-and-no-class");

    private final Sink sink;
    private final boolean isRecord;
    private int line;

    private ClassUses(Sink sink, boolean isRecord) {
        super(API);
        this.sink = sink;
        this.isRecord = isRecord;
    }

    /** Reads a class file. It may throw anything if that is broken. */
    static void read(ClassReader reader, Sink sink) {
        boolean isRecord = "java/lang/Record".equals(reader.getSuperName());
        reader.accept(new ClassUses(sink, isRecord), ClassReader.SKIP_FRAMES);
        new ConstantPool(reader).read(sink);
    }

    private void descriptor(String descriptor) {
        if (descriptor != null) {
            types(Type.getType(descriptor), sink, line);
        }
    }

    /** Reports the classes of a type: of a method type those of the parameters and of the result, of an array its elements'. */
    static void types(Type type, Sink sink, int line) {
        switch (type.getSort()) {
            case Type.METHOD -> {
                types(type.getReturnType(), sink, line);
                for (Type argument : type.getArgumentTypes()) {
                    types(argument, sink, line);
                }
            }
            case Type.ARRAY -> types(type.getElementType(), sink, line);
            case Type.OBJECT -> sink.type(type.getInternalName(), line);
            default -> {}
        }
    }

    private void type(String internalName) {
        if (internalName != null) {
            types(Type.getObjectType(internalName), sink, line);
        }
    }

    private void signature(String signature, boolean ofType) {
        if (signature == null) {
            return;
        }
        SignatureVisitor visitor = new SignatureVisitor(API) {
            private String name;

            @Override
            public void visitClassType(String outer) {
                name = outer;
                type(name);
            }

            @Override
            public void visitInnerClassType(String inner) {
                name += "$" + inner;
                type(name);
            }
        };
        if (ofType) {
            new SignatureReader(signature).acceptType(visitor);
        } else {
            new SignatureReader(signature).accept(visitor);
        }
    }

    private void member(String owner, String name, String descriptor) {
        type(owner);
        descriptor(descriptor);
        sink.member(owner, name, descriptor, line);
    }

    private void handle(Handle handle) {
        member(handle.getOwner(), handle.getName(), handle.getDesc());
    }

    private void constant(Object value) {
        if (value instanceof Type type) {
            types(type, sink, line);
        } else if (value instanceof Handle handle) {
            handle(handle);
        } else if (value instanceof ConstantDynamic) {
            sink.forbidden(Message.of("class-uses.computes-a-constant-of-the"), NO_REFLECTION, line);
        }
    }

    @Override
    public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
        type(parent);
        List.of(interfaces).forEach(this::type);
        signature(signature, false);
    }

    @Override
    public ModuleVisitor visitModule(String name, int access, String version) {
        sink.forbidden(Message.of("class-uses.declares-a-module"), Message.of("class-uses.only-classes"), 0);
        return null;
    }

    @Override
    public void visitNestHost(String host) {
        type(host);
    }

    @Override
    public void visitNestMember(String member) {
        type(member);
    }

    @Override
    public void visitPermittedSubclass(String subclass) {
        type(subclass);
    }

    @Override
    public void visitOuterClass(String owner, String name, String descriptor) {
        type(owner);
        descriptor(descriptor);
    }

    @Override
    public void visitAttribute(Attribute attribute) {
        unknown(attribute);
    }

    private void unknown(Attribute attribute) {
        sink.forbidden(
                Message.of("class-uses.has-an-attribute", attribute.type),
                Message.of("class-uses.only-what-java-s-compiler"),
                line);
    }

    @Override
    public RecordComponentVisitor visitRecordComponent(String name, String descriptor, String signature) {
        descriptor(descriptor);
        signature(signature, true);
        return new RecordComponentVisitor(API) {
            @Override
            public AnnotationVisitor visitAnnotation(String type, boolean visible) {
                return annotation(type);
            }

            @Override
            public AnnotationVisitor visitTypeAnnotation(int target, TypePath path, String type, boolean visible) {
                return annotation(type);
            }

            @Override
            public void visitAttribute(Attribute attribute) {
                unknown(attribute);
            }
        };
    }

    @Override
    public AnnotationVisitor visitAnnotation(String type, boolean visible) {
        return annotation(type);
    }

    @Override
    public AnnotationVisitor visitTypeAnnotation(int target, TypePath path, String type, boolean visible) {
        return annotation(type);
    }

    private AnnotationVisitor annotation(String type) {
        descriptor(type);
        return new AnnotationVisitor(API) {
            @Override
            public void visit(String name, Object value) {
                constant(value);
            }

            @Override
            public void visitEnum(String name, String type, String value) {
                descriptor(type);
            }

            @Override
            public AnnotationVisitor visitAnnotation(String name, String type) {
                return annotation(type);
            }

            @Override
            public AnnotationVisitor visitArray(String name) {
                return this;
            }
        };
    }

    @Override
    public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
        line = 0;
        descriptor(descriptor);
        signature(signature, true);
        sink.declares(access, name, descriptor, 0);
        return new FieldVisitor(API) {
            @Override
            public AnnotationVisitor visitAnnotation(String type, boolean visible) {
                return annotation(type);
            }

            @Override
            public AnnotationVisitor visitTypeAnnotation(int target, TypePath path, String type, boolean visible) {
                return annotation(type);
            }

            @Override
            public void visitAttribute(Attribute attribute) {
                unknown(attribute);
            }
        };
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        line = 0;
        descriptor(descriptor);
        signature(signature, false);
        if (exceptions != null) {
            List.of(exceptions).forEach(this::type);
        }
        return new Body(access, name, descriptor);
    }

    /** The instructions of a method. */
    private final class Body extends MethodVisitor {
        private final int access;
        private final String name;
        private final String descriptor;
        private int first;

        Body(int access, String name, String descriptor) {
            super(API);
            this.access = access;
            this.name = name;
            this.descriptor = descriptor;
        }

        @Override
        public void visitLineNumber(int number, Label start) {
            line = number;
            first = first == 0 ? number : first;
        }

        @Override
        public void visitEnd() {
            line = 0;
            sink.declares(access, name, descriptor, first);
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            type(type);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String field, String type) {
            member(owner, field, type);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String method, String type, boolean isInterface) {
            member(owner, method, type);
        }

        @Override
        public void visitInvokeDynamicInsn(String method, String type, Handle bootstrap, Object... arguments) {
            descriptor(type);
            if (!Bootstraps.areAllowed(bootstrap, isRecord)) {
                sink.forbidden(
                        Message.of(
                                "class-uses.uses-by-invokedynamic",
                                bootstrap.getOwner().replace('/', '.'),
                                bootstrap.getName()),
                        NO_REFLECTION,
                        line);
            }
            List.of(arguments).forEach(ClassUses.this::constant);
        }

        @Override
        public void visitLdcInsn(Object value) {
            constant(value);
        }

        @Override
        public void visitMultiANewArrayInsn(String type, int dimensions) {
            descriptor(type);
        }

        @Override
        public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
            type(type);
        }

        @Override
        public void visitLocalVariable(String variable, String type, String signature, Label from, Label to, int at) {
            descriptor(type);
            signature(signature, true);
        }

        @Override
        public AnnotationVisitor visitAnnotationDefault() {
            return annotation(null);
        }

        @Override
        public AnnotationVisitor visitAnnotation(String type, boolean visible) {
            return annotation(type);
        }

        @Override
        public AnnotationVisitor visitTypeAnnotation(int target, TypePath path, String type, boolean visible) {
            return annotation(type);
        }

        @Override
        public AnnotationVisitor visitParameterAnnotation(int parameter, String type, boolean visible) {
            return annotation(type);
        }

        @Override
        public AnnotationVisitor visitInsnAnnotation(int target, TypePath path, String type, boolean visible) {
            return annotation(type);
        }

        @Override
        public AnnotationVisitor visitTryCatchAnnotation(int target, TypePath path, String type, boolean visible) {
            return annotation(type);
        }

        @Override
        public AnnotationVisitor visitLocalVariableAnnotation(
                int target, TypePath path, Label[] from, Label[] to, int[] at, String type, boolean visible) {
            return annotation(type);
        }

        @Override
        public void visitAttribute(Attribute attribute) {
            unknown(attribute);
        }
    }

    /** The bootstrap methods that Java's compiler writes by itself, for what has no other form in a class file. */
    static final class Bootstraps {
        private static final Set<String> OF_ALL = Set.of(
                "java/lang/invoke/LambdaMetafactory.metafactory",
                "java/lang/invoke/StringConcatFactory.makeConcatWithConstants",
                "java/lang/invoke/StringConcatFactory.makeConcat");
        private static final String OF_RECORDS = "java/lang/runtime/ObjectMethods.bootstrap";
        /** Of lambda expressions with further interfaces; a serializable one has a method that names what is forbidden. */
        private static final String WITH_FLAGS = "java/lang/invoke/LambdaMetafactory.altMetafactory";

        private Bootstraps() {}

        static boolean areAllowed(Handle bootstrap, boolean inRecord) {
            String method = bootstrap.getOwner() + "." + bootstrap.getName();
            return bootstrap.getTag() == Opcodes.H_INVOKESTATIC
                    && (OF_ALL.contains(method)
                            || method.equals(WITH_FLAGS)
                            || (inRecord && method.equals(OF_RECORDS)));
        }

        /** Returns the classes that a class file names because of its bootstrap methods alone. */
        static Set<String> owners() {
            Set<String> owners = new HashSet<>(Set.of(
                    "java/lang/invoke/MethodHandles",
                    "java/lang/invoke/MethodHandles$Lookup",
                    OF_RECORDS.substring(0, OF_RECORDS.indexOf('.'))));
            OF_ALL.forEach(method -> owners.add(method.substring(0, method.indexOf('.'))));
            return owners;
        }
    }
}
