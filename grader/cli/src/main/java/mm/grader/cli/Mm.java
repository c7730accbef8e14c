package mm.grader.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mm.grader.cli.grading.ClassCommand;
import mm.grader.cli.grading.CourseCommand;
import mm.grader.cli.grading.ExportCommand;
import mm.grader.cli.grading.GradeCommand;
import mm.grader.cli.grading.HandoutCommand;
import mm.grader.cli.grading.HintCommand;
import mm.grader.cli.grading.MergeCommand;
import mm.grader.cli.grading.RubricCommand;
import mm.grader.cli.grading.SkeletonsCommand;
import mm.grader.cli.grading.ThroughputCommand;
import mm.grader.cli.grading.WatchCommand;
import mm.grader.cli.machine.AgreeCommand;
import mm.grader.cli.machine.FactsCommand;
import mm.grader.cli.machine.FreeCommand;
import mm.grader.cli.machine.FuzzCommand;
import mm.grader.cli.machine.PictureCommand;
import mm.grader.cli.machine.PlayCommand;
import mm.grader.cli.machine.ProcCommand;
import mm.grader.cli.machine.RecordCommand;
import mm.grader.cli.machine.ReplayCommand;
import mm.grader.cli.machine.RunCommand;
import mm.grader.cli.machine.ShrinkCommand;
import mm.grader.cli.machine.TopCommand;
import mm.grader.cli.machine.TraceCommand;
import mm.grader.cli.options.HelpTexts;
import mm.grader.cli.options.KitVersion;
import mm.grader.cli.options.Languages;
import mm.grader.cli.options.StudentCode;
import mm.grader.cli.quiz.QuizCommand;
import mm.grader.compile.Compiler;
import mm.grader.kit.Exit;
import mm.grader.kit.KitError;
import mm.grader.kit.KitProperties;
import mm.grader.kit.NoRoomException;
import mm.grader.kit.Untrusted;
import mm.grader.kit.UserError;
import mm.grader.text.Language;
import mm.grader.text.LibraryWords;
import mm.grader.text.Texts;
import mm.script.ScriptException;
import mm.text.Catalogue;
import mm.text.Explained;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program {@code mm}. */
@Command(
        name = "mm",
        mixinStandardHelpOptions = true,
        versionProvider = KitVersion.class,
        description = "Grades, runs and compares the exercises of the Linux Memory Kit.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:full marks; everything agrees",
            "1:less than full marks; something differs",
            "2:wrong usage, or an input that cannot be read",
            "3:the grader itself failed"
        })
public final class Mm implements Runnable, Languages.Chooser {
    /** In the order of the help. */
    private static final List<Class<?>> COMMANDS = List.of(
            GradeCommand.class,
            ClassCommand.class,
            MergeCommand.class,
            CourseCommand.class,
            RunCommand.class,
            PictureCommand.class,
            PlayCommand.class,
            AgreeCommand.class,
            ShrinkCommand.class,
            HintCommand.class,
            WatchCommand.class,
            RubricCommand.class,
            SkeletonsCommand.class,
            ProcCommand.class,
            FreeCommand.class,
            TopCommand.class,
            RecordCommand.class,
            FuzzCommand.class,
            FactsCommand.class,
            TraceCommand.class,
            ThroughputCommand.class,
            ExportCommand.class,
            HandoutCommand.class,
            ReplayCommand.class,
            QuizCommand.class);

    private static final List<String> VERSION = List.of("--version");
    private static final String GRADE = "grade";
    private static final int MAX_SENTENCE = 20_000;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--lang",
            paramLabel = "en|zh",
            scope = ScopeType.INHERIT,
            description = "the language, English or Chinese (default: the locale's)")
    private Language language = Language.of(KitProperties.language(), Locale.getDefault());

    @Override
    public Language language() {
        return language;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), Texts.in(language).say("mm.say-what-to-do-one"));
    }

    /** Runs the program and ends the virtual machine with its exit code. */
    public static void main(String[] arguments) {
        Output output = new Output(new FileOutputStream(FileDescriptor.out));
        PrintStream out = new PrintStream(output, false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        StudentCode.guardThisProgram();
        if (List.of(arguments).contains(GRADE)) {
            startCompiler();
        }
        int code = execute(new PrintWriter(out), new PrintWriter(err, true), arguments);
        out.flush();
        if (output.isLost()) {
            err.println(
                    Texts.english().say("mm.mm-what-it-prints-cannot", String.valueOf(output.failure.getMessage())));
            code = Exit.FAILED;
        }
        System.exit(code);
    }

    /** Starts a compiler while the command line is read, since its start is what grading waits for longest. */
    private static void startCompiler() {
        Thread start = new Thread(Compiler::prepare, "compiler-start");
        start.setDaemon(true);
        start.setUncaughtExceptionHandler((thread, failure) -> {}); // the command asks again, and says what is wrong
        start.start();
    }

    /** Remembers what a print stream keeps to itself: that the disk was full. */
    private static final class Output extends FilterOutputStream {
        private IOException failure;

        Output(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }

        /** Whoever reads through a pipe may stop when he has seen enough, as head does. */
        boolean isLost() {
            return failure != null && !String.valueOf(failure.getMessage()).contains("Broken pipe");
        }
    }

    /** Runs the program and returns its exit code. */
    public static int execute(PrintWriter out, PrintWriter err, String... arguments) {
        if (List.of(arguments).equals(VERSION)) { // at once: a command line takes longer to make than this answer
            Stream.of(new KitVersion().getVersion()).forEach(out::println);
            out.flush();
            return Exit.OK;
        }
        Mm mm = new Mm();
        CommandLine line = commandLine(mm, arguments)
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> mm.report(failure, err));
        line.setParameterExceptionHandler((wrong, given) -> mm.refuse(wrong));
        HelpTexts.install(line.getCommandSpec(), () -> mm.language);
        CommandGroups.install(line);
        int code;
        try {
            code = line.execute(arguments);
        } catch (OutOfMemoryError | StackOverflowError | LinkageError e) { // picocli hands exceptions on, and no errors
            code = mm.report(e, err);
        }
        out.flush();
        err.flush();
        return code;
    }

    /** Says what is wrong with a command line in the language asked for, as far as picocli has got to read it. */
    private int refuse(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        String said = LibraryWords.translated(String.valueOf(wrong.getMessage()), Texts.in(language));
        command.getErr().println(command.getColorScheme().errorText(said));
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(wrong, command.getErr())) {
            command.usage(command.getErr());
        }
        return Exit.USAGE;
    }

    /** Returns the command line of the program with all its commands. */
    public static CommandLine commandLine() {
        return commandLine(new Mm());
    }

    /**
     * Returns a command line with the commands that the arguments name, as reading the options of all takes longer than most
     * commands do; where none is named, help or the complaint needs all. A command is known by its class's name, as reading
     * the annotations of all takes its time, too.
     */
    static CommandLine commandLine(Mm mm, String... arguments) {
        CommandLine line = new CommandLine(mm);
        Set<String> classes = Stream.of(arguments)
                .map(word -> word.replace("-", "").toLowerCase(Locale.ROOT) + "command")
                .collect(Collectors.toSet());
        List<Class<?>> named = COMMANDS.stream()
                .filter(command -> classes.contains(command.getSimpleName().toLowerCase(Locale.ROOT)))
                .toList();
        (named.isEmpty() ? COMMANDS : named).forEach(line::addSubcommand);
        return line;
    }

    private int report(Throwable failure, PrintWriter err) {
        Catalogue texts = Texts.in(language);
        if (failure instanceof UserError || failure instanceof ScriptException) {
            err.println(shown(texts.say("mm.mm", Explained.of(failure))));
            return Exit.USAGE;
        }
        if (failure instanceof KitError || failure instanceof NoRoomException) {
            err.println(shown(texts.say("mm.mm", Explained.of(failure))));
            return Exit.FAILED;
        }
        err.println(Untrusted.text(texts.say("mm.mm-the-grader-itself-failed", failure)));
        for (StackTraceElement frame : failure.getStackTrace()) {
            err.println("    at " + frame);
        }
        return Exit.FAILED;
    }

    /** What it quotes may be as long as a file. */
    private static String shown(String sentence) {
        return Untrusted.text(
                sentence.length() > MAX_SENTENCE ? sentence.substring(0, MAX_SENTENCE) + " [...]" : sentence);
    }
}
