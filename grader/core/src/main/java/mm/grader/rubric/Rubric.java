package mm.grader.rubric;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import mm.grader.Check;
import mm.grader.Graded;
import mm.grader.child.ClassLoaders;
import mm.grader.kit.KitError;
import mm.machine.Exercise;
import org.junit.jupiter.api.Order;

/**
 * All graded checks, in their order. Read from the annotations before any code of a student is there, so that nothing
 * a student does can make a check disappear.
 *
 * @param checks the checks
 */
public record Rubric(List<CheckInfo> checks) {
    private static final String ROOT = "mm/grader/checks";

    /** Copies the list. */
    public Rubric {
        checks = List.copyOf(checks);
    }

    /**
     * Reads the checks that this kit ships.
     *
     * @throws KitError if the points of an exercise do not add up to {@value #ALL}
     */
    public static Rubric shipped() {
        return read().requireAll();
    }

    /** Points of an exercise, without bonus. */
    private static final int ALL = 100;

    /** Returns this rubric, if the points of each exercise in it add up. */
    Rubric requireAll() {
        for (Exercise exercise : Exercise.values()) {
            int points = of(exercise).stream()
                    .filter(check -> !check.bonus())
                    .mapToInt(CheckInfo::points)
                    .sum();
            if (points != ALL && !of(exercise).isEmpty()) {
                throw KitError.of("rubric.do-not-add-up", exercise.number(), points, ALL, steps(exercise));
            }
        }
        return this;
    }

    /** Returns the steps of an exercise with their points. */
    private String steps(Exercise exercise) {
        Map<Integer, Integer> points = of(exercise).stream()
                .filter(check -> !check.bonus())
                .collect(
                        Collectors.groupingBy(CheckInfo::step, TreeMap::new, Collectors.summingInt(CheckInfo::points)));
        return points.entrySet().stream()
                .map(step -> step.getKey() + ": " + step.getValue())
                .collect(Collectors.joining(", "));
    }

    private static Rubric read() {
        Path origin = ClassLoaders.origin(Check.class);
        try {
            return of(Files.isDirectory(origin) ? classesBelow(origin) : classesIn(origin));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Class<?>> classesBelow(Path root) throws IOException {
        Path folder = root.resolve(ROOT);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return checks(files.map(file -> root.relativize(file).toString().replace('\\', '/')));
        }
    }

    /** A jar is read as a zip file: as a file system, it takes longer than all the rest. */
    private static List<Class<?>> classesIn(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return checks(zip.stream().map(ZipEntry::getName).filter(name -> name.startsWith(ROOT)));
        }
    }

    private static List<Class<?>> checks(Stream<String> files) {
        List<Class<?>> classes = new ArrayList<>();
        for (String file : files.filter(name -> name.endsWith("Check.class")).toList()) {
            try {
                classes.add(Class.forName(
                        file.substring(0, file.length() - ".class".length()).replace('/', '.')));
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
        }
        return classes;
    }

    /** Reads the checks of some classes; classes that are not graded have none. */
    public static Rubric of(List<Class<?>> classes) {
        return new Rubric(classes.stream()
                .filter(type -> type.isAnnotationPresent(Graded.class))
                .sorted(Comparator.<Class<?>, Exercise>comparing(
                                type -> graded(type).exercise())
                        .thenComparing(type -> graded(type).step())
                        .thenComparing(Class::getName))
                .flatMap(Rubric::checksOf)
                .toList());
    }

    private static Graded graded(Class<?> type) {
        return type.getAnnotation(Graded.class);
    }

    private static Stream<CheckInfo> checksOf(Class<?> type) {
        Graded graded = graded(type);
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Check.class))
                .sorted(Comparator.comparing(Rubric::order).thenComparing(Method::getName))
                .map(method -> {
                    Check check = method.getAnnotation(Check.class);
                    return new CheckInfo(
                            graded.exercise(),
                            graded.step(),
                            graded.title(),
                            type.getName(),
                            method.getName(),
                            check.points(),
                            graded.bonus(),
                            List.of(check.hints()),
                            List.of(check.requires()));
                });
    }

    private static int order(Method method) {
        Order order = method.getAnnotation(Order.class);
        return order == null ? Order.DEFAULT : order.value();
    }

    /** Returns the jars or folders that the checks come from. */
    public Set<Path> origins() {
        return checks.stream()
                .map(CheckInfo::className)
                .distinct()
                .map(Rubric::origin)
                .collect(Collectors.toSet());
    }

    private static Path origin(String className) {
        try {
            return ClassLoaders.origin(Class.forName(className, false, Rubric.class.getClassLoader()));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns some checks, and those that they require, directly or not. */
    public Rubric only(Predicate<CheckInfo> wanted) {
        Set<String> kept = checks.stream().filter(wanted).map(CheckInfo::id).collect(Collectors.toSet());
        int before;
        do {
            before = kept.size();
            checks.stream()
                    .filter(check -> kept.contains(check.id()))
                    .flatMap(check -> check.requires().stream()
                            .map(method -> check.exercise().number() + "/" + method))
                    .toList()
                    .forEach(kept::add);
        } while (kept.size() > before);
        return new Rubric(
                checks.stream().filter(check -> kept.contains(check.id())).toList());
    }

    /** Returns the checks of one exercise. */
    public List<CheckInfo> of(Exercise exercise) {
        return checks.stream().filter(check -> check.exercise() == exercise).toList();
    }
}
