package mm.grader.course;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import mm.grader.kit.Untrusted;
import mm.grader.text.Language;
import mm.text.Catalogue;

/** Shows how far a run is: a bar with an estimate on a terminal, else a line for each that is done. */
public abstract class Progress implements AutoCloseable {
    /** Fits a terminal of 80 columns: a line that wraps is not overwritten. */
    private static final int WIDTH = 79;

    /** Chooses what fits. */
    public static Progress of(PrintWriter out, Catalogue texts, int all) {
        String terminal = System.getenv("TERM");
        boolean overwrites = System.console() != null && terminal != null && !terminal.equals("dumb");
        return overwrites ? bar(new FileOutputStream(FileDescriptor.err), all) : new Lines(out, texts, all);
    }

    /** Shows a bar on a terminal. */
    static Progress bar(OutputStream terminal, int all) {
        return new Bar(all, new PrintStream(terminal, true, StandardCharsets.UTF_8));
    }

    /** Says that one is done. */
    abstract void done(Result result);

    @Override
    public abstract void close();

    static String sentence(Result result, Catalogue texts) {
        return result.student() + ": "
                + (result.graded()
                        ? texts.say(
                                "text-report.of",
                                result.total(),
                                result.maxPoints(),
                                result.bonus() > 0 ? " " + texts.say("text-report.and-bonus", result.bonus()) : "")
                        : texts.say(result.status().key()) + ": " + result.reason(Language.of(texts.locale())));
    }

    private static final class Bar extends Progress {
        private final ProgressBar bar;

        Bar(int all, PrintStream terminal) {
            bar = new ProgressBarBuilder()
                    .setTaskName("grading")
                    .setInitialMax(all)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setConsumer(new ConsoleProgressBarConsumer(terminal, WIDTH))
                    .build();
        }

        @Override
        void done(Result result) {
            bar.setExtraMessage(Untrusted.line(result.student()));
            bar.step();
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    private static final class Lines extends Progress {
        private final PrintWriter out;
        private final Catalogue texts;
        private final int all;
        private final long start = System.nanoTime();
        private int done;

        Lines(PrintWriter out, Catalogue texts, int all) {
            this.out = out;
            this.texts = texts;
            this.all = all;
        }

        @Override
        synchronized void done(Result result) {
            done++;
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start) * (all - done) / done;
            String left = done == all
                    ? ""
                    : seconds < 90
                            ? " " + texts.say("progress.s-left", seconds)
                            : " " + texts.say("progress.min-left", seconds / 60);
            out.println(texts.say("progress.of", done, all, left, Untrusted.line(sentence(result, texts))));
            out.flush();
        }

        @Override
        public void close() {
            out.flush();
        }
    }
}
