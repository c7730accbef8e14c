package mm.grader.handout;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/**
 * Classes without what a machine does not need: names of source files, line numbers, local variables and parameters go,
 * and private members, and classes that are not public, get other names.
 */
final class StrippedClasses {
    private static final String CLASS = ".class";

    /** New names: of classes by their name, of members by class, name and descriptor. */
    private final Map<String, String> names = new HashMap<>();

    private final Map<String, Integer> counts = new HashMap<>();

    private StrippedClasses() {}

    /**
     * Returns the stripped classes.
     *
     * @param classes the class files of one exercise by their names within a jar
     */
    static Map<String, byte[]> of(Map<String, byte[]> classes) {
        StrippedClasses stripped = new StrippedClasses();
        Set<String> hidden = new HashSet<>();
        new TreeMap<>(classes).values().forEach(file -> new ClassReader(file).accept(stripped.hidden(hidden), 0));
        new TreeMap<>(classes).keySet().forEach(file -> stripped.nameClass(file, hidden));
        new TreeMap<>(classes).values().forEach(file -> new ClassReader(file).accept(stripped.nameMembers(), 0));
        Map<String, byte[]> renamed = new TreeMap<>();
        classes.values().forEach(file -> stripped.rename(file, renamed));
        return renamed;
    }

    /** Finds the classes that nobody outside of the package can name. */
    private ClassVisitor hidden(Set<String> hidden) {
        return new ClassVisitor(Opcodes.ASM9) {
            @Override
            public void visit(int version, int access, String name, String signature, String parent, String[] all) {
                if ((access & Opcodes.ACC_PUBLIC) == 0 && !name.contains("$")) {
                    hidden.add(name);
                }
            }

            @Override
            public void visitInnerClass(String name, String outer, String simple, int access) {
                if (simple == null || (access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) == 0) {
                    hidden.add(name);
                }
            }
        };
    }

    /** Gives a class its new name; one within another keeps the new name of that in front of its own. */
    private String nameClass(String file, Set<String> hidden) {
        String name = file.replace(CLASS, "");
        if (names.containsKey(name)) {
            return names.get(name);
        }
        int inner = name.lastIndexOf('$');
        int slash = name.lastIndexOf('/');
        String place = inner < 0 ? name.substring(0, slash + 1) : nameClass(name.substring(0, inner), hidden) + "$";
        String own = name.substring(Math.max(inner, slash) + 1);
        String renamed = place + (hidden.contains(name) ? "C" + count(place) : own);
        names.put(name, renamed);
        return renamed;
    }

    private int count(String place) {
        return counts.merge(place, 1, Integer::sum);
    }

    private ClassVisitor nameMembers() {
        return new ClassVisitor(Opcodes.ASM9) {
            private String type;

            @Override
            public void visit(int version, int access, String name, String signature, String parent, String[] all) {
                type = name;
            }

            @Override
            public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
                nameMember(access, type + "." + name, "f");
                return null;
            }

            @Override
            public MethodVisitor visitMethod(
                    int access, String name, String descriptor, String signature, String[] exceptions) {
                if (!name.startsWith("<")) {
                    nameMember(access, type + "." + name + descriptor, "m");
                }
                return null;
            }
        };
    }

    private void nameMember(int access, String member, String letter) {
        if ((access & Opcodes.ACC_PRIVATE) != 0) {
            names.put(member, letter + count(member.substring(0, member.indexOf('.')) + letter));
        }
    }

    private void rename(byte[] file, Map<String, byte[]> renamed) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(file)
                .accept(
                        new ClassRemapper(writer, new Remapper(Opcodes.ASM9) {
                            @Override
                            public String map(String name) {
                                return names.getOrDefault(name, name);
                            }

                            @Override
                            public String mapFieldName(String owner, String name, String descriptor) {
                                return names.getOrDefault(owner + "." + name, name);
                            }

                            @Override
                            public String mapRecordComponentName(String owner, String name, String descriptor) {
                                return mapFieldName(owner, name, descriptor);
                            }

                            @Override
                            public String mapMethodName(String owner, String name, String descriptor) {
                                return names.getOrDefault(owner + "." + name + descriptor, name);
                            }
                        }),
                        ClassReader.SKIP_DEBUG);
        byte[] bytes = writer.toByteArray();
        renamed.put(new ClassReader(bytes).getClassName() + CLASS, bytes);
    }
}
