package mm.grader.skeletons;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.lang.model.element.Modifier;
import mm.grader.compile.ParsedSource;
import mm.machine.Exercise;
import mm.text.Message;

/**
 * Cuts a skeleton out of a solution. The cut is the default; markers say what stays.
 *
 * <pre>
 * a class that is not public, in a file without a marker    there is no skeleton of it
 * a private member, an initializer block                    goes, with its comments
 * another method or constructor, unless its body is empty   its body is  throw new Todo("exercise NN: Class.method");
 * another field, a method without a body                    stays
 * a class in a class that stays                             by the same rules
 *
 * // GIVEN        before a class: all of it stays as it is
 *                 before a member: it stays as it is, and so do those that follow without a blank line
 * // STUB: text   before a member: the text instead of it, and of those that follow without a blank line
 *                 in a body: the text instead of the rest of the block; what is before it stays
 * </pre>
 *
 * <p>Then the imports that nothing uses any more are dropped, and blank lines closed up.
 */
final class Cutter {
    private final Exercise exercise;
    private final List<String> lines;
    private final ParsedSource source;
    private final Markers markers;
    /** By line: what the skeleton shows there. */
    private final List<List<String>> shown = new ArrayList<>();

    private Cutter(Exercise exercise, String file, String text) {
        this.exercise = exercise;
        lines = text.lines().toList();
        lines.forEach(line -> shown.add(List.of(line)));
        markers = new Markers(file, lines);
        source = ParsedSource.of(file, text);
        source.errors().stream().findFirst().ifPresent(error -> {
            throw markers.error((int) error.getLineNumber(), Message.verbatim(error.getMessage(Locale.ROOT)));
        });
    }

    /**
     * Returns the skeleton of the file of a solution; empty if it has none.
     *
     * @param file the name of the file for messages
     * @throws UserError naming file and line if the file does not parse or a marker is wrong
     */
    static Optional<String> cut(Exercise exercise, String file, String text) {
        return new Cutter(exercise, file, text).cut();
    }

    private Optional<String> cut() {
        List<? extends Tree> types = source.unit().getTypeDecls();
        if (markers.isEmpty() && types.stream().noneMatch(type -> source.has(type, Modifier.PUBLIC))) {
            return Optional.empty();
        }
        for (Tree type : types) {
            boolean given = meetGiven(firstComment(type));
            cutMembers((ClassTree) type, given);
        }
        markers.requireAllMet();
        return Optional.of(
                ImportCleaner.tidy(shown.stream().flatMap(List::stream).toList()));
    }

    /** Goes through the members of a class, paragraph by paragraph: a blank line or a marker begins a new one. */
    private void cutMembers(ClassTree type, boolean allGiven) {
        boolean given = false;
        boolean replaced = false;
        int before = 0;
        for (Tree member : membersOf(type)) {
            int first = firstComment(member);
            boolean marked = markers.isGiven(first) || markers.isStub(first);
            if (marked || first != before + 1) {
                replaced = markers.isStub(first);
                given = meetGiven(first);
                if (given && (allGiven || staysAnyway(member))) {
                    throw markers.error(first, "cutter.what-follows-stays-without-this");
                }
            }
            int from = before == 0 ? first : before + 1;
            before = source.lastLine(member);
            if (replaced) {
                show(first, before, markers.isStub(first) ? markers.meetStubs(first) : List.of());
            } else if (given || allGiven) {
                keep(member);
            } else if (source.has(member, Modifier.PRIVATE) || member instanceof BlockTree) {
                show(from, before, List.of());
            } else if (member instanceof ClassTree nested) {
                cutMembers(nested, false);
            } else if (member instanceof MethodTree method && !staysAnyway(member)) {
                cutBody(type, method);
            }
        }
    }

    /** Returns the members that begin a line: no components of a record, and no second name in a declaration. */
    private List<Tree> membersOf(ClassTree type) {
        List<Tree> members = new ArrayList<>();
        for (Tree member : type.getMembers()) {
            boolean component = type.getKind() == Tree.Kind.RECORD
                    && member instanceof VariableTree
                    && !source.has(member, Modifier.STATIC);
            if (source.beginsLine(member) && !component) {
                members.add(member);
            } else if (!(member instanceof VariableTree)) {
                throw markers.error(source.firstLine(member), "cutter.a-member-must-begin-on");
            }
        }
        return members;
    }

    private boolean staysAnyway(Tree member) {
        boolean hasNoBody = member instanceof VariableTree
                || (member instanceof MethodTree method
                        && (method.getBody() == null
                                || method.getBody().getStatements().isEmpty()));
        return hasNoBody && !source.has(member, Modifier.PRIVATE);
    }

    /** Keeps a member, but for the STUBs in its bodies. */
    private void keep(Tree member) {
        if (member instanceof ClassTree nested) {
            cutMembers(nested, true);
        } else if (member instanceof MethodTree method && method.getBody() != null) {
            cutStubs(method.getBody());
        }
    }

    private void cutBody(ClassTree type, MethodTree method) {
        if (cutStubs(method.getBody())) {
            return;
        }
        String owner = type.getSimpleName().toString();
        String name = method.getName().contentEquals("<init>") ? "new " + owner : owner + "." + method.getName();
        String todo = "throw new Todo(\"exercise " + exercise.number() + ": " + name + "\");";
        showInBlock(method.getBody(), source.firstLine(method.getBody()) + 1, List.of(todo));
    }

    /** Cuts what follows on the STUBs of a body; returns whether there are any. */
    private boolean cutStubs(BlockTree body) {
        int first = source.firstLine(body);
        int last = source.lastLine(body);
        int stub = markers.nextStub(first, last);
        for (int next = stub; next != 0; next = markers.nextStub(next + 1, last)) {
            showInBlock(innermost(body, next), next, markers.meetStubs(next));
        }
        return stub != 0;
    }

    private BlockTree innermost(BlockTree body, int line) {
        BlockTree[] found = {body};
        body.accept(
                new TreeScanner<Void, Void>() {
                    @Override
                    public Void visitBlock(BlockTree block, Void none) {
                        if (source.firstLine(block) < line && line < source.lastLine(block)) {
                            found[0] = block;
                        }
                        return super.visitBlock(block, none);
                    }
                },
                null);
        return found[0];
    }

    private void showInBlock(BlockTree block, int first, List<String> texts) {
        int last = source.lastLine(block) - 1;
        if (last < first) {
            throw markers.error(last + 1, "cutter.a-body-must-begin-and");
        }
        show(first, last, texts);
    }

    /** Shows texts instead of some lines, indented as the first of them. */
    private void show(int first, int last, List<String> texts) {
        String line = lines.get(first - 1);
        String indent = line.substring(0, line.length() - line.stripLeading().length());
        for (int i = first; i <= last; i++) {
            shown.set(i - 1, List.of());
        }
        shown.set(first - 1, texts.stream().map(text -> indent + text).toList());
    }

    private boolean meetGiven(int line) {
        boolean met = markers.meetGiven(line);
        if (met) {
            show(line, line, List.of());
        }
        return met;
    }

    /** Returns the first line of the comments directly above a node; its own first line if there are none. */
    private int firstComment(Tree tree) {
        int line = source.firstLine(tree);
        while (line > 1 && lines.get(line - 2).strip().matches("(//|/\\*|\\*).*")) {
            line--;
        }
        return line;
    }
}
