package mm.grader.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mm.grader.kit.KitHome;

/** {@code mm} as a process of its own, within a system that is made for it by bubblewrap. */
public final class RealMm {
    private RealMm() {}

    /** Tells whether such a system can be made here. */
    public static boolean canBeWithin(List<String> walls) throws Exception {
        List<String> command = new ArrayList<>(walls);
        command.add("true");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Runs it, and returns its exit code, and what it said. */
    public static Sample.Ran run(List<String> walls, Path temporary, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(walls);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData", // a file of the virtual machine's own in /tmp
                "-Dmm.home=" + KitHome.root(),
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                Mm.class.getName()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile("real-mm", ".out");
        Path err = Files.createTempFile("real-mm", ".err");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            process.getOutputStream().close();
            int code = process.waitFor();
            return new Sample.Ran(
                    code, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }
}
