package mm.grader; public class Kit {}
