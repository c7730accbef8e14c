package mm.grader.course.files;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mm.grader.kit.InputFile;
import mm.grader.kit.Untrusted;
import mm.grader.kit.UserError;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Tables as files: RFC 4180, in UTF-8. */
public final class Csv {
    private static final CSVFormat WRITTEN =
            CSVFormat.RFC4180.builder().setRecordSeparator("\r\n").get();
    private static final CSVFormat READ = CSVFormat.RFC4180
            .builder()
            .setIgnoreEmptyLines(false)
            .setIgnoreSurroundingSpaces(true)
            .get();

    private static final int MAX_MEGABYTES = 64;
    private static final String OWN = "\uE000";
    private static final Pattern OWN_NUMBER = Pattern.compile(OWN + "(-?[0-9]{1,12}(?:[.,][0-9]{1,12})?)");
    private static final Pattern FORMULA_WITHIN = Pattern.compile("([;|\t]\\s*+)(?=[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20])");

    private Csv() {}

    /** Returns a line of a table that only programs read. */
    public static String line(List<String> cells) {
        return line(cells, cell -> cell, ',');
    }

    /**
     * Returns a line of a table that may be opened in a spreadsheet: a cell that it would take for a formula gets an
     * apostrophe in front, which makes it a text.
     */
    public static String safeLine(List<String> cells) {
        return safeLine(cells, ',');
    }

    /** Returns the same with something else between the cells. */
    public static String safeLine(List<String> cells, char separator) {
        return line(cells, Csv::safe, separator);
    }

    private static String line(List<String> cells, UnaryOperator<String> each, char separator) {
        CSVFormat format = separator == ','
                ? WRITTEN
                : WRITTEN.builder().setDelimiter(separator).get();
        return format.format(cells.stream().map(each).toArray()) + "\r\n";
    }

    /** Returns a cell with a number of ours, which may be below 0 and is no formula all the same. */
    public static String number(String number) {
        return OWN + number;
    }

    /**
     * A formula begins with one of these, perhaps after blanks; so does one whose first line is empty. Where a semicolon
     * separates cells, as it does in half of Europe, a cell of ours is several.
     */
    public static String safe(String cell) {
        Matcher number = OWN_NUMBER.matcher(cell);
        if (number.matches()) {
            return number.group(1);
        }
        String text = Stream.of(cell.split("\r", -1)).map(Untrusted::text).collect(Collectors.joining("\r"));
        text = FORMULA_WITHIN.matcher(text).replaceAll("$1'");
        return text.matches("(?s)\\s*[=+\\-@\\uFF1D\\uFF0B\\uFF0D\\uFF20].*") || text.matches("(?s)[\\t\\r\\n].*")
                ? "'" + text
                : text;
    }

    /**
     * Reads a table. An empty line is a row of one empty cell, so that rows can be counted as lines. What separates cells
     * is seen in the first line: a comma, or the semicolon or tab that spreadsheets write where a comma marks decimals.
     *
     * @throws UserError if it cannot be read, naming the line
     */
    public static List<List<String>> read(Path file) {
        String text = InputFile.text(file, MAX_MEGABYTES);
        List<List<String>> rows = new ArrayList<>();
        try (Reader reader = new StringReader(text);
                CSVParser parser = CSVParser.parse(
                        reader, READ.builder().setDelimiter(separator(text)).get())) {
            try {
                for (CSVRecord row : parser) {
                    rows.add(row.toList());
                }
            } catch (UncheckedIOException | IllegalStateException e) {
                throw UserError.at(file, Math.max(1, parser.getCurrentLineNumber()), "csv.this-line-is-not-whole");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    private static char separator(String text) {
        String head = text.lines().findFirst().orElse("").replaceAll("\"[^\"]*+\"", "");
        return Stream.of(',', ';', '\t')
                .filter(each -> head.indexOf(each) >= 0)
                .findFirst()
                .orElse(',');
    }
}
