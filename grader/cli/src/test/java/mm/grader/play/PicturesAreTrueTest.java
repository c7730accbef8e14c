package mm.grader.play;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mm.grader.kit.KitHome;
import mm.grader.picture.GridPicture;
import mm.grader.picture.Picture;
import mm.grader.picture.Shape;
import mm.machine.Parts;
import mm.script.Script;
import mm.script.ScriptException;
import mm.script.Scripts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads the shapes of every picture back, and compares them with the machine after the same line. */
final class PicturesAreTrueTest {
    private static final Pattern COUNT = Pattern.compile("(\\d+) (.+)");
    /** Whether to look at all there is; otherwise at a sample. */
    private static final boolean ALL = "all".equals(System.getProperty("mm.pages"));

    private static final int LARGE = 50_000;
    private static final int BAR_TOP = 44;

    private static Parts reference() {
        return StepRecorderTest.reference();
    }

    static Stream<Path> files() throws IOException {
        try (Stream<Path> scripts = Files.list(KitHome.root().resolve("docs/scripts"))) {
            Stream<Path> recordings = Stream.of(
                            "cow-1 cow-2 layout-1 layout-2 faults-1 faults-2 status-1 status-3 stack-1 stack-2 limits-1"
                                    .split(" "))
                    .map(name -> StepRecorderTest.recording(name + ".txt"));
            List<Path> all =
                    new ArrayList<>(scripts.filter(file -> file.toString().endsWith(".mm"))
                            .sorted()
                            .toList());
            recordings.forEach(all::add);
            return all.stream();
        }
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("files")
    void every_picture_of_a_script_shows_the_machine_as_it_is(Path file) {
        compare(Script.read(file));
    }

    @Test
    void every_picture_of_random_scripts_shows_the_machine_as_it_is() {
        for (int seed = 0; seed < (ALL ? 300 : 10); seed++) {
            compare(runnable(randomScript(new Random(seed)), "seed " + seed));
        }
    }

    @Test
    void the_pages_of_a_swap_recording_are_those_of_its_states() {
        Script script = Script.read(StepRecorderTest.recording("swap-1.txt"));
        int compared = 0;
        for (Step step : StepRecorderTest.record(script, reference(), Integer.MAX_VALUE)) {
            if (step.text().startsWith("state -> ")) {
                Map<String, Integer> expected = new LinkedHashMap<>();
                for (String run : step.text().substring("state -> ".length()).split(" ")) {
                    String name = Map.of('P', "in memory", 'S', "swapped out", '.', "not touched")
                            .get(run.charAt(0));
                    expected.merge(name, Integer.parseInt(run.substring(1)), Integer::sum);
                }
                assertThat(legend(step.pictures().get("frames"))).isEqualTo(expected);
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(2);
    }

    private static void compare(Script script) {
        List<MachineTruth.Moment> truth = MachineTruth.of(script, reference());
        List<Step> steps = StepRecorderTest.record(script, reference(), Integer.MAX_VALUE).stream()
                .filter(step -> !step.text().contains(" · ") && !step.text().equals("The program has started"))
                .toList();
        assertThat(steps).isNotEmpty().hasSameSizeAs(truth);
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            String what = script.name() + ", step '" + step.text() + "': ";
            assertThat(step.text()).isEqualTo(truth.get(i).line());
            boolean changes = i == 0
                    || !Arrays.equals(truth.get(i).owners(), truth.get(i - 1).owners());
            if (truth.get(i).owners().length < LARGE || (ALL ? changes : i % 4 == 0)) { // a large memory takes its time
                frames(what, step.pictures().get("frames"), truth.get(i));
            }
            spaces(what, step.pictures(), truth.get(i));
            tlb(what, step.pictures().get("tlb"), truth.get(i));
            lists(what, step.pictures(), truth.get(i));
            limits(what, step.pictures().get("limits"), truth.get(i));
            assertThat(step.description()).as(what + "a mark or a key is left").doesNotContain("[[", "]]", "{0}");
            step.pictures()
                    .forEach((key, picture) ->
                            assertThat(picture.shapes()).as(what + key).isNotEmpty());
        }
    }

    /** Returns the legend: each count with its name. */
    private static Map<String, Integer> legend(Picture picture) {
        Map<String, Integer> legend = new LinkedHashMap<>();
        for (Shape shape : picture.shapes()) {
            Matcher count = COUNT.matcher(shape.text());
            if (shape.kind() == Shape.Kind.TEXT
                    && shape.style().equals("t")
                    && shape.y() > BAR_TOP
                    && count.matches()) {
                legend.put(count.group(2), Integer.parseInt(count.group(1)));
            }
        }
        return legend;
    }

    private static void frames(String what, Picture picture, MachineTruth.Moment truth) {
        Map<String, Integer> expected = new LinkedHashMap<>();
        for (int from = 0, end = 0; from < truth.owners().length; from = end) {
            while (end < truth.owners().length && truth.owners()[end].equals(truth.owners()[from])) {
                end++;
            }
            expected.merge(truth.owners()[from], end - from, Integer::sum);
        }
        Map<String, Integer> drawn = legend(picture);
        int inner = drawn.getOrDefault("page tables", 0) + drawn.getOrDefault("the kernel's own", 0);
        assertThat(drawn.getOrDefault("page tables", 0))
                .as(what + "page tables")
                .isEqualTo(truth.tables());
        drawn.keySet().removeAll(List.of("page tables", "the kernel's own"));
        if (inner > 0) {
            drawn.put(MachineTruth.INNER, inner);
        }
        assertThat(drawn).as(what + "the legend of the frames").isEqualTo(expected);
        assertThat(drawn.getOrDefault("free", 0)).isEqualTo(truth.free());
        int width = Picture.NARROW - 16;
        for (Shape bar : picture.shapes()) {
            if (bar.style().startsWith("bar ")) {
                Matcher count = COUNT.matcher(bar.text());
                assertThat(count.matches()).isTrue();
                double exact = (double) width * Integer.parseInt(count.group(1)) / truth.owners().length;
                assertThat((double) bar.w()).as(what + bar.text()).isBetween(exact - 1, exact + 1);
            }
        }
        cells(what, picture, truth);
    }

    /** Every cell shows the owners of its frames: all of them, and nobody else; all cells together hold all frames. */
    private static void cells(String what, Picture picture, MachineTruth.Moment truth) {
        Map<String, String> names = new LinkedHashMap<>();
        List<Shape> shapes = picture.shapes();
        for (int i = 0; i + 2 < shapes.size(); i++) {
            Matcher count = COUNT.matcher(shapes.get(i + 2).text());
            if (shapes.get(i).keys().isEmpty() && shapes.get(i).style().startsWith("cell ") && count.matches()) {
                names.put(shapes.get(i).style() + shapes.get(i + 1).text(), count.group(2));
            }
        }
        int group = GridPicture.group(truth.owners().length);
        Map<Integer, TreeSet<String>> styles = new LinkedHashMap<>();
        for (Shape shape : shapes) {
            if (!shape.keys().isEmpty()) {
                int first = Integer.parseInt(shape.keys().substring(1).split("-")[0]);
                styles.computeIfAbsent(first, unused -> new TreeSet<>()).add(shape.style());
            }
        }
        assertThat(styles).as(what + "cells").hasSize((truth.owners().length + group - 1) / group);
        TreeSet<String> legendStyles = new TreeSet<>();
        for (Shape shape : shapes) {
            if (shape.keys().isEmpty() && shape.style().startsWith("cell ")) {
                legendStyles.add(shape.style());
            }
        }
        TreeSet<String> drawn = new TreeSet<>();
        styles.values().forEach(drawn::addAll);
        assertThat(legendStyles).as(what + "the legend names what is drawn").isEqualTo(drawn);
        styles.forEach((first, cell) -> {
            TreeSet<String> owners = new TreeSet<>();
            for (int pfn = first; pfn < Math.min(first + group, truth.owners().length); pfn++) {
                if (pfn == first || !truth.owners()[pfn].equals(truth.owners()[pfn - 1])) {
                    owners.add(truth.owners()[pfn]);
                }
            }
            boolean free = cell.contains("cell o-free");
            assertThat(free).as(what + "cell " + first + " shows free frames").isEqualTo(owners.contains("free"));
            assertThat(cell.size()).as(what + "owners in cell " + first).isBetween(1, owners.size() + 1);
            assertThat(cell.contains("cell o-table") || cell.contains("cell o-kernel"))
                    .as(what + "cell " + first)
                    .isEqualTo(owners.contains(MachineTruth.INNER));
            assertThat(cell.contains("cell o-file")).isEqualTo(owners.contains("pages of files"));
            assertThat(cell.contains("cell o-many")).isEqualTo(owners.contains("shared by fork"));
        });
    }

    private static void spaces(String what, Map<String, Picture> pictures, MachineTruth.Moment truth) {
        truth.maps().forEach((task, maps) -> {
            Picture space = pictures.get("space@" + task);
            if (space == null && truth.maps().size() > 8) {
                return; // of so many, only the one whose step it is
            }
            assertThat(space).as(what + "address space of " + task).isNotNull();
            List<String> drawn = new ArrayList<>();
            String rights = "";
            for (Shape shape : space.shapes()) {
                rights = shape.style().equals("m b") ? shape.text() : rights;
                if (shape.style().equals("m")) {
                    drawn.add(0, shape.text() + " " + rights);
                }
            }
            assertThat(drawn)
                    .as(what + "mappings of " + task)
                    .isEqualTo(maps.stream()
                            .map(line -> line.split(" ")[0] + " " + line.split(" ")[1])
                            .toList());
            String tables = pictures.get("tables@" + task).description();
            assertThat(tables).as(what).contains(truth.tablesOf().get(task));
        });
    }

    /** Every translation in the TLB is that of somebody's page table. */
    private static void tlb(String what, Picture picture, MachineTruth.Moment truth) {
        if (truth.pages().isEmpty()) {
            return; // too many pages to keep
        }
        assertThat(picture).as(what + "TLB").isNotNull();
        for (Shape shape : picture.shapes()) {
            if (!shape.keys().isEmpty()) {
                String[] keys = shape.keys().split(" ");
                long vpn = Long.parseLong(keys[0].substring(keys[0].indexOf(':') + 1));
                int pfn = Integer.parseInt(keys[1].substring(1));
                assertThat(truth.pages().values())
                        .as(what + "TLB: page %x in frame %d", vpn, pfn)
                        .anyMatch(pages -> pages.getOrDefault(vpn, -1) == pfn);
            }
        }
    }

    private static void lists(String what, Map<String, Picture> pictures, MachineTruth.Moment truth) {
        Picture lists = pictures.get("lists");
        if (lists == null) {
            return;
        }
        int sum = 0;
        Matcher size = Pattern.compile(", (?:in)?active: (\\d+)").matcher(lists.description());
        while (size.find()) {
            sum += Integer.parseInt(size.group(1));
        }
        assertThat(sum).as(what + "pages on the lists").isEqualTo(truth.lruPages());
        assertThat(legend(pictures.get("slots")).getOrDefault("free", 0))
                .as(what + "free slots")
                .isEqualTo(truth.freeSlots());
    }

    /** The bars are as long as the numbers say, the numbers are the machine's, and each group has its processes. */
    private static void limits(String what, Picture picture, MachineTruth.Moment truth) {
        if (truth.promises() == null && truth.groups().isEmpty()) {
            assertThat(picture).as(what + "limits").isNull();
            return;
        }
        int width = Picture.NARROW - 16;
        Map<String, Integer> bars = new LinkedHashMap<>();
        for (Shape shape : picture.shapes()) {
            if (!shape.keys().isEmpty()) {
                bars.merge(shape.keys().replaceFirst("^(anon|file):", ""), shape.w(), Integer::sum);
            }
        }
        Map<String, Integer> expected = new LinkedHashMap<>();
        if (truth.promises() != null) {
            long most = Math.max(truth.promises()[0], truth.promises()[1]);
            expected.put("promised", (int) (truth.promises()[0] * width / most));
            assertThat(picture.description())
                    .as(what)
                    .contains("promised " + truth.promises()[0] + " of " + truth.promises()[1] + " kB");
        }
        truth.groups().forEach((name, numbers) -> {
            expected.put(name, (int) (numbers[0] * width / Math.max(numbers[0], numbers[1])));
            String end =
                    truth.members().containsKey(name) ? ": " + truth.members().get(name) : "";
            assertThat((picture.description() + ";").replaceAll("; ", ";; "))
                    .as(what + name)
                    .containsPattern("[;:] " + name + " " + numbers[0] + " of " + numbers[1]
                            + " kB, anonymous \\d+, files \\d+, swap \\d+ kB" + end + ";");
        });
        assertThat(bars).as(what + "bars").isEqualTo(expected);
    }

    private static List<String> randomScript(Random random) {
        int megabytes = 2 + random.nextInt(6);
        List<String> lines = new ArrayList<>();
        lines.add(
                "machine " + megabytes + "M" + (random.nextBoolean() ? " swap " + (1 + random.nextInt(8)) + "M" : ""));
        boolean grouped = random.nextInt(3) == 0;
        if (random.nextInt(3) == 0) {
            lines.add("overcommit " + random.nextInt(3) + " 90");
        }
        if (grouped) {
            lines.add("group g " + (1 + random.nextInt(3)) + "M");
            lines.add("group g/h 1M");
        }
        lines.add("start init");
        List<String> tasks = new ArrayList<>(List.of("init"));
        List<String> areas = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            String task = tasks.get(random.nextInt(tasks.size()));
            String area = areas.isEmpty() ? "" : areas.get(random.nextInt(areas.size()));
            switch (random.nextInt(area.isEmpty() ? 4 : 12)) {
                case 0 -> {
                    tasks.add("t" + i);
                    lines.add("start t" + i + (grouped ? random.nextBoolean() ? " in g" : " in g/h" : ""));
                }
                case 1, 2, 3 -> {
                    String kind = List.of("", "", " shared", " file lib").get(random.nextInt(4));
                    areas.add(task + " a" + i);
                    lines.add("map " + task + " a" + i + " " + 4 * (1 + random.nextInt(400)) + "K" + kind);
                }
                case 4 -> {
                    String child = "f" + i;
                    lines.add("fork " + task + " " + child);
                    tasks.add(child);
                    List.copyOf(areas).stream()
                            .filter(name -> name.startsWith(task + " "))
                            .forEach(name -> areas.add(child + name.substring(name.indexOf(' '))));
                }
                case 5 -> lines.add("look " + area);
                case 6 -> lines.add("read /file " + 4 * (1 + random.nextInt(100)) + "K");
                case 7 -> lines.add(random.nextInt(3) == 0 ? "exit " + task : "score " + task);
                case 8 -> lines.add("adj " + task + " " + (random.nextInt(2001) - 1000));
                default -> lines.add("touch " + area);
            }
        }
        return lines;
    }

    /** Takes out what cannot be done, as its process was killed or ended before, or its area is a file. */
    private static Script runnable(List<String> lines, String name) {
        while (true) {
            Script script = Script.of(name, String.join("\n", lines) + "\n");
            try {
                Scripts.run(script, reference());
                return script;
            } catch (IllegalStateException e) {
                lines.remove(lines.size() - 1); // too little memory to start somebody: a shorter script then
            } catch (ScriptException e) {
                Matcher line = Pattern.compile(":(\\d+):").matcher(e.getMessage());
                assertThat(line.find()).as(e.getMessage()).isTrue();
                lines.remove(Integer.parseInt(line.group(1)) - 1);
            }
        }
    }
}
