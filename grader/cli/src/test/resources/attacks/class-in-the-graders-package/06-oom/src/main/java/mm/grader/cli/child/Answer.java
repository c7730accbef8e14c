package mm.grader.cli.child; public record Answer() {}
