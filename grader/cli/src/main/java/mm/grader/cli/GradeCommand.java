package mm.grader.cli;

@picocli.CommandLine.Command(name = "grade")
final class GradeCommand implements Runnable {
    public void run() {}
}
