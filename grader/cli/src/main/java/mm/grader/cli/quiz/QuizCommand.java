package mm.grader.cli.quiz;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import mm.grader.kit.Exit;
import mm.grader.kit.OutputFile;
import mm.grader.quiz.Questions;
import mm.grader.quiz.QuizOptions;
import mm.grader.quiz.QuizTexts;
import mm.grader.quiz.Score;
import mm.grader.quiz.kinds.Kinds;
import mm.grader.quiz.model.Kind;
import mm.grader.quiz.model.Lang;
import mm.grader.quiz.model.Mark;
import mm.grader.quiz.model.Question;
import mm.grader.quiz.model.QuizAnswer;
import mm.grader.quiz.model.QuizException;
import mm.grader.quiz.model.Reading;
import mm.grader.quiz.out.Format;
import mm.grader.quiz.out.Qti;
import mm.grader.quiz.out.Sheet;
import mm.grader.quiz.out.TextSheet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mm quiz}: asks, or writes questions. */
@Command(
        name = "quiz",
        mixinStandardHelpOptions = true,
        description = {
            "Asks questions on memory management, and explains the answers.",
            "Every answer comes from the machine, the reference or a recording of Linux. Without --answers, --sheet or"
                    + " --format it asks in the terminal."
        },
        subcommands = QuizCheckCommand.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:asked or written",
            "2:wrong usage, or an input that cannot be read",
            "3:the grader itself failed"
        })
public final class QuizCommand implements Callable<Integer> {
    private static final int MAX_VERSIONS = 26;
    private static final LocalDateTime FIRST_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final String QTI_FILE = "quiz.xml";

    @Mixin
    private QuizChoice choice;

    @Option(names = "--list", description = "name all kinds of questions, topic by topic")
    private boolean list;

    @Option(names = "--answers", description = "print the questions with their answers")
    private boolean answers;

    @Option(names = "--sheet", description = "print the questions alone, to be filled in; mm quiz check marks it")
    private boolean sheet;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "write a file: text, markdown, html (to print), moodle (XML), gift or qti (for Canvas)")
    private Format format;

    @Option(
            names = "--versions",
            paramLabel = "N",
            defaultValue = "4",
            description = "how many versions of the sheet an html page has, from A; default: ${DEFAULT-VALUE}")
    private int versions;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "where --format writes to; default: quiz with the ending of the format, in this folder")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        try {
            return run();
        } catch (QuizException wrong) {
            throw QuizChoice.error(wrong, spec);
        }
    }

    private Integer run() throws IOException {
        if (list) {
            return list();
        }
        if ((answers ? 1 : 0) + (sheet ? 1 : 0) + (format != null ? 1 : 0) > 1) {
            throw QuizTexts.oneOutput();
        }
        if (out != null && format == null) {
            throw QuizTexts.outWithoutFormat();
        }
        if (versions < 1 || versions > MAX_VERSIONS) {
            throw QuizTexts.badVersions(MAX_VERSIONS);
        }
        QuizOptions options = choice.options(choice.seed().value());
        Questions questions = QuizChoice.questions();
        Lang lang = QuizChoice.lang(spec);
        if (format != null) {
            return write(questions, options, lang);
        }
        if (answers || sheet) {
            Sheet page = new Sheet(options.command(), List.of(questions.quiz(options)), lang);
            spec.commandLine().getOut().println(TextSheet.write(page, answers));
            return Exit.OK;
        }
        return ask(questions.quiz(options), options, lang);
    }

    private Integer list() {
        Lang lang = QuizChoice.lang(spec);
        PrintWriter printer = spec.commandLine().getOut();
        String topic = "";
        for (Kind kind : Kinds.all()) {
            if (!kind.topic().title().in(lang).equals(topic)) {
                topic = kind.topic().title().in(lang);
                printer.println(topic);
            }
            printer.println("  " + kind.name() + " ".repeat(20 - kind.name().length())
                    + kind.title().in(lang));
        }
        return Exit.OK;
    }

    private Integer write(Questions questions, QuizOptions options, Lang lang) {
        List<List<Question>> all = new ArrayList<>();
        for (int version = 0; version < (format == Format.HTML ? versions : 1); version++) {
            all.add(questions.quiz(options, version));
        }
        Path file = out != null ? out : Path.of("quiz" + format.ending());
        String text = format.write(new Sheet(options.command(), all, lang));
        if (format == Format.QTI) {
            OutputFile.write(file, half -> {
                try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(half))) {
                    entry(zip, "imsmanifest.xml", Qti.manifest(QTI_FILE));
                    entry(zip, QTI_FILE, text);
                }
            });
        } else {
            OutputFile.write(file, text);
        }
        spec.commandLine()
                .getOut()
                .println(QuizTexts.written(file, options.count()).in(lang));
        return Exit.OK;
    }

    private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(FIRST_TIME); // the same seed makes the same file
        zip.putNextEntry(entry);
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private Integer ask(List<Question> questions, QuizOptions options, Lang lang) throws IOException {
        PrintWriter printer = spec.commandLine().getOut();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Score score = new Score();
        printer.println(QuizTexts.HOW.in(lang));
        boolean goOn = true;
        for (int number = 1; number <= questions.size() && goOn; number++) {
            printer.println();
            goOn = askOne(questions.get(number - 1), number, in, score, lang);
        }
        printer.println();
        score.lines().forEach(line -> printer.println(line.in(lang)));
        printer.println(QuizTexts.again(options.command()).in(lang));
        return Exit.OK;
    }

    /** Asks one question; returns false if no more shall be asked. */
    private boolean askOne(Question question, int number, BufferedReader in, Score score, Lang lang)
            throws IOException {
        PrintWriter printer = spec.commandLine().getOut();
        TextSheet.question(question, number, lang).forEach(printer::println);
        boolean all = true;
        for (int part = 0; part < question.answer().parts().size(); part++) {
            QuizAnswer.Part asked = question.answer().parts().get(part);
            printer.print(TextSheet.field(question, number, part, lang) + "> ");
            printer.flush();
            String given = in.readLine();
            if (given == null || given.strip().equals("q")) {
                printer.println();
                return false;
            }
            Mark mark = Reading.judge(asked.answer(), given);
            score.add(question.topic(), mark == Mark.RIGHT);
            all &= mark == Mark.RIGHT;
            printer.println(QuizTexts.verdict(mark).in(lang));
        }
        if (!all) {
            printer.println();
        }
        TextSheet.solution(question, lang).forEach(printer::println);
        return true;
    }
}
