package mm.grader.compile;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import mm.grader.kit.BoundedRun;

/** Where the methods of a Java file are, as the compiler's parser sees it. */
public final class Methods {
    /** A method: its name as {@code Class.method}, how many parameters, the line of its declaration. */
    record Method(String owner, String name, int parameters, long line) {}

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final List<Method> methods;

    private Methods(List<Method> methods) {
        this.methods = methods;
    }

    /**
     * Parses a text, in the compiler's process; a broken one has fewer methods, and one that is nested too deeply or takes
     * too long has none.
     */
    public static Methods of(String file, String text) {
        CompilerOrder.Source source = new CompilerOrder.Source(file, text);
        try {
            return new Methods(
                    CompilerProcess.ask(new CompilerOrder(CompilerOrder.What.METHODS, List.of(source)), LIMIT)
                            .methods());
        } catch (BoundedRun.NoResult e) {
            return new Methods(List.of());
        }
    }

    /** Parses a text here. */
    static List<Method> parsed(String file, String text) {
        ParsedSource source = ParsedSource.of(file, text);
        Scanner scanner = new Scanner(source.positions());
        scanner.read(source.unit());
        return scanner.methods;
    }

    /**
     * Returns the line on which a class declares a method, if need be one of that name with other parameters (which the
     * contract's own method calls); 0 if it does not.
     */
    public long declaration(String owner, String name, int parameters) {
        return methods.stream()
                .filter(method -> method.owner.equals(owner) && method.name.equals(name))
                .min(Comparator.comparing(method -> method.parameters == parameters ? 0 : 1))
                .map(Method::line)
                .orElse(0L);
    }

    private static final class Scanner extends TreeScanner<Void, String> {
        private final SourcePositions positions;
        private final List<Method> methods = new ArrayList<>();
        private CompilationUnitTree unit;

        Scanner(SourcePositions positions) {
            this.positions = positions;
        }

        void read(CompilationUnitTree tree) {
            unit = tree;
            scan(tree, "");
        }

        @Override
        public Void visitClass(ClassTree tree, String outer) {
            return super.visitClass(
                    tree,
                    tree.getSimpleName().length() == 0
                            ? outer
                            : tree.getSimpleName().toString());
        }

        @Override
        public Void visitMethod(MethodTree tree, String owner) {
            if (tree.getBody() != null && positions.getStartPosition(unit, tree.getBody()) >= 0) {
                methods.add(new Method(
                        owner, tree.getName().toString(), tree.getParameters().size(), nameLine(tree)));
            }
            return super.visitMethod(tree, owner);
        }

        /** The line of the return type (of a constructor: of the body), which is after Javadoc and annotations. */
        private long nameLine(MethodTree tree) {
            Tree type = tree.getReturnType() == null ? tree.getBody() : tree.getReturnType();
            return line(positions.getStartPosition(unit, type));
        }

        private long line(long position) {
            return unit.getLineMap().getLineNumber(position);
        }
    }
}
