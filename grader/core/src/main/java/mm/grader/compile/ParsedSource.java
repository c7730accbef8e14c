package mm.grader.compile;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A Java file as the compiler's parser sees it.
 *
 * @param text the text
 * @param unit the tree
 * @param positions where the nodes of the tree are in the text
 * @param errors what the parser objects to; a broken file has a smaller tree
 */
public record ParsedSource(
        String text,
        CompilationUnitTree unit,
        SourcePositions positions,
        List<Diagnostic<? extends JavaFileObject>> errors) {
    /** Parses a text. */
    public static ParsedSource of(String file, String text) {
        JavaFileObject source =
                new SimpleJavaFileObject(URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return text;
                    }
                };
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> errors = new DiagnosticCollector<>();
        JavacTask task = (JavacTask) javac.getTask(null, null, errors, List.of("-proc:none"), null, List.of(source));
        try {
            CompilationUnitTree unit = task.parse().iterator().next();
            return new ParsedSource(text, unit, Trees.instance(task).getSourcePositions(), errors.getDiagnostics());
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    /** Returns the line on which a node begins, without its comments; the first line is 1. */
    public int firstLine(Tree tree) {
        return line(positions.getStartPosition(unit, tree));
    }

    /** Returns the line on which a node ends. */
    public int lastLine(Tree tree) {
        return line(positions.getEndPosition(unit, tree) - 1);
    }

    /** Tells whether nothing but blanks is before a node on its first line. */
    public boolean beginsLine(Tree tree) {
        long start = positions.getStartPosition(unit, tree);
        long lineStart = unit.getLineMap().getPosition(line(start), 1);
        return text.substring((int) lineStart, (int) start).isBlank();
    }

    /** Tells whether a class, a method or a field has a modifier. */
    public boolean has(Tree tree, Modifier modifier) {
        ModifiersTree modifiers = tree instanceof ClassTree type
                ? type.getModifiers()
                : tree instanceof MethodTree method
                        ? method.getModifiers()
                        : tree instanceof VariableTree field ? field.getModifiers() : null;
        return modifiers != null && modifiers.getFlags().contains(modifier);
    }

    private int line(long position) {
        return (int) unit.getLineMap().getLineNumber(position);
    }
}
