package mm.grader.skeletons;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cleans up behind the cutter: imports that nothing uses, and blank lines around what is gone. */
final class ImportCleaner {
    private static final Pattern IMPORT = Pattern.compile("import (static )?([\\w.]+\\.)(\\w+|\\*);");
    private static final String TODO = "import mm.machine.Todo;";

    private ImportCleaner() {}

    /** Returns the text of the lines. */
    static String tidy(List<String> lines) {
        List<String> code = new ArrayList<>(lines);
        boolean usesTodo = lines.stream().anyMatch(line -> line.contains("new Todo("));
        if (usesTodo && !code.contains(TODO)) {
            addImport(code);
        }
        String used = withoutComments(code);
        code.removeIf(line -> isUnused(line, used));
        return String.join("\n", closeUp(code)) + "\n";
    }

    /** Puts the import of Todo where the alphabet wants it. */
    private static void addImport(List<String> code) {
        int at = 0;
        boolean any = false;
        for (int i = 0; i < code.size(); i++) {
            String line = code.get(i);
            boolean plain = line.startsWith("import ") && !line.startsWith("import static ");
            if (line.startsWith("package ")) {
                at = i + 1;
            } else if (plain && line.compareTo(TODO) < 0) {
                at = i + 1;
            }
            any |= plain;
        }
        code.add(at, TODO);
        if (!any) {
            code.add(at, "");
        }
    }

    /** Returns the text that can use an import: no import, no line comment, no string; but Javadoc, for its links. */
    private static String withoutComments(List<String> code) {
        StringBuilder text = new StringBuilder();
        for (String line : code) {
            if (!IMPORT.matcher(line).matches()) {
                text.append(line.replaceAll("\"(\\\\.|[^\"\\\\])*\"", "\"\"").replaceAll("//.*", ""))
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static boolean isUnused(String line, String used) {
        Matcher matcher = IMPORT.matcher(line);
        return matcher.matches()
                && !matcher.group(3).equals("*")
                && !Pattern.compile("(?<![\\w.])" + matcher.group(3) + "\\b")
                        .matcher(used)
                        .find();
    }

    /** Leaves one blank line of several, and none after an opening or before a closing brace. */
    private static List<String> closeUp(List<String> code) {
        List<String> lines = new ArrayList<>();
        for (String line : code) {
            String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
            if (line.isBlank() && (last.isBlank() || last.endsWith("{"))) {
                continue;
            }
            if (line.strip().startsWith("}") && last.isBlank() && !lines.isEmpty()) {
                lines.remove(lines.size() - 1);
            }
            lines.add(line);
        }
        while (!lines.isEmpty() && lines.get(lines.size() - 1).isBlank()) {
            lines.remove(lines.size() - 1);
        }
        return lines;
    }
}
