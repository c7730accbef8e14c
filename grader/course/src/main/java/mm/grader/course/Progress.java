package mm.grader.course;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import mm.grader.kit.Untrusted;

/** Shows how far a run is: a bar with an estimate on a terminal, else a line for each that is done. */
public abstract class Progress implements AutoCloseable {
    private static final int WIDTH = 100;

    /** Chooses what fits. */
    public static Progress of(PrintWriter out, int all) {
        return System.console() != null && System.getenv("TERM") != null ? new Bar(all) : new Lines(out, all);
    }

    /** Says that one is done. */
    abstract void done(Result result);

    @Override
    public abstract void close();

    static String sentence(Result result) {
        return result.student() + ": "
                + (result.graded()
                        ? result.total() + " of " + result.most()
                                + (result.bonus() > 0 ? " and " + result.bonus() + " bonus" : "")
                        : result.status().title() + ": " + result.reason());
    }

    private static final class Bar extends Progress {
        private final ProgressBar bar;

        Bar(int all) {
            PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
            bar = new ProgressBarBuilder()
                    .setTaskName("grading")
                    .setInitialMax(all)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setConsumer(new ConsoleProgressBarConsumer(err, WIDTH))
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
        private final int all;
        private final long start = System.nanoTime();
        private int done;

        Lines(PrintWriter out, int all) {
            this.out = out;
            this.all = all;
        }

        @Override
        synchronized void done(Result result) {
            done++;
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start) * (all - done) / done;
            String left =
                    done == all ? "" : seconds < 90 ? " (" + seconds + " s left)" : " (" + seconds / 60 + " min left)";
            out.println(done + " of " + all + left + " " + Untrusted.line(sentence(result)));
            out.flush();
        }

        @Override
        public void close() {
            out.flush();
        }
    }
}
