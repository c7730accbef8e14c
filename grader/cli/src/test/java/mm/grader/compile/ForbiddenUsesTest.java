package mm.grader.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mm.grader.child.ClassLoaders;
import mm.grader.kit.KitHome;
import mm.grader.submission.Submission;
import mm.grader.text.Texts;
import mm.machine.Exercise;
import mm.text.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a class file uses is found wherever it is named, and what an honest student needs is allowed. */
final class ForbiddenUsesTest {
    @TempDir
    private Path folder;

    private List<ForbiddenUse> uses(String members, String... further) throws IOException {
        Path file = Exercise.OOM.sources(folder.resolve("in")).resolve("mm/oom/Tried.java");
        Files.createDirectories(file.getParent());
        String text = "package mm.oom;\nimport java.util.*;\nimport java.util.function.*;\nimport java.util.stream.*;\n"
                + "final class Tried { " + members + " }\n" + String.join("\n", further);
        Files.writeString(file, text, StandardCharsets.UTF_8);
        Compiled compiled =
                new Compiler(Submission.open(folder.resolve("in")), folder.resolve("work")).compile(Exercise.OOM);
        assertThat(compiled.errors()).isEmpty();
        return ForbiddenUses.in(compiled);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "void lambda$x$0() { System.exit(0); }",
                "static void lambda$static$1(Object o) throws Exception { Class.forName(\"x\"); }",
                "void access$000() { System.exit(0); }",
                "static void access$100(Tried t) { System.exit(0); }",
                "void $deserializeLambda$() { System.exit(0); }",
                "void bridge$() { Runnable r = () -> System.exit(0); }",
                "IntConsumer c = System::exit;",
                "Supplier<Thread> s = Thread::new;",
                "Object o = Thread.class;",
                "boolean b(Object o) { return o instanceof Thread; }",
                "Object o = new Thread[1];",
                "Object o = new Thread[1][];",
                "Thread field;",
                "Thread[] result() { return null; }",
                "void parameter(Thread t) {}",
                "List<Thread> field;",
                "Map<String, List<? extends Thread>> field;",
                "<T extends Thread> void bound() {}",
                "void local() { Thread t = null; }",
                "void local() { List<Thread> t = null; }",
                "void thrown() throws InterruptedException { Thread.sleep(1); }",
                "void cast(Object o) { ((Thread) o).toString(); }",
                "@Given(Thread.class) void annotated() {} @interface Given { Class<?> value(); }",
                "@Given({Object.class, Thread.class}) int annotated; @interface Given { Class<?>[] value(); }",
                "record Pair(Thread one) {}",
                "record Pair(List<Thread> one) {}",
                "enum Kind { A { void x() { System.exit(0); } } }",
                "static class Zone extends SimpleTimeZone { Zone() { super(0, \"\"); Zone.setDefault(null); } }",
                "static class Own extends ArrayList<Object> { Object o() { return parallelStream(); } }",
                "static class Own extends ArrayList<Object> { Object o() { return super.parallelStream(); } }",
                "static class Own extends ArrayList<Object> {} static class Deep extends Own {}"
                        + " Supplier<Object> s = new Deep()::parallelStream;",
                "Object o = StreamSupport.stream(new ArrayList<Object>().spliterator(), true);",
                "Object o = IntStream.range(0, 9).parallel();",
                "void a(long[] a) { Arrays.parallelSort(a); }",
                "static class Own extends RuntimeException { Object o() { return getStackTrace(); } }",
                "Object o() { return new RuntimeException().getStackTrace(); }",
                "static class Out extends java.io.PrintStream { Out() { super(System.out); } }",
                "void close() { System.out.close(); }",
                "Object o = System.getenv();",
                "Object o = System.in;",
                "Object o = \"a\".intern();",
                "Object o = Integer.getInteger(\"x\");",
                "Object o = getClass().getClassLoader();",
                "Supplier<Object> s = getClass()::getClassLoader;",
                "Runnable r = (Runnable & java.io.Serializable) () -> {};",
                "protected void finalize() {}",
                "native void n();",
                "static class Own extends AbstractList<String> { public String get(int i) { return null; }"
                        + " public int size() { return 0; } public boolean equals(Object o) { return true; }"
                        + " public int hashCode() { return 0; } }",
                "Object o = new Formatter();",
                "mm.machine.Parts field;",
                "void m() { mm.procfs.Tools.class.getName(); }",
                "ThreadLocal<Object> field;",
                "void m() { for (var t : ServiceLoader.load(Runnable.class)) t.run(); }",
                "void m() { new Timer(); }",
                "Object o = java.util.random.RandomGenerator.of(\"Random\");",
                "Object o = java.util.random.RandomGenerator.getDefault();",
                "Object o = Locale.getDefault(); void m() { Locale.setDefault(Locale.ROOT); }",
                "int m(Object o) { return switch (o.toString()) { case \"a\" -> { System.exit(1); yield 1; }"
                        + " default -> 0; }; }",
                "static { Runtime.getRuntime().halt(0); }",
                "interface I { default void m() { System.exit(0); } }",
                "sealed interface I permits J {} record J(Process p) implements I {}",
            })
    void what_is_forbidden_is_found_in_every_form(String members) throws IOException {
        assertThat(uses(members)).isNotEmpty().allSatisfy(use -> {
            assertThat(use.file()).isEqualTo("06-oom/src/main/java/mm/oom/Tried.java");
            assertThat(Texts.english().say(use.what())).isNotEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int access$000() { return 1; } void lambda$x$0() {}",
                "record Pair(int a, String b) {}",
                "enum Kind { A, B } int m(Kind k) { return switch (k) { case A -> 1; case B -> 2; }; }",
                "sealed interface I permits J {} record J() implements I {}",
                "String m(int a, Object b) { return \"x\" + a + b; }",
                "Object m(List<String> l) { return l.stream().map(String::length).sorted().toList(); }",
                "Object m(int[] a) { return a.clone(); } Kind[] k = Kind.values().clone(); enum Kind { A }",
                "void m() { assert 1 < 2; System.out.printf(\"%d%n\", 3); System.err.println(); }",
                "@Override public String toString() { return String.format(\"%s\", 1); }",
                "int m() { try { return Integer.parseInt(\"1\"); } catch (NumberFormatException e) { return 0; } }",
                "static class Own extends ArrayList<String> { String m() { return get(0) + super.size(); } }",
                "Runnable r = (Runnable & Comparable<Object>) null;",
                "Object o = Map.entry(1, 2).getKey(); Object p = new TreeMap<>(Comparator.reverseOrder());",
                "static class E extends IllegalStateException { E() { super(\"x\", null); } }",
                "Object m() { return new StringBuilder().append(1).reverse().length() + \"\".chars().count(); }",
                "Iterator<Integer> i = new Iterator<>() { public boolean hasNext() { return false; }"
                        + " public Integer next() { throw new NoSuchElementException(); } };",
                "@FunctionalInterface interface F { int f(); } @SafeVarargs final <T> void v(T... t) {}",
                "Object lock = new Object(); int m() { synchronized (lock) { return lock.hashCode(); } }",
                "int m() { Random r = new Random(7); return r.nextInt(3) + r.nextInt(3, 9) + r.ints(2).sum(); }",
                "long m() { return new SplittableRandom(1).nextLong() + Math.round(Math.random()); }",
                "BitSet b = new BitSet(); Optional<String> o = Optional.of(\"\"); long n = Long.MAX_VALUE;",
            })
    void what_honest_code_needs_is_allowed(String members) throws IOException {
        assertThat(uses(members)).isEmpty();
    }

    @Test
    void a_use_is_told_with_its_file_line_class_and_rule() throws IOException {
        assertThat(uses("\n\nvoid lambda$x$0() { System.exit(0); }"))
                .containsExactly(new ForbiddenUse(
                        "06-oom/src/main/java/mm/oom/Tried.java",
                        7,
                        "mm.oom.Tried",
                        Message.of("forbidden-uses.uses-2", "java.lang.System", "exit"),
                        Message.of("allow-list.nothing-that-ends-the-program")));
    }

    @ParameterizedTest
    @EnumSource
    void the_reference_uses_nothing_forbidden(Exercise exercise) {
        Submission solutions = Submission.open(KitHome.solutions());
        if (solutions.handedIn(exercise)) {
            Compiled compiled = new Compiler(solutions, folder).compile(exercise);
            assertThat(ForbiddenUses.in(compiled)).isEmpty();
        }
    }

    /** What a student may use of the kit does nothing that a student may not do: it is no way round. */
    @Test
    void what_is_allowed_of_the_kit_uses_nothing_forbidden_itself() throws IOException {
        Path kit = ClassLoaders.origin(Exercise.class); // a folder, or a jar once it is packed
        Path allowed = folder.resolve("allowed");
        for (String type : ClassLoaders.classNames(kit)) {
            if (!type.contains("-info") && AllowList.brokenBy(type).isEmpty()) {
                String file = type.replace('.', '/') + ".class";
                Path target = allowed.resolve(file);
                Files.createDirectories(target.getParent());
                try (InputStream in = Exercise.class.getResourceAsStream("/" + file)) {
                    Files.copy(in, target);
                }
            }
        }
        assertThat(ClassLoaders.classNames(allowed)).hasSizeGreaterThan(30);
        assertThat(ForbiddenUses.in(compiled(allowed)))
                .filteredOn(use -> Texts.english().say(use.what()).startsWith("uses "))
                // What it objects to, it says by a sentence of the kit's own, whose catalogue nobody else can name.
                .filteredOn(use -> !Texts.english().say(use.what()).startsWith("uses mm.text."))
                // It reads a directory, for whoever can name one: a Path is not on the list.
                .filteredOn(use -> !use.type().startsWith("mm.procfs.ProcFs"))
                // It turns bytes into characters, and gives nobody the Charset that it has for it.
                .filteredOn(use -> !(use.type().equals("mm.procfs.TaskName")
                        && Texts.english().say(use.what()).startsWith("uses java.nio.charset.")))
                .isEmpty();
    }

    private static Compiled compiled(Path classes) {
        return new Compiled(
                Exercise.OOM,
                true,
                classes,
                ClassLoaders.classNames(classes),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /** What is no class file, or one that was cut, is forbidden and no failure. */
    @Test
    void what_cannot_be_looked_through_is_forbidden() throws IOException {
        uses("int x;");
        Path file = folder.resolve("work/06-oom/mm/oom/Tried.class");
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            Compiled compiled = compiled(folder.resolve("work/06-oom"));
            assertThat(ForbiddenUses.in(compiled))
                    .isNotEmpty()
                    .allSatisfy(
                            use -> assertThat(Texts.english().say(use.what())).contains("cannot be looked through"));
        }
    }
}
