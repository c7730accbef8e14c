package mm.grader.compile;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import mm.grader.child.ClassLoaders;
import mm.grader.submission.Note;
import mm.grader.submission.SourceText;
import mm.machine.Exercise;
import mm.text.Message;

/**
 * Looks through an exercise's compiled classes before any of them runs: whoever uses what is not on the
 * {@link AllowList} gets nothing for the exercise. The class files are read, never loaded.
 */
public final class ForbiddenUses {
    private static final int MOST = 10;
    private static final List<String> NOT_THEIRS = List.of(
            "mm.", "java.", "javax.", "jdk.", "sun.", "com.sun.", "org.junit.", "org.assertj.", "org.opentest4j.");

    static {
        // ArchUnit's logging has nobody to write to, which is no news for a student.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
    }

    private final Exercise exercise;
    private final Compiled compiled;
    private final Set<Violation> violations = new LinkedHashSet<>();

    /** A use of something forbidden: file (if known) and line, and the sentence. */
    private record Violation(String where, int line, String sentence) {
        Note note() {
            return new Note(Note.Kind.FORBIDDEN, where, line, Message.verbatim(sentence));
        }
    }

    private ForbiddenUses(Compiled compiled) {
        this.exercise = compiled.exercise();
        this.compiled = compiled;
    }

    /** Returns a note for every violation, at most ten; none if all is well. */
    public static List<Note> violations(Compiled compiled) {
        ForbiddenUses police = new ForbiddenUses(compiled);
        JavaClasses classes = new ClassFileImporter().importPath(compiled.classes());
        for (JavaClass type : classes) {
            police.lookAt(type);
        }
        List<Note> sentences = new ArrayList<>(police.violations.stream()
                .sorted(Comparator.comparing(Violation::where).thenComparing(Violation::line))
                .map(Violation::note)
                .toList());
        if (sentences.size() > MOST) {
            int more = sentences.size() - MOST;
            sentences.subList(MOST, sentences.size()).clear();
            sentences.add(Note.of(Note.Kind.MORE, "", "note.more", more));
        }
        return sentences;
    }

    private void lookAt(JavaClass type) {
        String name = type.getName();
        boolean own = name.startsWith(exercise.packageName() + ".");
        if (!own && NOT_THEIRS.stream().anyMatch((name + ".")::startsWith)) {
            add(type, 0, "declares " + name, "classes belong into " + exercise.packageName());
        }
        if (AllowList.isOfTheKit(name) || ClassLoaders.isOfTheKit(name)) {
            add(type, 0, "declares " + name, "a class of the kit's cannot be replaced; take the file out");
        }
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
            JavaClass used = dependency.getTargetClass().getBaseComponentType();
            if (isForeign(used)) {
                int line = dependency.getSourceCodeLocation().getLineNumber();
                AllowList.brokenBy(used.getName()).ifPresent(rule -> add(type, line, "uses " + used.getName(), rule));
            }
        }
        for (JavaAccess<?> access : type.getAccessesFromSelf()) {
            JavaClass owner = access.getTargetOwner().getBaseComponentType();
            if (isForeign(owner)) {
                AllowList.brokenBy(owner.getName(), access.getName())
                        .ifPresent(rule -> add(
                                type,
                                access.getLineNumber(),
                                "uses " + owner.getName() + "." + access.getName(),
                                rule));
            } else if (access.getName().endsWith("etStackTrace")) {
                add(type, access.getLineNumber(), "uses " + access.getName(), "no looking at who calls");
            }
        }
        type.getMethods().forEach(method -> lookAt(type, method));
    }

    private void lookAt(JavaClass type, JavaMethod method) {
        int line = method.getSourceCodeLocation().getLineNumber();
        String declares = "declares " + type.getSimpleName() + "." + method.getName();
        if (method.getModifiers().contains(JavaModifier.NATIVE)) {
            add(type, line, declares, "no Unsafe and no native code");
        }
        if (method.getName().equals("finalize")) {
            add(type, line, declares, "no finalizers");
        }
        if (method.getName().equals("equals") && isCompared(type)) {
            add(type, line, declares, "what checks compare says of itself no more than its elements");
        }
    }

    /** Tells whether the checks could compare an object of this class with what they expect. */
    private static boolean isCompared(JavaClass type) {
        JavaClass each = type;
        while (each != null) {
            Set<JavaClass> parents = new LinkedHashSet<>(each.getRawInterfaces());
            each.getRawSuperclass().ifPresent(parents::add);
            if (parents.stream().anyMatch(parent -> isJavasCollection(parent.getName()))) {
                return true;
            }
            each = each.getRawSuperclass().orElse(null);
        }
        return false;
    }

    private static boolean isJavasCollection(String name) {
        try {
            Class<?> type = name.startsWith("java.") ? Class.forName(name, false, null) : Object.class;
            return java.util.Collection.class.isAssignableFrom(type)
                    || java.util.Map.class.isAssignableFrom(type)
                    || CharSequence.class.isAssignableFrom(type)
                    || Number.class.isAssignableFrom(type);
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private boolean isForeign(JavaClass type) {
        return !type.isPrimitive() && !compiled.names().contains(type.getName());
    }

    private void add(JavaClass type, int line, String what, String rule) {
        String where = compiled.sourceOf(type.getName())
                .map(SourceText::shown)
                .orElseGet(() ->
                        type.getSource().flatMap(source -> source.getFileName()).orElse(type.getName()));
        violations.add(new Violation(where, line, type.getName() + " " + what + "; the rule: " + rule));
    }
}
