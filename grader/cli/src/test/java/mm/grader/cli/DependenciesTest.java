package mm.grader.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import mm.machine.Exercise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules of the house: dependencies point one way. Packages are split between modules, so modules are folders here. */
final class DependenciesTest {
    private static final Path ROOT = House.root();
    private static final JavaClasses MACHINE = classesOf("exercises/00-machine");
    private static final JavaClasses CHECKS = classesOf("grader/checks");
    private static final JavaClasses CLI = classesOf("grader/cli");

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
                .dependOnClassesThat(not(resideInAnyPackage("java..", "mm..", "org.junit..", "org.assertj..")))
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

    @Test
    void the_grader_knows_no_implementation_of_an_exercise() {
        noClasses()
                .should()
                .dependOnClassesThat(inKitBut("are of a solution", MACHINE, CHECKS, CLI))
                .check(CLI);
    }

    @Test
    void no_solution_is_on_the_graders_class_path() {
        assertThat(System.getProperty("java.class.path")).doesNotContain("solution");
        assertThat(House.referenceClasses()).isNotEmpty();
    }

    @Test
    void the_child_knows_of_the_parent_only_where_the_kit_lives() {
        noClasses()
                .that()
                .resideInAPackage("mm.grader.cli.child")
                .should()
                .dependOnClassesThat(resideInAPackage("mm.grader.cli")
                        .and(not(
                                DescribedPredicate.describe("is the house", type -> type.isEquivalentTo(House.class)))))
                .check(CLI);
    }

    @Test
    void a_class_is_graded_on_top_of_the_grader_and_linked_to_nothing_of_the_gpl() {
        noClasses()
                .that()
                .resideOutsideOfPackage("mm.grader.course")
                .and()
                .doNotHaveFullyQualifiedName(Mm.class.getName())
                .should()
                .dependOnClassesThat(resideInAPackage("mm.grader.course"))
                .check(CLI);
        noClasses().should().dependOnClassesThat(resideInAPackage("de.jplag..")).check(CLI);
    }
}
