package mm.grader.compile;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import mm.grader.child.ClassFiles;
import mm.grader.child.ClassLoaders;
import mm.grader.kit.BoundedRun;
import mm.grader.submission.Note;
import mm.grader.submission.SourceText;
import mm.text.Message;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Looks through an exercise's compiled classes before any of them runs: whoever uses what is not on the
 * {@link AllowList} gets nothing for the exercise. The class files are read, never loaded, and every one gets an answer:
 * one that cannot be looked through is forbidden.
 */
public final class ForbiddenUses {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int STACK_MEGABYTES = 64;
    private static final int MAX_SENTENCES = 10;
    private static final Message ONLY_READABLE = Message.of("forbidden-uses.only-class-files-that-can");
    private static final List<String> NOT_THEIRS = List.of(
            "mm.", "java.", "javax.", "jdk.", "sun.", "com.sun.", "org.junit.", "org.assertj.", "org.opentest4j.");
    private static final List<Class<?>> COMPARED =
            List.of(Collection.class, Map.class, CharSequence.class, Number.class, Map.Entry.class);

    private final Compiled compiled;
    private final Members members = new Members();
    private final Set<ForbiddenUse> found = new TreeSet<>();

    private ForbiddenUses(Compiled compiled) {
        this.compiled = compiled;
    }

    /** Returns all that is forbidden in an exercise, in order; nothing if all is well. */
    public static List<ForbiddenUse> in(Compiled compiled) {
        try {
            return new BoundedRun("forbidden uses", LIMIT, STACK_MEGABYTES).call(() -> {
                ForbiddenUses uses = new ForbiddenUses(compiled);
                uses.read(files(compiled.classes()));
                return uses.withoutRepetitions();
            });
        } catch (BoundedRun.NoResult e) {
            String exercise = compiled.exercise().folder();
            return List.of(unreadable(exercise, exercise, e.what()));
        }
    }

    /** Returns a note for every violation, at most ten; none if all is well. */
    public static List<Note> violations(Compiled compiled) {
        List<ForbiddenUse> uses = in(compiled);
        List<Note> sentences = new ArrayList<>(
                uses.stream().limit(MAX_SENTENCES).map(ForbiddenUse::note).toList());
        if (uses.size() > MAX_SENTENCES) {
            sentences.add(Note.of(Note.Kind.MORE, "", "note.more", uses.size() - MAX_SENTENCES));
        }
        return sentences;
    }

    private static Map<String, byte[]> files(Path folder) throws IOException {
        return ClassFiles.in(folder).files();
    }

    private static ForbiddenUse unreadable(String file, String type, Object why) {
        return new ForbiddenUse(
                file, 0, type, Message.of("forbidden-uses.cannot-be-looked-through", why), ONLY_READABLE);
    }

    private void read(Map<String, byte[]> files) {
        Map<String, ClassReader> readers = new java.util.TreeMap<>();
        files.forEach((name, bytes) -> {
            try {
                ClassReader reader = new ClassReader(bytes);
                if (!reader.getClassName().replace('/', '.').equals(name)) {
                    throw new IllegalArgumentException("it is of another class");
                }
                members.add(reader);
                readers.put(name, reader);
            } catch (RuntimeException | StackOverflowError e) {
                found.add(unreadable(file(name), name, e.getClass().getSimpleName()));
            }
        });
        readers.forEach((name, reader) -> {
            try {
                nameOf(name);
                ClassUses.read(reader, new Look(name));
            } catch (RuntimeException | StackOverflowError e) {
                found.add(unreadable(file(name), name, e.getClass().getSimpleName()));
            }
        });
    }

    private void nameOf(String name) {
        boolean own = name.startsWith(compiled.exercise().packageName() + ".");
        if (!own && NOT_THEIRS.stream().anyMatch((name + ".")::startsWith)) {
            add(
                    name,
                    0,
                    Message.of("forbidden-uses.declares", name),
                    Message.of(
                            "forbidden-uses.classes-belong-into",
                            compiled.exercise().packageName()));
        }
        if (AllowList.isOfTheKit(name) || ClassLoaders.isOfTheKit(name)) {
            add(name, 0, Message.of("forbidden-uses.declares", name), Message.of("forbidden-uses.a-class-of-the-kit"));
        }
    }

    private String file(String type) {
        return compiled.sourceOf(type).map(SourceText::shown).orElse(type);
    }

    private void add(String type, int line, Message what, Message rule) {
        found.add(new ForbiddenUse(file(type), line, type, what, rule));
    }

    /** What has no line is left out where the same is said with one. */
    private List<ForbiddenUse> withoutRepetitions() {
        Set<String> withLine = new HashSet<>();
        found.stream().filter(use -> use.line() > 0).forEach(use -> withLine.add(use.type() + use.what()));
        return found.stream()
                .filter(use -> use.line() > 0 || !withLine.contains(use.type() + use.what()))
                .toList();
    }

    /** One class. */
    private final class Look implements ClassUses.Sink {
        private final String type;

        Look(String type) {
            this.type = type;
        }

        @Override
        public void type(String internalName, int line) {
            BoundedRun.goOn();
            if (!members.isOwn(internalName)) {
                String name = internalName.replace('/', '.');
                AllowList.brokenBy(name)
                        .ifPresent(rule -> add(type, line, Message.of("forbidden-uses.uses", name), rule));
            }
        }

        @Override
        public void member(String owner, String name, String descriptor, int line) {
            BoundedRun.goOn();
            List<String> declaring = members.declaring(owner, name, descriptor);
            for (String each : declaring) {
                String declared = each.replace('/', '.');
                AllowList.brokenBy(declared, name)
                        .ifPresent(rule -> add(type, line, Message.of("forbidden-uses.uses-2", declared, name), rule));
                if (members.isPublic(each)) {
                    type(each, line);
                }
            }
            if (declaring.isEmpty()) {
                Message what = Message.of("forbidden-uses.uses-which-is-not-there", owner.replace('/', '.'), name);
                add(type, line, what, Message.of("forbidden-uses.only-members-that-exist"));
            }
        }

        @Override
        public void declares(int access, String name, String descriptor, int line) {
            Message declares = Message.of("forbidden-uses.declares-2", type.substring(type.lastIndexOf('.') + 1), name);
            boolean method = descriptor.startsWith("(");
            if ((access & Opcodes.ACC_NATIVE) != 0) {
                add(type, line, declares, Message.of("allow-list.no-unsafe-and-no-native"));
            }
            if (method && name.equals("finalize") && Type.getArgumentTypes(descriptor).length == 0) {
                add(type, line, declares, Message.of("forbidden-uses.no-finalizers"));
            }
            if (method && name.equals("equals") && isCompared()) {
                add(type, line, declares, Message.of("forbidden-uses.what-checks-compare-says-of"));
            }
        }

        @Override
        public void forbidden(Message what, Message rule, int line) {
            add(type, line, what, rule);
        }

        /** Tells whether the checks could compare an object of this class with what they expect. */
        private boolean isCompared() {
            return members.ancestry(type.replace('.', '/')).stream()
                    .filter(name -> name.startsWith("java/"))
                    .anyMatch(Look::isJavasCollection);
        }

        private static boolean isJavasCollection(String internalName) {
            try {
                Class<?> java = Class.forName(internalName.replace('/', '.'), false, null);
                return COMPARED.stream().anyMatch(each -> each.isAssignableFrom(java));
            } catch (ClassNotFoundException e) {
                return false;
            }
        }
    }
}
