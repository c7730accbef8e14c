package mm.grader.lab;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Measures the page, and prints it; {@code -Dmm.lab.speed=true}. A build asserts nothing about a clock. */
final class LabSpeedTest extends Window {
    private static final int ROUNDS = 3;
    private static final String HUNDRED_THOUSAND = "machine 1G\nstart job\nmap job heap 400M\ntouch job heap\n";

    @Test
    void first_answer_many_accesses_and_the_longest_task_of_the_page() {
        assumeTrue(Boolean.getBoolean("mm.lab.speed"), "skipped: -Dmm.lab.speed=true measures the page");
        List<Double> first = new ArrayList<>();
        List<Double> many = new ArrayList<>();
        List<Double> tasks = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            open(1280, false);
            browser.eval("window.longest = 0; new PerformanceObserver(list => list.getEntries().forEach(e =>"
                    + " longest = Math.max(longest, e.duration))).observe({ type: 'longtask', buffered: true })");
            browser.open(Node.built().resolve("lab.html").toUri() + "?" + i, 1280, false);
            first.add(
                    number(
                            "new Promise(done => { const start = () => { if (!document.body.dataset.ready"
                                    + " || document.querySelectorAll('.cm-line').length < 4) { setTimeout(start, 5); return; }"
                                    + " document.getElementById('run').click(); const end = () => document.getElementById('status')"
                                    + ".textContent.startsWith('Done') ? done(performance.now()) : setTimeout(end, 5); end(); }; start(); })"));
            browser.eval("window.longest = 0; new PerformanceObserver(list => list.getEntries().forEach(e =>"
                    + " longest = Math.max(longest, e.duration))).observe({ type: 'longtask', buffered: true })");
            script(HUNDRED_THOUSAND);
            many.add(number(
                    "new Promise(done => { const from = performance.now(); document.getElementById('run').click();"
                            + " const end = () => document.getElementById('status').textContent.startsWith('Done: 4')"
                            + " ? done(performance.now() - from) : setTimeout(end, 5); end(); })"));
            browser.click("#step");
            browser.await("document.body.dataset.steps > 3");
            tasks.add(number("new Promise(done => setTimeout(() => done(longest), 300))"));
        }
        System.out.printf(
                Locale.ROOT,
                "lab: first answer %.0f ms, 102,400 accesses %.0f ms, longest task %.0f ms (medians of %d)%n",
                median(first),
                median(many),
                median(tasks),
                ROUNDS);
    }

    private static double number(String expression) {
        return browser.eval(expression).asDouble();
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
