package mm.grader.handout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mm.grader.cli.Sample;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.machine.Exercise;

/** A hand-out, and programs that run in it with nothing of this process's environment but Java. */
final class HandedOut {
    static final Path OOM = Exercise.OOM.sources(Path.of("exercises")).resolve("mm/oom/BadnessOomKiller.java");

    private HandedOut() {}

    static void make(Path folder, String... more) {
        List<String> command = new ArrayList<>(List.of("handout", "--out", folder.toString()));
        command.addAll(List.of(more));
        Sample.Ran ran = Sample.mm(command.toArray(String[]::new));
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).startsWith(folder.toString());
    }

    /** Runs a program in a folder. */
    static Sample.Ran run(Path folder, Map<String, String> environment, String... command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().keySet().retainAll(List.of("PATH"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Sample.Ran(process.waitFor(), said, "");
    }

    static Sample.Ran run(Path folder, String... command) throws Exception {
        return run(folder, Map.of(), command);
    }

    /** Puts an implementation of exercise 06 into a hand-out that nobody of the kit's makers wrote for it. */
    static void fillIn(Path folder) throws IOException {
        Path own = KitHome.root().resolve("grader/cli/src/test/resources/handout/BadnessOomKiller.java");
        Files.write(folder.resolve(OOM), Files.readAllBytes(own));
    }

    /** Copies a folder as a zip without times and rights would: files and their content. */
    static void copy(Path folder, Path target) throws IOException {
        for (Path file : FileTrees.files(folder)) {
            Path to = target.resolve(folder.relativize(file).toString());
            Files.createDirectories(to.getParent());
            Files.write(to, Files.readAllBytes(file));
        }
    }
}
