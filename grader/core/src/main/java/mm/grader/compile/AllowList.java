package mm.grader.compile;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import mm.grader.child.ClassLoaders;
import mm.machine.Exercise;
import mm.text.Message;

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
            "mm.machine.MemoryGroups",
            "mm.machine.PageReclaim",
            "mm.machine.Exercise",
            "mm.procfs.SimulatedMachine",
            "mm.procfs.ProcWriter",
            "mm.procfs.SmapsWriter",
            "mm.procfs.SmapsCount",
            "mm.procfs.MappingNames",
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
            Map.entry("java.lang.System", "allow-list.nothing-that-ends-the-program"),
            Map.entry("java.lang.Runtime", "allow-list.nothing-that-ends-the-program"),
            Map.entry("java.lang.Shutdown", "allow-list.nothing-that-ends-the-program"),
            Map.entry("java.lang.Process", "allow-list.no-other-programs"),
            Map.entry("java.lang.Thread", "allow-list.no-threads"),
            Map.entry("java.lang.InheritableThreadLocal", "allow-list.no-threads"),
            Map.entry("java.util.Timer", "allow-list.no-threads"),
            Map.entry("java.util.concurrent", "allow-list.no-threads"),
            Map.entry("java.util.stream", "allow-list.no-threads"),
            Map.entry("java.util.Arrays", "allow-list.no-threads"),
            Map.entry("java.util.Collection", "allow-list.no-threads"),
            Map.entry("java.lang.Class", "allow-list.no-reflection-and-no-class"),
            Map.entry("java.lang.reflect", "allow-list.no-reflection-and-no-class"),
            Map.entry("java.lang.invoke", "allow-list.no-reflection-and-no-class"),
            Map.entry("java.lang.Module", "allow-list.no-reflection-and-no-class"),
            Map.entry("java.util.ServiceLoader", "allow-list.no-reflection-and-no-class"),
            Map.entry("java.lang.Stack", "allow-list.no-looking-at-who-calls"),
            Map.entry("java.lang.Throwable", "allow-list.no-looking-at-who-calls"),
            Map.entry("java.lang.String", "allow-list.nothing-that-outlives-a-check"),
            Map.entry("sun.", "allow-list.no-unsafe-and-no-native"),
            Map.entry("jdk.", "allow-list.no-unsafe-and-no-native"),
            Map.entry("java.net", "allow-list.no-network"),
            Map.entry("java.io.Object", "allow-list.no-serialization"),
            Map.entry("java.io", "allow-list.no-files"),
            Map.entry("java.nio", "allow-list.no-files"),
            Map.entry("java.util.Scanner", "allow-list.no-files"),
            Map.entry("mm.grader", "allow-list.nothing-of-the-grader-s"),
            Map.entry("org.", "allow-list.nothing-of-the-grader-s"),
            Map.entry("mm.", "allow-list.only-the-contracts-of-the"));

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
    static Optional<Message> brokenBy(String type) {
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
    static Optional<Message> brokenBy(String type, String member) {
        Set<String> only = ONLY.get(type);
        if (member.startsWith("parallel") && type.startsWith("java.util")) {
            return Optional.of(Message.of("allow-list.no-threads"));
        }
        if (member.endsWith("etStackTrace") && type.startsWith("java.")) {
            return Optional.of(Message.of("allow-list.no-looking-at-who-calls"));
        }
        boolean forbidden = (only != null && !only.contains(member)) || MEMBERS.contains(type + "." + member);
        return forbidden ? Optional.of(rule(type)) : Optional.empty();
    }

    private static Message rule(String type) {
        return RULES.entrySet().stream()
                .filter(entry -> type.startsWith(entry.getKey()))
                .max(java.util.Comparator.comparing(entry -> entry.getKey().length()))
                .map(entry -> Message.of(entry.getValue()))
                .orElse(Message.of("allow-list.only-what-the-allow-list"));
    }
}
