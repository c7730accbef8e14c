package mm.grader.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.grader.text.Texts;
import mm.machine.Exercise;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Every class file gets an answer. {@code -Dmm.fuzz.classes=20000} is what CI runs at night; the seed is the number of the
 * file, so that one that fails can be made again.
 */
final class ClassFileFuzzTest {
    private static final int FILES = Integer.getInteger("mm.fuzz.classes", 300);

    @TempDir
    private Path folder;

    private static List<byte[]> solutions() throws IOException {
        List<byte[]> classes = new ArrayList<>();
        for (Path origin : KitHome.referenceClasses()) {
            for (Path file : FileTrees.files(origin)) {
                if (file.toString().endsWith(".class") && !file.toString().contains("-info")) {
                    classes.add(Files.readAllBytes(file));
                }
            }
        }
        assertThat(classes).hasSizeGreaterThan(20);
        return classes;
    }

    private List<ForbiddenUse> uses(byte[] file, String name) throws IOException {
        Path classes = folder.resolve("classes");
        FileTrees.clear(Files.createDirectories(classes));
        Path target = classes.resolve(name.replace('.', '/') + ".class");
        Files.createDirectories(target.getParent());
        Files.write(target, file);
        return ForbiddenUses.in(
                new Compiled(Exercise.OOM, true, classes, Set.of(name), List.of(), List.of(), List.of(), List.of()));
    }

    @Tag("slow")
    @Test
    void every_class_file_gets_an_answer() throws IOException {
        List<byte[]> classes = solutions();
        int unreadable = 0;
        int read = 0;
        for (int i = 0; i < FILES; i++) {
            Random random = new Random(i);
            MutatedClass mutated = new MutatedClass(random);
            byte[] whole = classes.get(random.nextInt(classes.size()));
            byte[] file = i % 2 == 0 ? mutated.bytes(whole) : mutated.structure(whole);
            if (file != null) {
                List<ForbiddenUse> uses =
                        uses(file, new ClassReader(whole).getClassName().replace('/', '.'));
                new ClassFile(file); // it says something of this one, too
                boolean looked = uses.stream()
                        .noneMatch(use -> Texts.english().say(use.what()).startsWith("cannot be looked through"));
                read += looked ? 1 : 0;
                unreadable += looked ? 0 : 1;
            }
        }
        assertThat(unreadable).as("some were broken").isPositive();
        assertThat(read).as("and some were not").isPositive();
    }

    /** Wherever a call to what is forbidden is put, and whatever the method is called, it is found. */
    @Test
    void a_forbidden_call_is_found_in_every_method() throws IOException {
        for (byte[] whole : solutions()) {
            ClassReader reader = new ClassReader(whole);
            List<String> methods = new ArrayList<>();
            reader.accept(
                    new ClassVisitor(Opcodes.ASM9) {
                        @Override
                        public MethodVisitor visitMethod(int access, String name, String type, String s, String[] e) {
                            if ((access & Opcodes.ACC_ABSTRACT) == 0) {
                                methods.add(name + type);
                            }
                            return null;
                        }
                    },
                    ClassReader.SKIP_CODE);
            for (String method : methods.subList(0, Math.min(FILES < 1000 ? 2 : methods.size(), methods.size()))) {
                assertThat(uses(with(reader, method), reader.getClassName().replace('/', '.')))
                        .anyMatch(use -> Texts.english().say(use.what()).equals("uses java.lang.System.exit"));
            }
        }
    }

    private static byte[] with(ClassReader reader, String wanted) {
        ClassWriter writer = new ClassWriter(0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(int access, String name, String type, String s, String[] e) {
                        boolean here = (name + type).equals(wanted);
                        boolean special = name.startsWith("<");
                        MethodVisitor next =
                                super.visitMethod(access, here && !special ? "lambda$x$0" : name, type, s, e);
                        return !here
                                ? next
                                : new MethodVisitor(Opcodes.ASM9, next) {
                                    @Override
                                    public void visitInsn(int opcode) {
                                        super.visitInsn(Opcodes.ICONST_0);
                                        super.visitMethodInsn(
                                                Opcodes.INVOKESTATIC, "java/lang/System", "exit", "(I)V", false);
                                        super.visitInsn(opcode);
                                    }
                                };
                    }
                },
                0);
        return writer.toByteArray();
    }
}
