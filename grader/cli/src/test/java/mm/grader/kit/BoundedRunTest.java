package mm.grader.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever work on a hand-in does, whoever asked for it goes on, and its thread does not. */
final class BoundedRunTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void a_thread_whose_time_is_up_ends() throws Exception {
        AtomicReference<Thread> worker = new AtomicReference<>();
        assertThatThrownBy(() -> new BoundedRun("a test", Duration.ofMillis(100), 1).call(() -> {
                    worker.set(Thread.currentThread());
                    while (true) {
                        BoundedRun.goOn();
                    }
                }))
                .isInstanceOfSatisfying(
                        BoundedRun.NoResult.class, e -> assertThat(e.timedOut()).isTrue());
        worker.get().join(60_000);
        assertThat(worker.get().isAlive()).isFalse();
    }

    @Test
    void goes_on_as_long_as_somebody_waits() throws Exception {
        assertThat(new BoundedRun("a test", LONG, 1).<String>call(() -> {
                    BoundedRun.goOn();
                    return "done";
                }))
                .isEqualTo("done");
    }

    private static int deep(int n) {
        return n < 0 ? 0 : deep(n + 1) + 1;
    }

    @ParameterizedTest
    @ValueSource(strings = {"stack", "heap", "error", "exception"})
    void whatever_is_thrown_is_no_result_and_a_reason(String what) {
        assertThatThrownBy(() -> new BoundedRun("a test", LONG, 1).call(() -> {
                    switch (what) {
                        case "stack" -> deep(0);
                        case "heap" -> throw new OutOfMemoryError();
                        case "error" -> throw new LinkageError();
                        default -> throw new IllegalStateException();
                    }
                    return "";
                }))
                .isInstanceOfSatisfying(BoundedRun.NoResult.class, e -> {
                    assertThat(e.timedOut()).isFalse();
                    assertThat(e.getMessage()).isNotBlank();
                });
    }
}
