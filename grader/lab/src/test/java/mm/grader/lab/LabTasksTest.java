package mm.grader.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import mm.grader.browser.MainThreadTask;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The page stays responsive: no task of its main thread takes more than 100 milliseconds. What counts is the processor's time,
 * of which a busy machine gives less in a second, but no more is needed.
 */
@Tag("slow")
final class LabTasksTest extends Window {
    private static final double MAX_MILLISECONDS = 100;

    private static void stays(String what, Runnable work) {
        List<MainThreadTask> tasks = browser.tasks(work);
        assertThat(tasks).as("%s: tasks were seen", what).isNotEmpty();
        assertThat(tasks.get(0).milliseconds()).as("%s: %s", what, tasks.get(0)).isLessThan(MAX_MILLISECONDS);
    }

    /** Waits until what was changed has been drawn. */
    private static void drawn() {
        browser.eval(
                "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 20))))");
    }

    @Test
    void opening() {
        stays("opening", () -> {
            open(1280, false);
            drawn();
        });
    }

    @Test
    void practising() {
        open(1280, false);
        stays("practising", () -> {
            practise("split-32");
            browser.click("#ask");
            browser.await("!document.getElementById('question').hidden");
            browser.click("#judge");
            drawn();
        });
    }

    @Test
    void typing_running_and_predicting() {
        open(1280, false);
        stays("typing", () -> {
            script("machine 64M\nstart server\n");
            key("End", "End", 35, 2);
            type("map server heap 1M");
        });
        stays("running", () -> {
            script("machine 1G\nstart job\nmap job heap 400M\ntouch job heap\n");
            browser.click("#run");
            status("Done: 4");
        });
        stays("predicting", () -> {
            choose("examples", "cow-1.txt");
            browser.click("#predict");
            browser.await("!document.getElementById('asked').hidden");
            browser.click("#asked-check");
            browser.click("#asked-end");
        });
        stays("the other language", () -> {
            browser.click("#language");
            browser.await("document.documentElement.lang === 'zh-CN'");
        });
    }

    @Test
    void stepping() {
        open(1280, false);
        for (String name : List.of("lesson.mm", "swap-1.txt", "malloc-a-1.txt")) {
            choose("examples", name);
            stays("the player of " + name, () -> {
                browser.eval("delete document.body.dataset.steps");
                browser.eval("document.getElementById('step').click()");
                browser.await("document.body.dataset.steps > 3");
                drawn();
            });
            stays("the steps of " + name, () -> {
                browser.eval("document.getElementById('player').focus()");
                for (int i = 0; i < 8; i++) {
                    browser.press("ArrowRight");
                    drawn();
                }
            });
            browser.eval(
                    "addEventListener('message', event => { if (event.data.step) window.stepped = event.data.step; });"
                            + " document.getElementById('player').contentWindow.postMessage('pictures', '*')");
            browser.await("window.stepped > 1");
        }
    }

    @Test
    void a_trace_of_100_000_accesses() {
        open(1280, false);
        stays("a trace", () -> {
            browser.eval(
                    "(() => { let text = '', x = 1; for (let i = 0; i < 100000; i++) { x = (x * 48271) % 2147483647;"
                            + " text += (x % 500) + '\\n'; } const data = new DataTransfer();"
                            + " data.items.add(new File([text], 'own.trace'));"
                            + " document.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true })); })()");
            browser.await("document.getElementById('counted').textContent.startsWith('100000 ')");
            drawn();
        });
    }
}
