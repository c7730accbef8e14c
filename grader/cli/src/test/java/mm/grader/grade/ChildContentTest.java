package mm.grader.grade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import mm.grader.Recordings;
import mm.grader.cli.Sample;
import mm.grader.kit.KitHome;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.Rubric;
import mm.grader.sandbox.CheckRecordings;
import mm.grader.sandbox.Sandbox;
import mm.grader.submission.Submission;
import mm.machine.Exercise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What is not in a child cannot be stolen there: code that may use all that Java has looks for it, the allow-list off. */
final class ChildContentTest {
    @TempDir
    private Path folder;

    /** Prints what it finds; the loaders are those of the submission, of the kit, of the thread, and of the system. */
    private static final String LOOK = """
            ClassLoader[] loaders = {getClass().getClassLoader(), Todo.class.getClassLoader(),
                Thread.currentThread().getContextClassLoader(), ClassLoader.getSystemClassLoader()};
            for (ClassLoader loader : loaders) {
                for (String name : new String[] {"mm/grader/recordings/layout-1.txt", "mm/grader/recordings/score-1.txt",
                        "mm/grader/grade/closing.txt", "mm/grader/cli/Mm.class", "mm/grader/course/Course.class",
                        "mm/oom/BadnessOomKiller.class", "mm/vma/VmaMemoryDescriptor.class"}) {
                    if (loader.getResource(name) != null) {
                        System.out.println("found " + name);
                    }
                }
                try {
                    Class<?> other = loader == getClass().getClassLoader() ? null
                        : Class.forName("mm.pagetable.RadixPageTable", false, loader);
                    if (other != null) {
                        System.out.println("found the reference");
                    }
                } catch (ClassNotFoundException e) {
                    // as it should be
                }
            }
            for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
                if (entry.contains("solution")) {
                    System.out.println("found " + entry);
                }
            }
            try {
                Object recordings = Class.forName("mm.grader.Recordings").getMethod("of", String.class)
                    .invoke(null, "layout");
                if (!((java.util.List<?>) recordings).isEmpty()) {
                    System.out.println("found recordings");
                }
            } catch (ReflectiveOperationException e) {
                System.out.println("found no way to ask: " + e);
            }
            for (String file : new String[] {FILES}) {
                if (new java.io.File(file).exists()) {
                    System.out.println("found " + file);
                }
            }
            System.out.println("looked");
            return 8;
            """;

    private String printed(boolean bubblewrap, String files) throws IOException {
        Sandbox walls = Sandbox.of(bubblewrap ? Sandbox.Wish.AUTO : Sandbox.Wish.OFF);
        assumeTrue(walls.on() == bubblewrap, "bubblewrap is " + walls.on());
        Sample.write(folder, Sample.FILE, Sample.withRoot(LOOK.replace("FILES", files)), StandardCharsets.UTF_8);
        GradingOptions terms =
                GradingOptions.of(Sample.LIMITS, walls, 1).withoutAllowList().withoutScreens();
        return new Grader(Sample.RUBRIC, terms)
                .grade(Submission.open(folder), EnumSet.of(Exercise.PAGE_TABLE))
                .exercises()
                .get(0)
                .verdicts()
                .get(0)
                .output();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_child_has_neither_reference_nor_recordings_nor_the_grader(boolean bubblewrap) throws IOException {
        assertThat(printed(bubblewrap, "").lines()).containsExactly("looked");
    }

    @Test
    void within_bubblewrap_their_files_are_not_there_either() throws IOException {
        String files = List.of(
                        KitHome.solutions(),
                        KitHome.exercises().resolve("01-page-table"),
                        folder,
                        KitHome.root().resolve("docs"))
                .stream()
                .map(path -> "\"" + path + "\"")
                .reduce((a, b) -> a + ", " + b)
                .orElseThrow();
        assertThat(printed(true, files).lines()).containsExactly("looked");
    }

    /** What a check asks for by name is what it says that it replays; the reference's marks show the rest. */
    @Test
    void a_check_says_which_recordings_it_replays() throws Exception {
        Set<String> kinds = new TreeSet<>();
        for (CheckInfo check : Rubric.shipped().checks()) {
            Set<String> given = new TreeSet<>();
            CheckRecordings.of(check).forEach((name, text) -> {
                assertThat(text).isEqualTo(Recordings.shipped(name));
                given.add(name.replaceAll("-[0-9]+\\.txt", ""));
            });
            assertThat(given).as(check.id()).containsAll(asked(check));
            kinds.addAll(given);
        }
        assertThat(kinds).contains("layout", "faults", "cow", "oom", "score", "swap", "procps", "malloc-a", "status");
    }

    /** The texts in front of a call that replays, in the check's own method. */
    private static Set<String> asked(CheckInfo check) throws Exception {
        Set<String> asked = new TreeSet<>();
        try (var in = Class.forName(check.className())
                .getResourceAsStream(check.className().replaceAll(".*\\.", "") + ".class")) {
            new ClassReader(in).accept(new Asked(check.method(), asked), 0);
        }
        return asked;
    }

    private static final class Asked extends ClassVisitor {
        private final String method;
        private final Set<String> asked;

        Asked(String method, Set<String> asked) {
            super(Opcodes.ASM9);
            this.method = method;
            this.asked = asked;
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String type, String s, String[] thrown) {
            return !name.equals(method)
                    ? null
                    : new MethodVisitor(Opcodes.ASM9) {
                        private Object last;

                        @Override
                        public void visitLdcInsn(Object value) {
                            last = value;
                        }

                        @Override
                        public void visitMethodInsn(
                                int opcode, String owner, String called, String type, boolean isInterface) {
                            boolean recordings = owner.equals("mm/grader/Recordings") && called.equals("of");
                            if (recordings || owner.equals("mm/grader/RecordingReplay")) {
                                asked.add((String) last);
                            }
                        }
                    };
        }
    }
}
