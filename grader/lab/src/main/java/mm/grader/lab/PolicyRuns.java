package mm.grader.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import mm.grader.trace.PageNumbers;
import mm.grader.trace.PageSequence;
import mm.grader.trace.PolicyChoice;
import mm.grader.trace.Simulation;
import mm.grader.trace.StepTable;
import mm.grader.trace.TraceReader;
import mm.grader.trace.TraceText;
import mm.lru.ReplacementPolicy;
import mm.script.ScriptException;
import mm.text.Catalogue;
import mm.text.Sentences;

/** Policies side by side on one trace, as {@code mm trace} runs them. */
final class PolicyRuns {
    private static final String NAME = "trace";
    private static final int MAX_COLUMNS = 200;
    private static final long SEED = 1;

    private final PageNumbers numbers = new PageNumbers();
    private final PageSequence all = new PageSequence();
    private final List<Long> names = new ArrayList<>();
    private long repeated;

    /**
     * Runs policies on a trace. Returns {@code references}, {@code pages}, {@code runs}, each with {@code policy},
     * {@code frames} and {@code faults}; and {@code tables}, the frames after every reference for each policy with the
     * first number of frames, for a trace of at most 200 references; and {@code columns}, the same for programs: page, frames,
     * 1 for a hit, and the page that went.
     *
     * @param policies their names with commas
     * @param frames numbers of frames with commas
     * @param language that of the tables
     * @throws ScriptException if the trace cannot be read
     */
    static Map<String, Object> of(String text, String policies, String frames, String language) {
        Catalogue texts = Sentences.MACHINE.in(new Locale(language));
        PolicyRuns trace = new PolicyRuns();
        trace.read(text);
        List<Object> runs = new ArrayList<>();
        List<Object> tables = new ArrayList<>();
        List<Object> columns = new ArrayList<>();
        List<Integer> sizes = sizes(frames);
        for (String name : policies.split(",")) {
            PolicyChoice choice = PolicyChoice.find(name.trim())
                    .filter(found -> !found.toString().equals("random")) // chooses by the numbers of a JDK
                    .orElseThrow(() -> new ScriptException(NAME, 0, "trace.not-a-policy", name.trim()));
            for (int size : sizes) {
                runs.add(trace.run(choice, size));
            }
            if (trace.all.size() + trace.repeated <= MAX_COLUMNS) {
                tables.add(trace.table(choice, sizes.get(0), texts));
                columns.add(StepTable.columns(trace.policy(choice), sizes.get(0), trace.all, trace.names));
            }
        }
        return Answers.entries(
                "references",
                trace.all.size() + trace.repeated,
                "pages",
                trace.numbers.size(),
                "runs",
                runs,
                "tables",
                tables,
                "columns",
                columns);
    }

    private static List<Integer> sizes(String frames) {
        List<Integer> sizes = new ArrayList<>();
        for (String word : frames.split(",")) {
            String number = word.trim();
            if (!number.matches("[1-9][0-9]{0,6}")) {
                throw new ScriptException(NAME, 0, "trace.not-a-number-of-frames", number);
            }
            sizes.add(Integer.parseInt(number));
        }
        return sizes;
    }

    private void read(String text) {
        int bad = TraceText.read(text, new TraceReader.Sink() {
            @Override
            public void reference(long page, int access) {
                keep(page);
            }

            @Override
            public void again(long page, int access, int times) {
                if (all.size() + repeated + times <= MAX_COLUMNS) {
                    TraceReader.Sink.super.again(page, access, times);
                } else {
                    repeated += times;
                }
            }
        });
        if (bad > 0) {
            throw new ScriptException(NAME, bad, "trace.line-unreadable");
        }
        if (all.size() == 0) {
            throw new ScriptException(NAME, 0, "trace.no-reference");
        }
    }

    private void keep(long page) {
        int number = numbers.of(page);
        if (number == names.size()) {
            names.add(page);
        }
        all.add(number);
    }

    private Map<String, Object> run(PolicyChoice choice, int frames) {
        Simulation simulation = new Simulation(choice.toString(), policy(choice), frames);
        all.forEach(simulation::reference);
        return Answers.entries("policy", choice.toString(), "frames", frames, "faults", simulation.faults());
    }

    private List<String> table(PolicyChoice choice, int frames, Catalogue texts) {
        return StepTable.of(choice.toString(), policy(choice), frames, all, names, texts);
    }

    private ReplacementPolicy policy(PolicyChoice choice) {
        return choice.make(ReferenceParts.ALL, all, numbers.size(), SEED);
    }
}
