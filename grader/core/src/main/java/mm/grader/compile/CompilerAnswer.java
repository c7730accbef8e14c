package mm.grader.compile;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the process of the compiler has made of its order, as it goes through a pipe.
 *
 * @param problems why there are no classes; none if there are
 * @param classes the classes
 * @param methods the methods, if these were asked for
 */
record CompilerAnswer(List<Problem> problems, List<Produced> classes, List<Methods.Method> methods) {
    /** What kind of problem it is. */
    enum Kind {
        /** The source is wrong. */
        ERROR,
        /** There is too much to write. */
        NOT_WRITTEN,
        /** The compiler itself stopped. */
        STOPPED,
        /** Its process ended without a word; somebody may have killed it. */
        ENDED,
        /** The sources are nested deeper than the compiler can follow. */
        TOO_DEEP,
        /** The compiler has needed more memory than it has. */
        TOO_LARGE
    }

    /**
     * Why there are no classes.
     *
     * @param kind what kind of problem it is
     * @param source the number of the source in the order, from 0; -1 if it is about none
     * @param line the line in it
     * @param text the sentence
     */
    record Problem(Kind kind, int source, long line, String text) {}

    /**
     * A class.
     *
     * @param source the number of its source in the order, from 0
     * @param name its name
     * @param bytes the class file
     */
    record Produced(int source, String name, byte[] bytes) {}

    /** Makes the answer of a compiler that stopped. */
    static CompilerAnswer stopped(String why) {
        return stopped(Kind.STOPPED, why);
    }

    /** Returns the answer for a compiler that stopped in a way of its own. */
    static CompilerAnswer stopped(Kind kind, String why) {
        return new CompilerAnswer(List.of(new Problem(kind, -1, 0, why)), List.of(), List.of());
    }

    /** Tells whether the compiler came to an end by itself, so that it can be asked again. */
    boolean isWhole() {
        return problems.stream().noneMatch(problem -> problem.kind().compareTo(Kind.STOPPED) >= 0);
    }

    /** Tells whether its process ended without a word, so that another one may have more luck. */
    boolean hasEnded() {
        return problems.stream().anyMatch(problem -> problem.kind() == Kind.ENDED);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(problems.size());
        for (Problem problem : problems) {
            out.writeInt(problem.kind().ordinal());
            out.writeInt(problem.source());
            out.writeLong(problem.line());
            CompilerOrder.writeText(out, problem.text());
        }
        out.writeInt(classes.size());
        for (Produced each : classes) {
            out.writeInt(each.source());
            CompilerOrder.writeText(out, each.name());
            CompilerOrder.writeBytes(out, each.bytes());
        }
        out.writeInt(methods.size());
        for (Methods.Method method : methods) {
            CompilerOrder.writeText(out, method.owner());
            CompilerOrder.writeText(out, method.name());
            out.writeInt(method.parameters());
            out.writeLong(method.line());
        }
        out.flush();
    }

    static CompilerAnswer read(DataInputStream in) throws IOException {
        List<Problem> problems = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            problems.add(
                    new Problem(Kind.values()[in.readInt()], in.readInt(), in.readLong(), CompilerOrder.readText(in)));
        }
        List<Produced> classes = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            classes.add(new Produced(in.readInt(), CompilerOrder.readText(in), CompilerOrder.readBytes(in)));
        }
        List<Methods.Method> methods = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            methods.add(new Methods.Method(
                    CompilerOrder.readText(in), CompilerOrder.readText(in), in.readInt(), in.readLong()));
        }
        return new CompilerAnswer(problems, classes, methods);
    }
}
