package mm.grader.child;

final class Failure {
    static Answer answer(Throwable failure, String output) {
        return null;
    }
}
