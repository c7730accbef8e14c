package mm.grader.skeletons;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import mm.grader.kit.UserError;
import mm.text.Message;

/** The marker lines of the file of a solution. Each must be met once on the way through the file, else it is wrong. */
final class Markers {
    static final String GIVEN = "// GIVEN";
    static final String STUB = "// STUB:";

    private static final Pattern RESEMBLES = Pattern.compile("//\\s*(?i:GIVEN|STUB|BEGIN SOLUTION|END SOLUTION)\\b");

    private final String file;
    private final List<String> lines;
    private final TreeSet<Integer> unmet = new TreeSet<>();

    /**
     * Reads the markers of a file.
     *
     * @param file the name of the file for messages
     * @param lines its lines, without the newlines
     * @throws UserError if one is spelled wrongly, or is not alone on its line
     */
    Markers(String file, List<String> lines) {
        this.file = file;
        this.lines = lines;
        for (int line = 1; line <= lines.size(); line++) {
            if (isGiven(line) || isStub(line)) {
                unmet.add(line);
            } else if (RESEMBLES.matcher(lines.get(line - 1)).find()) {
                throw error(line, "markers.a-marker-must-be-alone", GIVEN, STUB);
            }
        }
    }

    boolean isGiven(int line) {
        return lines.get(line - 1).strip().equals(GIVEN);
    }

    boolean isStub(int line) {
        return lines.get(line - 1).strip().startsWith(STUB);
    }

    boolean isEmpty() {
        return unmet.isEmpty();
    }

    /** Meets the marker of a line, if it is a GIVEN. */
    boolean meetGiven(int line) {
        return isGiven(line) && unmet.remove(line);
    }

    /** Meets the STUB lines from a line on; returns what they say, without those that say nothing. */
    List<String> meetStubs(int line) {
        List<String> said = new ArrayList<>();
        for (int stub = line; isStub(stub); stub++) {
            unmet.remove(stub);
            String text = lines.get(stub - 1).strip().substring(STUB.length()).strip();
            if (!text.isEmpty()) {
                said.add(text);
            }
        }
        return said;
    }

    /** Returns the first STUB of some lines that is still to be met; 0 if there is none. */
    int nextStub(int first, int last) {
        return unmet.subSet(first, last + 1).stream()
                .filter(this::isStub)
                .findFirst()
                .orElse(0);
    }

    /** Fails if a marker was not met. */
    void requireAllMet() {
        if (!unmet.isEmpty()) {
            throw error(unmet.first(), "markers.this-marker-is-neither-in");
        }
    }

    UserError error(int line, String key, Object... arguments) {
        return UserError.at(file, line, key, arguments);
    }

    UserError error(int line, Message what) {
        return UserError.at(file, line, what);
    }
}
