package mm.grader.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import mm.grader.cli.Mm;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.machine.Exercise;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code docs/ci/slurm-class.sbatch} on a real Slurm: one node, eight tasks, of which two are killed on the way. With
 * {@code -Dmm.slurm=true}, as root, where slurm-wlm and munge are installed; CI does so at night.
 */
final class SlurmTest {
    private static final int MINUTES = 20;
    private static final int STUDENTS = 40;
    private static final List<String> PROGRAMS = List.of("munged", "slurmctld", "slurmd");

    @TempDir
    private Path folder;

    private final StringWriter said = new StringWriter();

    @BeforeEach
    void start() throws Exception {
        assumeTrue(Boolean.getBoolean("mm.slurm"), "without -Dmm.slurm=true");
        assumeTrue(
                PROGRAMS.stream().allMatch(name -> Files.isExecutable(Path.of("/usr/sbin", name))),
                "slurm-wlm and munge are not installed");
        assumeTrue(System.getProperty("user.name").equals("root"), "not root");
        for (String name : List.of("munge", "state", "spool")) {
            Files.createDirectories(folder.resolve(name));
        }
        byte[] key = new byte[1024];
        new SecureRandom().nextBytes(key);
        Files.write(folder.resolve("munge/key"), key);
        for (String name : List.of("munge", "munge/key")) {
            Files.setPosixFilePermissions(
                    folder.resolve(name),
                    PosixFilePermissions.fromString(name.equals("munge") ? "rwx------" : "r--------"));
        }
        Files.writeString(folder.resolve("slurm.conf"), configuration());
        run(
                "munged",
                "--force",
                "--key-file=" + folder.resolve("munge/key"),
                "--socket=" + folder.resolve("munge/socket"),
                "--pid-file=" + folder.resolve("munged.pid"),
                "--log-file=" + folder.resolve("munge/log"),
                "--seed-file=" + folder.resolve("munge/seed"));
        run("slurmctld", "-f", folder.resolve("slurm.conf").toString());
        run("slurmd", "-f", folder.resolve("slurm.conf").toString());
        until("the node is idle", () -> run("sinfo", "-h", "-o", "%T").strip().equals("idle"));
    }

    private String configuration() throws IOException {
        String host = InetAddress.getLocalHost().getHostName().replaceFirst("\\..*", "");
        return String.join(
                "\n",
                "ClusterName=mm",
                "SlurmctldHost=" + host + "(127.0.0.1)",
                "SlurmctldPort=" + port(),
                "SlurmdPort=" + port(),
                "AuthType=auth/munge",
                "AuthInfo=socket=" + folder.resolve("munge/socket"),
                "CryptoType=crypto/munge",
                "SlurmUser=root",
                "SlurmdUser=root",
                "StateSaveLocation=" + folder.resolve("state"),
                "SlurmdSpoolDir=" + folder.resolve("spool"),
                "SlurmctldPidFile=" + folder.resolve("slurmctld.pid"),
                "SlurmdPidFile=" + folder.resolve("slurmd.pid"),
                "SlurmctldLogFile=" + folder.resolve("slurmctld.log"),
                "SlurmdLogFile=" + folder.resolve("slurmd.log"),
                "ProctrackType=proctrack/linuxproc",
                "TaskPlugin=task/none",
                "SelectType=select/cons_tres",
                "SelectTypeParameters=CR_CPU",
                "JobAcctGatherType=jobacct_gather/none",
                "AccountingStorageType=accounting_storage/none",
                "MpiDefault=none",
                "ReturnToService=2",
                "SlurmdParameters=config_overrides",
                "SchedulerParameters=sched_interval=5",
                "NodeName=" + host + " NodeAddr=127.0.0.1 CPUs=16 RealMemory=32000 State=UNKNOWN",
                "PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP",
                "");
    }

    private static int port() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** By their numbers, and no others. */
    @AfterEach
    void stop() throws Exception {
        for (String name : List.of("slurmd", "slurmctld", "munged")) {
            Path file = folder.resolve(name + ".pid");
            if (Files.exists(file)) {
                ProcessHandle.of(Long.parseLong(Files.readString(file).strip())).ifPresent(process -> {
                    process.destroy();
                    process.onExit()
                            .orTimeout(30, TimeUnit.SECONDS)
                            .exceptionally(late -> null)
                            .join();
                });
            }
        }
    }

    private String run(String... command) {
        try {
            return run(Map.of(), command);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("SLURM_CONF", folder.resolve("slurm.conf").toString());
        builder.environment().put("PATH", System.getenv("PATH") + ":/usr/sbin");
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(String.join(" ", command) + ": " + text)
                .isZero();
        return text;
    }

    private static void until(String what, BooleanSupplier done) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
        while (!done.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waiting until " + what).isLessThan(end);
            Thread.sleep(200);
        }
    }

    /** Repositories with a late commit, teams, files with times; none needs a child, so that tasks are short. */
    private void makeAClass(Path submissions) throws Exception {
        StringBuilder roster = new StringBuilder("student,group\n");
        StringBuilder times = new StringBuilder();
        for (int i = 0; i < STUDENTS; i++) {
            String student = (i % 5 == 0 ? "team" : "s") + i;
            if (i % 4 == 0) {
                Path own = Files.createDirectories(submissions.resolve(student));
                SampleClass.write(submissions, student, SampleClass.Kind.FORBIDDEN);
                SampleClass.git(own, "init", "-q", ".");
                SampleClass.commitAll(own, "2026-11-10T11:00:00Z");
                Path source = Exercise.OOM.sources(own).resolve("mm/oom/BadnessOomKiller.java");
                Files.writeString(source, "package mm.oom; class BadnessOomKiller {");
                SampleClass.commitAll(own, "2026-11-12T11:00:00Z");
            } else {
                SampleClass.write(submissions, student, SampleClass.Kind.DOES_NOT_COMPILE);
                times.append(student).append(",2026-11-1").append(i % 3).append(" 13:00\n");
            }
            roster.append(i % 5 == 0 ? "ann%1$d,team%1$d\nben%1$d,team%1$d\n".formatted(i) : student + ",\n");
        }
        Files.writeString(folder.resolve("roster.csv"), roster + "nobody,\n");
        Files.writeString(folder.resolve("times.csv"), times);
        Files.writeString(
                folder.resolve("late.yml"), "deadline: 2026-11-10 12:00\nzone: UTC\nsteps: {each: 1d, minus: 10%}\n");
    }

    private Set<String> running() {
        return new TreeSet<>(
                run("squeue", "-h", "-r", "-t", "R", "-o", "%F_%K").lines().toList());
    }

    @Test
    void an_array_of_eight_tasks_two_of_which_are_killed_gives_the_book_of_one_run() throws Exception {
        Path submissions = folder.resolve("submissions");
        makeAClass(submissions);
        Path mm = folder.resolve("mm");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Files.writeString(
                mm,
                "#!/bin/sh\nexec '" + java + "' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dmm.home='" + KitHome.root()
                        + "' -cp '" + System.getProperty("java.class.path") + "' " + Mm.class.getName() + " \"$@\"\n");
        Files.setPosixFilePermissions(mm, PosixFilePermissions.fromString("rwxr-xr-x"));
        String terms = "--late late.yml --times times.csv --roster roster.csv";
        String script = KitHome.root().resolve("docs/ci/slurm-class.sbatch").toString();
        run(Map.of("MM_TERMS", terms, "MM_CLASS", "--only 06", "MM_SCRIPT", script), "bash", script);
        Set<String> killed = new TreeSet<>();
        until("two tasks are at work, and killed", () -> {
            for (String task : running()) {
                Path shard = folder.resolve("class/shard-" + task.replaceFirst(".*_", ""));
                boolean atWork = Files.isDirectory(shard.resolve("results"))
                        && !FileTrees.files(shard.resolve("results")).isEmpty()
                        && !Files.exists(shard.resolve("run.json"));
                if (atWork && killed.size() < 2 && killed.add(task)) {
                    run("scancel", "--full", "--signal=KILL", task);
                }
            }
            return killed.size() == 2;
        });
        Path merged = folder.resolve("class/class");
        until("all is merged", () -> Files.exists(merged.resolve("run.json")));
        until("no job is left", () -> run("squeue", "-h").isBlank());
        String log = Files.readString(folder.resolve("class/merge.log"));
        assertThat(log).as("killed: " + killed).contains("again: ");

        List<String> whole = new ArrayList<>(List.of("class", submissions.toString(), "--only", "06", "--out"));
        Path one = folder.resolve("one");
        whole.add(one.toString());
        for (String word : terms.split(" ")) {
            whole.add(word.startsWith("-") ? word : folder.resolve(word).toString());
        }
        int code = Mm.execute(new PrintWriter(said), new PrintWriter(said, true), whole.toArray(String[]::new));
        assertThat(code).as(said.toString()).isZero();
        assertThat(Files.readString(one.resolve("gradebook.csv")))
                .contains("ann0,team0,forbidden,", "1 d 1 h 0 min,20%");
        List<Path> files = FileTrees.files(one);
        assertThat(FileTrees.files(merged)).hasSameSizeAs(files);
        for (Path file : files) {
            assertThat(merged.resolve(one.relativize(file).toString())).hasSameBinaryContentAs(file);
        }
    }
}
