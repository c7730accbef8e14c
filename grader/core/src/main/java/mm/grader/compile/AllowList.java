package mm.grader.compile;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import mm.grader.child.ClassLoaders;
import mm.machine.Exercise;

/**
 * What a submission may use: what is not named here is forbidden. Classes and members are looked at wherever a class file
 * names them, so a method reference, a lambda expression and a call are all the same.
 */
final class AllowList {
    private static final Set<String> PACKAGES = Set.of(
            "java.util",
            "java.util.function",
            "java.util.stream",
            "java.util.concurrent.atomic",
            "java.util.regex",
            "java.math",
            "java.lang.annotation");

    private static final Set<String> LANGUAGE = words(
            "Object String StringBuilder StringBuffer CharSequence Comparable Iterable AutoCloseable Cloneable Record"
                    + " Enum Boolean Byte Short Integer Long Float Double Character Number Void Math StrictMath"
                    + " Override Deprecated FunctionalInterface SafeVarargs SuppressWarnings System Class Appendable"
                    + " Runnable",
            "java.lang.");

    private static final Set<String> FURTHER =
            Set.of("java.io.PrintStream", "java.io.Serializable", "java.util.random.RandomGenerator");

    /** Types of allowed packages that start threads, load classes, or open files. */
    private static final Set<String> FORBIDDEN = words(
            "ServiceLoader Timer TimerTask ResourceBundle PropertyResourceBundle ListResourceBundle Scanner Formatter"
                    + " Properties PropertyPermission concurrent.atomic.AtomicIntegerFieldUpdater"
                    + " concurrent.atomic.AtomicLongFieldUpdater concurrent.atomic.AtomicReferenceFieldUpdater"
                    + " stream.StreamSupport",
            "java.util.");

    /** Classes of the machine that are not contracts: they make any part. */
    private static final Set<String> NO_CONTRACT = Set.of(
            "mm.machine.Parts",
            "mm.machine.MixedParts",
            "mm.machine.WatchedParts",
            "mm.machine.Machine",
            "mm.machine.OutOfMemory",
            "mm.machine.PageReclaim",
            "mm.machine.Exercise",
            "mm.procfs.SimulatedMachine",
            "mm.procfs.ProcWriter",
            "mm.procfs.SmapsRollup",
            "mm.procfs.Tools");

    /** Of these types only the named members. */
    private static final Map<String, Set<String>> ONLY = Map.of(
            "java.lang.System",
            words("out err arraycopy identityHashCode nanoTime currentTimeMillis lineSeparator", ""),
            "java.lang.Class",
            words("getName getSimpleName isInstance cast desiredAssertionStatus hashCode equals toString", ""),
            "java.io.PrintStream",
            words("print println printf format append write flush", ""),
            "java.util.random.RandomGenerator", // Random has what it does from this; its factories load classes
            words(
                    "ints longs doubles nextBoolean nextBytes nextDouble nextExponential nextFloat nextGaussian nextInt"
                            + " nextLong",
                    ""));

    /** Members that change or learn what is none of the submission's business, or that start threads. */
    private static final Set<String> MEMBERS = words(
            "lang.Integer.getInteger lang.Long.getLong lang.Boolean.getBoolean lang.Object.finalize lang.String.intern"
                    + " util.Locale.setDefault util.TimeZone.setDefault util.SimpleTimeZone.setDefault",
            "java.");

    private static final Map<String, String> RULES = Map.ofEntries(
            Map.entry("java.lang.System", "nothing that ends the program, loads code or reads the environment"),
            Map.entry("java.lang.Runtime", "nothing that ends the program, loads code or reads the environment"),
            Map.entry("java.lang.Shutdown", "nothing that ends the program, loads code or reads the environment"),
            Map.entry("java.lang.Process", "no other programs"),
            Map.entry("java.lang.Thread", "no threads"),
            Map.entry("java.lang.InheritableThreadLocal", "no threads"),
            Map.entry("java.util.Timer", "no threads"),
            Map.entry("java.util.concurrent", "no threads"),
            Map.entry("java.util.stream", "no threads"),
            Map.entry("java.util.Arrays", "no threads"),
            Map.entry("java.util.Collection", "no threads"),
            Map.entry("java.lang.Class", "no reflection and no class loading"),
            Map.entry("java.lang.reflect", "no reflection and no class loading"),
            Map.entry("java.lang.invoke", "no reflection and no class loading"),
            Map.entry("java.lang.Module", "no reflection and no class loading"),
            Map.entry("java.util.ServiceLoader", "no reflection and no class loading"),
            Map.entry("java.lang.Stack", "no looking at who calls"),
            Map.entry("java.lang.Throwable", "no looking at who calls"),
            Map.entry("java.lang.String", "nothing that outlives a check"),
            Map.entry("sun.", "no Unsafe and no native code"),
            Map.entry("jdk.", "no Unsafe and no native code"),
            Map.entry("java.net", "no network"),
            Map.entry("java.io.Object", "no serialization"),
            Map.entry("java.io", "no files"),
            Map.entry("java.nio", "no files"),
            Map.entry("java.util.Scanner", "no files"),
            Map.entry("mm.grader", "nothing of the grader's"),
            Map.entry("org.", "nothing of the grader's"),
            Map.entry("mm.", "only the contracts of the exercises"));

    private static final Set<String> KIT = ClassLoaders.classNames(ClassLoaders.origin(Exercise.class));

    private AllowList() {}

    private static Set<String> words(String text, String prefix) {
        return Set.of(text.split(" ")).stream().map(word -> prefix + word).collect(Collectors.toSet());
    }

    /** Tells whether a class is one of the kit's machine or contracts. */
    static boolean isOfTheKit(String type) {
        return KIT.contains(type);
    }

    /** Returns the rule that the use of a type breaks, if any. */
    static Optional<String> brokenBy(String type) {
        return allows(type) ? Optional.empty() : Optional.of(rule(type));
    }

    private static boolean allows(String type) {
        if (type.startsWith("mm.")) {
            return KIT.contains(type)
                    && !NO_CONTRACT.contains(outermost(type))
                    && !type.startsWith("mm.script.")
                    && !type.startsWith("mm.text.");
        }
        if (FORBIDDEN.contains(outermost(type))) {
            return false;
        }
        String packageName = type.substring(0, Math.max(0, type.lastIndexOf('.')));
        return PACKAGES.contains(packageName)
                || LANGUAGE.contains(outermost(type))
                || FURTHER.contains(type)
                || isException(type);
    }

    private static String outermost(String type) {
        return type.replaceAll("\\$.*", "");
    }

    /** Java's own exceptions do nothing but tell. */
    private static boolean isException(String type) {
        if (!type.startsWith("java.")) {
            return false;
        }
        try {
            return Throwable.class.isAssignableFrom(Class.forName(type, false, null));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Returns the rule that the use of a member breaks, if any, by the class that declares it. */
    static Optional<String> brokenBy(String type, String member) {
        Set<String> only = ONLY.get(type);
        if (member.startsWith("parallel") && type.startsWith("java.util")) {
            return Optional.of("no threads");
        }
        if (member.endsWith("etStackTrace") && type.startsWith("java.")) {
            return Optional.of("no looking at who calls");
        }
        boolean forbidden = only != null && !only.contains(member) || MEMBERS.contains(type + "." + member);
        return forbidden ? Optional.of(rule(type)) : Optional.empty();
    }

    private static String rule(String type) {
        return RULES.entrySet().stream()
                .filter(entry -> type.startsWith(entry.getKey()))
                .max(java.util.Comparator.comparing(entry -> entry.getKey().length()))
                .map(Map.Entry::getValue)
                .orElse("only what the allow-list names");
    }
}
