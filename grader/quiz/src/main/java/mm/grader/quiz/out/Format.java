package mm.grader.quiz.out;

import java.util.function.Function;

/** The formats that questions are written in. */
public enum Format {
    /** Plain text: questions alone, to be filled in. */
    TEXT("text", ".txt", sheet -> TextSheet.write(sheet, false)),
    /** Markdown, with the answers at the end. */
    MARKDOWN("markdown", ".md", MarkdownSheet::write),
    /** A page to print, with versions, answers, and a table to mark by. */
    HTML("html", ".html", HtmlSheet::write),
    /** Moodle's XML. */
    MOODLE("moodle", ".xml", MoodleXml::write),
    /** GIFT, Moodle's text format, which others read, too. */
    GIFT("gift", ".gift", Gift::write),
    /** QTI 1.2 as Canvas imports it; the command puts it into a zip. */
    QTI("qti", ".zip", Qti::write);

    private final String option;
    private final String ending;
    private final Function<Sheet, String> writer;

    Format(String option, String ending, Function<Sheet, String> writer) {
        this.option = option;
        this.ending = ending;
        this.writer = writer;
    }

    /** Returns the text of a sheet in this format. */
    public String write(Sheet sheet) {
        return writer.apply(sheet);
    }

    /** Returns the end of the names of its files, with the dot. */
    public String ending() {
        return ending;
    }

    /** Returns its name in commands. */
    @Override
    public String toString() {
        return option;
    }
}
