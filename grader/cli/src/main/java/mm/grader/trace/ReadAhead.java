package mm.grader.trace;

import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Reads a trace on a thread of its own, some references ahead of who takes them: with two processors, reading costs no
 * time of the simulation's.
 */
public final class ReadAhead {
    private static final int BATCH = 1 << 14;
    private static final int BATCHES = 16;
    private static final int ACCESS_BITS = 5;

    private final BlockingQueue<Batch> full = new ArrayBlockingQueue<>(BATCHES);
    private final BlockingQueue<Batch> empty = new ArrayBlockingQueue<>(BATCHES);
    private Batch filling = new Batch();

    /** Some references; the last batch is not full, and says how the reading ended. */
    private static final class Batch {
        private final long[] references = new long[BATCH];
        private final int[] more = new int[BATCH];
        private int size;
        private boolean last;
        private RuntimeException failure;
    }

    private ReadAhead() {}

    /**
     * Reads a file and hands on each reference, in this thread.
     *
     * @throws mm.grader.cli.UserError if it cannot be read, or is no trace; with file and line
     */
    public static void read(Path file, TraceReader.Sink sink) {
        new ReadAhead().run(file, sink);
    }

    private void run(Path file, TraceReader.Sink sink) {
        for (int i = 1; i < BATCHES; i++) {
            empty.add(new Batch());
        }
        Thread reader = new Thread(() -> fill(file), "reader");
        reader.setDaemon(true);
        reader.start();
        try {
            while (true) {
                Batch batch = full.take();
                for (int i = 0; i < batch.size; i++) {
                    long reference = batch.references[i];
                    long page = reference >>> ACCESS_BITS;
                    int access = (int) reference & (1 << ACCESS_BITS) - 1;
                    sink.reference(page, access);
                    if (batch.more[i] > 0) {
                        sink.again(page, access, batch.more[i]);
                    }
                }
                if (batch.last) {
                    if (batch.failure != null) {
                        throw batch.failure;
                    }
                    return;
                }
                batch.size = 0;
                empty.put(batch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("reading was interrupted", e);
        } finally {
            reader.interrupt();
        }
    }

    private void fill(Path file) {
        RuntimeException failure = null;
        try {
            TraceReader.read(file, this::take);
        } catch (RuntimeException e) {
            failure = e;
        }
        filling.last = true;
        filling.failure = failure;
        full.add(filling); // there are no more batches than places
    }

    private void take(long page, int access) {
        long reference = page << ACCESS_BITS | access;
        if (filling.size > 0 && filling.references[filling.size - 1] == reference) {
            filling.more[filling.size - 1]++;
            return;
        }
        if (filling.size == BATCH) {
            try {
                full.put(filling);
                filling = empty.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("nobody takes the references any more", e);
            }
        }
        filling.references[filling.size] = reference;
        filling.more[filling.size++] = 0;
    }
}
