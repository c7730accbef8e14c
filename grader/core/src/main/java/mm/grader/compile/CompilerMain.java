package mm.grader.compile;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;

/**
 * The main program of the compiler's process: an order through its input, an answer through its output, and again, until
 * the input ends. It has no classes of a submission and runs nothing of one; it has a process of its own because there
 * are small sources that keep the compiler busy for years or use up all memory, and only a process can be ended.
 */
final class CompilerMain {
    /** What it says once it can work. */
    static final int READY = 'r';

    private static final int STACK_BYTES = 256 << 20;
    private static final CompilerOrder SMALL = new CompilerOrder(
            CompilerOrder.What.COMPILE, List.of(new CompilerOrder.Source("string:///A.java", "class A {}")));

    private CompilerMain() {}

    /**
     * Works until there are no more orders.
     *
     * @param arguments the class path of what is compiled
     */
    public static void main(String[] arguments) throws IOException {
        DataInputStream orders = new DataInputStream(new BufferedInputStream(System.in));
        DataOutputStream answers =
                new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        CompilerWork work = new CompilerWork(arguments[0]);
        work.answer(SMALL); // loads the compiler, so that the first order's time is not spent on it
        answers.write(READY);
        answers.flush();
        try {
            while (true) {
                CompilerOrder order = CompilerOrder.read(orders);
                // The next order comes after this one's answer; if the input ends before, nobody waits any more.
                new Thread(null, () -> answer(work, order, answers), "compiler", STACK_BYTES).start();
            }
        } catch (IOException e) {
            Runtime.getRuntime().halt(0);
        }
    }

    private static void answer(CompilerWork work, CompilerOrder order, DataOutputStream answers) {
        try {
            CompilerAnswer answer;
            try {
                answer = work.answer(order);
            } catch (StackOverflowError e) {
                answer = CompilerAnswer.stopped(CompilerAnswer.Kind.TOO_DEEP, "");
            } catch (RuntimeException | Error e) {
                answer = CompilerAnswer.stopped(e.getClass().getSimpleName());
            }
            answer.write(answers);
        } catch (IOException e) {
            Runtime.getRuntime().halt(0);
        }
    }
}
