package mm.grader.skeletons;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mm.grader.compile.Methods;
import mm.grader.kit.UserError;
import mm.machine.Exercise;

/**
 * Cuts a skeleton out of a solution.
 *
 * <pre>
 * for each region from "// BEGIN SOLUTION" to "// END SOLUTION":
 *     drop its lines
 *     if it has STUB lines:        show what they say ("// STUB:" alone: nothing)
 *     else if within a method:     show  throw new Todo("exercise NN: Class.method");
 *     else:                        an error
 * if a region spans the whole file: there is no skeleton of it
 * drop the imports that nothing uses any more; close up the blank lines
 * </pre>
 */
final class Cutter {
    private static final String BEGIN = "// BEGIN SOLUTION";
    private static final String END = "// END SOLUTION";
    private static final String STUB = "// STUB:";

    private final Exercise exercise;
    private final String file;
    private final List<String> lines;
    private final Methods methods;
    private final List<String> cut = new ArrayList<>();
    private boolean todo;

    private Cutter(Exercise exercise, String file, String text) {
        this.exercise = exercise;
        this.file = file;
        lines = text.lines().toList();
        methods = Methods.of(file, text);
    }

    /**
     * Returns the skeleton of a solution's file; empty if it has none.
     *
     * @param file the file's name for messages
     * @throws UserError naming file and line if the markers are wrong
     */
    static Optional<String> cut(Exercise exercise, String file, String text) {
        return new Cutter(exercise, file, text).cut();
    }

    private Optional<String> cut() {
        int begin = -1;
        List<String> stubs = null;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.equals(BEGIN)) {
                if (begin >= 0) {
                    throw error(i, "a region begins within the one of line " + (begin + 1));
                }
                begin = i;
                stubs = new ArrayList<>();
            } else if (line.equals(END)) {
                if (begin < 0) {
                    throw error(i, "a region ends that did not begin");
                }
                if (begin == 0 && isBlankFrom(i + 1)) {
                    return Optional.empty();
                }
                close(begin, stubs);
                begin = -1;
            } else if (begin >= 0 && line.startsWith(STUB)) {
                if (i != begin + 1 + stubs.size()) {
                    throw error(i, "a STUB line must follow BEGIN SOLUTION directly");
                }
                stubs.add(line.substring(STUB.length()).strip());
            } else if (isStray(line)) {
                throw error(
                        i,
                        "a marker must be alone on its line, spelled as " + BEGIN + ", " + END + ", or " + STUB
                                + " within a region");
            } else if (begin < 0) {
                cut.add(lines.get(i));
            }
        }
        if (begin >= 0) {
            throw error(begin, "the region that begins here does not end");
        }
        return Optional.of(ImportCleaner.tidy(cut, todo));
    }

    private static boolean isStray(String line) {
        return line.contains("BEGIN SOLUTION") || line.contains("END SOLUTION") || line.startsWith(STUB);
    }

    private boolean isBlankFrom(int line) {
        return lines.subList(line, lines.size()).stream().allMatch(String::isBlank);
    }

    private void close(int begin, List<String> stubs) {
        String line = lines.get(begin);
        String indent = line.substring(0, line.indexOf(BEGIN));
        if (stubs.isEmpty()) {
            String method = methods.around(begin + 1)
                    .orElseThrow(() -> error(
                            begin,
                            "a region outside of a method needs a line '" + STUB
                                    + "' that says what remains (nothing, if nothing follows it)"));
            stubs.add("throw new Todo(\"exercise " + exercise.number() + ": " + method + "\");");
            todo = true;
        }
        stubs.stream().filter(stub -> !stub.isEmpty()).forEach(stub -> cut.add(indent + stub));
    }

    private UserError error(int index, String sentence) {
        return new UserError(file + ":" + (index + 1) + ": " + sentence);
    }
}
