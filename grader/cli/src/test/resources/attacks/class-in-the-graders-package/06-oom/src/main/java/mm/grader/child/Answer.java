package mm.grader.child; public record Answer() {}
