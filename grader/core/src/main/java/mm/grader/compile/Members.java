package mm.grader.compile;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import mm.grader.child.ClassLoaders;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Which classes declare a member: through the classes of a submission, which are read, into those of the kit and of Java,
 * which are loaded but not initialised. A class of a student's has what it inherits, so the rules of whoever declares a
 * member hold for it, too.
 */
final class Members {
    private static final String OBJECT = "java/lang/Object";

    /** A class: those that it extends and implements, and its members as name and descriptor. */
    private record Declared(List<String> parents, Set<String> members, boolean isPublic) {}

    /** Of Java and the kit, for all submissions. */
    private static final Map<String, Declared> LOADED = new ConcurrentHashMap<>();

    private final Map<String, Declared> own = new HashMap<>();
    private final Map<String, Set<String>> ancestries = new HashMap<>();

    /** Adds a class of the submission. */
    void add(ClassReader reader) {
        Set<String> members = new HashSet<>();
        reader.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public FieldVisitor visitField(int access, String name, String type, String s, Object value) {
                        members.add(name + " " + type);
                        return null;
                    }

                    @Override
                    public MethodVisitor visitMethod(int access, String name, String type, String s, String[] thrown) {
                        members.add(name + " " + type);
                        return null;
                    }
                },
                ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        List<String> parents = new ArrayList<>(List.of(reader.getInterfaces()));
        parents.add(reader.getSuperName() == null ? OBJECT : reader.getSuperName());
        own.put(reader.getClassName(), new Declared(parents, members, true));
    }

    /** Tells whether a class is one of the submission's. */
    boolean isOwn(String internalName) {
        return own.containsKey(internalName);
    }

    /** Returns the class and all that it extends and implements, by internal names. */
    Set<String> ancestry(String internalName) {
        return ancestries.computeIfAbsent(internalName, this::search);
    }

    private Set<String> search(String internalName) {
        Set<String> found = new LinkedHashSet<>();
        Deque<String> next = new ArrayDeque<>(List.of(internalName));
        while (!next.isEmpty()) {
            String name = next.pop();
            if (found.add(name)) {
                declared(name).ifPresent(declared -> next.addAll(declared.parents()));
            }
        }
        found.add(OBJECT); // an interface has these methods, too
        return found;
    }

    /**
     * Returns all classes that declare a member, of a class and of what it extends and implements; an array has the
     * members of Object.
     */
    List<String> declaring(String owner, String name, String descriptor) {
        String member = name + " " + descriptor;
        return ancestry(owner.startsWith("[") ? OBJECT : owner).stream()
                .filter(each -> declared(each)
                        .filter(declared -> declared.members().contains(member))
                        .isPresent())
                .toList();
    }

    /** Tells whether a class can be named by other packages than its own. */
    boolean isPublic(String internalName) {
        return declared(internalName).filter(Declared::isPublic).isPresent();
    }

    private Optional<Declared> declared(String internalName) {
        Declared declared = own.get(internalName);
        return Optional.ofNullable(declared == null ? LOADED.computeIfAbsent(internalName, Members::load) : declared);
    }

    /** Returns what a class of Java's or the declares of the kit; null if there is none. */
    private static Declared load(String internalName) {
        try {
            Class<?> type = Class.forName(internalName.replace('/', '.'), false, ClassLoaders.kit());
            List<String> parents = new ArrayList<>();
            for (Class<?> each : type.getInterfaces()) {
                parents.add(Type.getInternalName(each));
            }
            if (type.getSuperclass() != null) {
                parents.add(Type.getInternalName(type.getSuperclass()));
            }
            Set<String> members = new HashSet<>();
            for (Field field : type.getDeclaredFields()) {
                members.add(field.getName() + " " + Type.getDescriptor(field.getType()));
            }
            for (Method method : type.getDeclaredMethods()) {
                members.add(method.getName() + " " + Type.getMethodDescriptor(method));
            }
            for (Constructor<?> constructor : type.getDeclaredConstructors()) {
                members.add("<init> " + Type.getConstructorDescriptor(constructor));
            }
            return new Declared(parents, members, Modifier.isPublic(type.getModifiers()));
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }
}
