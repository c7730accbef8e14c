package mm.grader;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mm.grader.kit.KitHome;
import mm.machine.Exercise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of the house: dependencies point one way. Packages are split between modules, so modules are folders here. */
final class DependenciesTest {
    private static final Path ROOT = KitHome.root();
    private static final JavaClasses MACHINE = classesOf("exercises/00-machine");
    private static final JavaClasses CHECKS = classesOf("grader/checks");

    /** The modules of the grader, each with those that it may use besides the machine; so also with what these use. */
    private static final Map<String, List<String>> GRADER = Map.of(
            "checks", List.of(),
            "child", List.of("checks"),
            "pictures", List.of(),
            "quiz", List.of("pictures"),
            "core", List.of("checks", "child", "pictures"),
            "course", List.of("checks", "child", "pictures", "core"),
            "tools", List.of("checks", "child", "pictures", "core"),
            "cli", List.of("checks", "child", "pictures", "core", "course", "tools", "quiz"));

    /** The packages of core, from the ground up: each may use those in front of it. */
    private static final List<String> CORE = List.of(
            "text", "kit", "rubric", "submission", "compile", "sandbox", "script", "grade", "feedback", "report");

    private static final JavaClasses ALL = new ClassFileImporter()
            .importPaths(GRADER.keySet().stream()
                    .map(module -> ROOT.resolve("grader").resolve(module).resolve("target/classes"))
                    .toList());

    private static JavaClasses classesOf(String module) {
        return new ClassFileImporter().importPath(ROOT.resolve(module).resolve("target/classes"));
    }

    /** Tells whether a class is of the kit, but in none of some modules. */
    private static DescribedPredicate<JavaClass> inKitBut(String description, JavaClasses... allowed) {
        Set<String> names = java.util.stream.Stream.of(allowed)
                .flatMap(JavaClasses::stream)
                .map(JavaClass::getName)
                .collect(Collectors.toSet());
        return DescribedPredicate.describe(
                description,
                type -> type.getPackageName().startsWith("mm.")
                        && !names.contains(type.getBaseComponentType().getName()));
    }

    @Test
    void the_machine_depends_on_java_and_itself_alone() {
        assertThat(MACHINE).isNotEmpty();
        noClasses()
                .should()
                .dependOnClassesThat(inKitBut("are of another module", MACHINE))
                .orShould()
                .dependOnClassesThat(not(resideInAnyPackage("java..", "mm..")))
                .check(MACHINE);
    }

    @Test
    void checks_depend_on_the_machine_and_the_test_libraries_alone() {
        assertThat(CHECKS).isNotEmpty();
        noClasses()
                .should()
                .dependOnClassesThat(inKitBut("are of another module", MACHINE, CHECKS))
                .orShould()
                .dependOnClassesThat(not(resideInAnyPackage(
                        "java..",
                        "com.sun.management..", // counts what a thread allocates
                        "mm..",
                        "org.junit..",
                        "org.opentest4j..",
                        "org.assertj..")))
                .check(CHECKS);
        classes()
                .that()
                .haveSimpleNameEndingWith("Check")
                .and()
                .areNotAnnotations()
                .should()
                .beAnnotatedWith(mm.grader.Graded.class)
                .andShould()
                .resideInAPackage("mm.grader.checks..")
                .allowEmptyShould(true)
                .check(CHECKS);
    }

    @ParameterizedTest
    @EnumSource
    void a_solution_depends_on_the_machine_and_itself_alone(Exercise exercise) {
        own("solutions/" + exercise.folder(), exercise);
    }

    @ParameterizedTest
    @EnumSource
    void a_skeleton_depends_on_the_machine_and_itself_alone(Exercise exercise) {
        own("exercises/" + exercise.folder(), exercise);
    }

    private static void own(String module, Exercise exercise) {
        JavaClasses own = classesOf(module);
        noClasses()
                .should()
                .dependOnClassesThat(inKitBut("are of another module", MACHINE, own))
                .orShould()
                .dependOnClassesThat(not(resideInAnyPackage("java..", "mm..")))
                .allowEmptyShould(true)
                .check(own);
        classes()
                .should()
                .resideInAPackage(exercise.packageName() + "..")
                .allowEmptyShould(true)
                .check(own);
    }

    static Stream<String> modulesOfTheGrader() {
        return GRADER.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("modulesOfTheGrader")
    void a_module_of_the_grader_uses_the_ones_below_it_and_no_solution(String module) {
        JavaClasses own = classesOf("grader/" + module);
        assertThat(own).isNotEmpty();
        List<JavaClasses> allowed = new ArrayList<>(List.of(MACHINE, own));
        GRADER.get(module).forEach(below -> allowed.add(classesOf("grader/" + below)));
        noClasses()
                .should()
                .dependOnClassesThat(inKitBut("are of another module", allowed.toArray(JavaClasses[]::new)))
                .check(own);
    }

    @Test
    void the_pictures_need_the_machine_and_java_alone() {
        noClasses()
                .should()
                .dependOnClassesThat(not(resideInAnyPackage("java..", "mm..")))
                .check(classesOf("grader/pictures"));
    }

    @Test
    void the_packages_of_core_stand_on_each_other() {
        JavaClasses core = classesOf("grader/core");
        for (int i = 0; i < CORE.size(); i++) {
            String[] above = CORE.subList(i + 1, CORE.size()).stream()
                    .map(name -> "mm.grader." + name + "..")
                    .toArray(String[]::new);
            if (above.length > 0) {
                noClasses()
                        .that()
                        .resideInAPackage("mm.grader." + CORE.get(i) + "..")
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(above))
                        .check(core);
            }
        }
        classes()
                .should()
                .resideInAnyPackage(
                        CORE.stream().map(name -> "mm.grader." + name + "..").toArray(String[]::new))
                .check(core);
    }

    @Test
    void there_is_no_cycle_between_packages() {
        slices().matching("mm.grader.(*)..").should().beFreeOfCycles().check(ALL);
        slices().matching("mm.grader.(**)").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void no_package_has_more_than_25_classes() {
        Map<String, Set<String>> packages = ALL.stream()
                .filter(type -> !type.isNestedClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(
                        JavaClass::getPackageName,
                        TreeMap::new,
                        Collectors.mapping(JavaClass::getSimpleName, Collectors.toSet())));
        packages.forEach((name, types) -> System.out.printf("%2d classes in %s%n", types.size(), name));
        assertThat(packages).allSatisfy((name, types) -> assertThat(types).hasSizeLessThanOrEqualTo(25));
    }

    @Test
    void no_name_of_a_class_is_there_twice() {
        Map<String, List<String>> names = ALL.stream()
                .filter(type -> !type.isNestedClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(
                        JavaClass::getSimpleName, Collectors.mapping(JavaClass::getName, Collectors.toList())));
        assertThat(names.values()).filteredOn(same -> same.size() > 1).isEmpty();
    }

    @Test
    void the_command_line_alone_knows_commands_and_prints() {
        noClasses()
                .that()
                .resideOutsideOfPackages("mm.grader.cli..", "mm.grader.child..")
                .and()
                .doNotHaveSimpleName("JplagDriver") // a program of its own
                .should()
                .dependOnClassesThat(resideInAPackage("picocli.."))
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(ALL);
    }

    /** What it uses is tested with it. */
    @Test
    void nothing_depends_on_the_lab() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("mm.grader.lab.."))
                .check(ALL);
    }

    @Test
    void no_solution_is_on_the_graders_class_path() {
        assertThat(System.getProperty("java.class.path")).doesNotContain("solution");
        assertThat(KitHome.referenceClasses()).isNotEmpty();
    }

    @Test
    void nothing_is_linked_to_what_is_under_the_gpl() {
        noClasses().should().dependOnClassesThat(resideInAPackage("de.jplag..")).check(ALL);
    }
}
