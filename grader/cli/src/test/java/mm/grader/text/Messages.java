package mm.grader.text;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Finds what a source says to people: its texts of two words, or of one and a placeholder, each line by itself, with
 * placeholders for what is put together with them. Which of them are no messages, the catalog says.
 */
final class Messages extends TreeScanner<Void, Void> {
    private static final Pattern WORD = Pattern.compile("['\"(\\[]*[A-Za-z][a-z]*[A-Za-z][-'A-Za-z]*[,;:.)\\]'\"!?]*");
    private static final String HOLE = "\u0001";

    private final Set<String> found = new TreeSet<>();

    /** Returns the messages of all Java files of a folder. */
    static Set<String> in(Path folder) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (Stream<Path> all = Files.walk(folder);
                StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            List<Path> files = all.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList();
            JavacTask task = (JavacTask)
                    compiler.getTask(null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
            Messages messages = new Messages();
            for (CompilationUnitTree unit : task.parse()) {
                messages.scan(unit, null);
            }
            return messages.found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hints and titles are asked of the rubric, descriptions of options are picocli's. */
    @Override
    public Void visitAnnotation(AnnotationTree annotation, Void nothing) {
        return null;
    }

    @Override
    public Void visitBinary(BinaryTree sum, Void nothing) {
        if (!isText(sum)) {
            return super.visitBinary(sum, nothing);
        }
        StringBuilder text = new StringBuilder();
        join(sum, text);
        keep(text.toString());
        return null;
    }

    @Override
    public Void visitLiteral(LiteralTree literal, Void nothing) {
        if (literal.getValue() instanceof String text) {
            keep(text);
        }
        return null;
    }

    private static boolean isText(Tree tree) {
        if (tree instanceof BinaryTree sum) {
            return sum.getKind() == Tree.Kind.PLUS && (isText(sum.getLeftOperand()) || isText(sum.getRightOperand()));
        }
        return tree instanceof LiteralTree literal && literal.getValue() instanceof String;
    }

    private void join(Tree tree, StringBuilder text) {
        if (tree instanceof BinaryTree sum && isText(sum)) {
            join(sum.getLeftOperand(), text);
            join(sum.getRightOperand(), text);
        } else if (tree instanceof LiteralTree literal && literal.getValue() != null) {
            text.append(literal.getValue());
        } else {
            text.append(HOLE);
            scan(tree, null);
        }
    }

    private void keep(String text) {
        String holes = text.replaceAll("%[-0-9.,+#]*[sdxXcb]", HOLE).replace("%n", "\n");
        for (String line : holes.split("\n")) {
            String core = line.strip();
            long words = Stream.of(core.split("\\s+"))
                    .filter(word -> WORD.matcher(word).matches())
                    .count();
            if (words > 1 || (words == 1 && core.contains(HOLE))) {
                found.add(numbered(core));
            }
        }
    }

    /** Numbers the holes; those side by side are one. */
    static String numbered(String text) {
        String[] literals = text.split(HOLE + "+", -1);
        StringBuilder id = new StringBuilder(literals[0]);
        for (int i = 1; i < literals.length; i++) {
            id.append('{').append(i - 1).append('}').append(literals[i]);
        }
        return id.toString();
    }
}
