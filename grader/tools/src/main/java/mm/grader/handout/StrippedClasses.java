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
 * and whatever only the exercise itself can name gets another name.
 */
final class StrippedClasses {
    private static final String CLASS = ".class";

    /** New names: of classes by their name, of members by class, name and descriptor. */
    private final Map<String, String> names = new HashMap<>();

    private final Map<String, Integer> counts = new HashMap<>();

    /** Classes by their names as they were, each with the class above it. */
    private final Map<String, String> parents = new HashMap<>();

    /** Names and descriptors of members that others can call, too, in one class at least: they stay everywhere. */
    private final Set<String> shown = new HashSet<>();

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
        new TreeMap<>(classes).values().forEach(file -> new ClassReader(file).accept(stripped.members(true), 0));
        new TreeMap<>(classes).values().forEach(file -> new ClassReader(file).accept(stripped.members(false), 0));
        Map<String, byte[]> renamed = new TreeMap<>();
        classes.values().forEach(file -> stripped.rename(file, renamed));
        return renamed;
    }

    /** Finds the classes that nobody outside of the package can name. */
    private ClassVisitor hidden(Set<String> hidden) {
        return new ClassVisitor(Opcodes.ASM9) {
            @Override
            public void visit(int version, int access, String name, String signature, String parent, String[] all) {
                parents.put(name, parent);
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

    /** Finds what others can call, or else gives the rest its new names. */
    private ClassVisitor members(boolean find) {
        return new ClassVisitor(Opcodes.ASM9) {
            private String type;

            @Override
            public void visit(int version, int access, String name, String signature, String parent, String[] all) {
                type = name;
            }

            @Override
            public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
                member(find, access, type, name, "f");
                return null;
            }

            @Override
            public MethodVisitor visitMethod(
                    int access, String name, String descriptor, String signature, String[] exceptions) {
                if (!name.startsWith("<")) {
                    member(find, access, type, name + descriptor, "m");
                }
                return null;
            }
        };
    }

    private void member(boolean find, int access, String type, String member, String letter) {
        if ((access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) != 0) {
            shown.add(member);
        } else if (!find && (access & Opcodes.ACC_PRIVATE) != 0) {
            names.put(type + "." + member, letter + "p" + count(type + letter));
        } else if (!find && !shown.contains(member)) {
            // The same name in all classes, since one may override another's.
            names.put(type + "." + member, names.computeIfAbsent(member, each -> letter + count(letter)));
        }
    }

    /** Returns the new name of a member, which a class above the owner may declare. */
    private String name(String owner, String member, String name) {
        for (String type = owner; type != null; type = parents.get(type)) {
            if (names.containsKey(type + "." + member)) {
                return names.get(type + "." + member);
            }
        }
        return name;
    }

    private void rename(byte[] file, Map<String, byte[]> renamed) {
        ClassWriter writer = new ClassWriter(0);
        Set<String> own = new HashSet<>();
        parents.keySet().forEach(type -> own.add(names.getOrDefault(type, type)));
        new ClassReader(file)
                .accept(
                        new ClassRemapper(new Forwarders(writer, own::contains), new Remapper(Opcodes.ASM9) {
                            @Override
                            public String map(String name) {
                                return names.getOrDefault(name, name);
                            }

                            @Override
                            public String mapFieldName(String owner, String name, String descriptor) {
                                return StrippedClasses.this.name(owner, name, name);
                            }

                            @Override
                            public String mapRecordComponentName(String owner, String name, String descriptor) {
                                return mapFieldName(owner, name, descriptor);
                            }

                            @Override
                            public String mapMethodName(String owner, String name, String descriptor) {
                                return StrippedClasses.this.name(owner, name + descriptor, name);
                            }
                        }),
                        ClassReader.SKIP_DEBUG);
        byte[] bytes = writer.toByteArray();
        renamed.put(new ClassReader(bytes).getClassName() + CLASS, bytes);
    }
}
