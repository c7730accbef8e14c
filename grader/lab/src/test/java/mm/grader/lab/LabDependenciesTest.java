package mm.grader.lab;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mm.grader.kit.KitHome;
import mm.machine.Exercise;
import org.junit.jupiter.api.Test;

/** What the lab uses. That nothing uses the lab is a rule of the house, with the other arrows between modules. */
final class LabDependenciesTest {
    private static final JavaClasses LAB =
            new ClassFileImporter().importPath(KitHome.root().resolve("grader/lab/target/classes"));

    @Test
    void the_lab_uses_the_machine_the_solutions_the_pictures_the_questions_and_the_policies() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.teavm..",
                        "com.google.javascript..",
                        "mm.grader.lab..",
                        "mm.grader.picture..",
                        "mm.grader.play..",
                        "mm.grader.quiz..",
                        "mm.grader.trace..",
                        "mm.machine..",
                        "mm.script..",
                        "mm.pagetable..",
                        "mm.mmu..",
                        "mm.vma..",
                        "mm.lru..",
                        "mm.swap..",
                        "mm.oom..",
                        "mm.procfs..",
                        "mm.text..")
                .check(LAB);
    }

    @Test
    void only_the_class_of_all_parts_knows_the_solutions() {
        Set<String> solutions = Stream.of(Exercise.values())
                .map(exercise -> KitHome.solutions().resolve(exercise.folder()).resolve("target/classes"))
                .flatMap(classes -> new ClassFileImporter().importPath(classes).stream())
                .map(JavaClass::getName)
                .collect(Collectors.toSet());
        assertThat(solutions).contains("mm.vma.VmaMemoryDescriptor", "mm.oom.BadnessOomKiller");
        noClasses()
                .that()
                .doNotHaveSimpleName("ReferenceParts")
                .should()
                .dependOnClassesThat(
                        DescribedPredicate.describe("are of a solution", type -> solutions.contains(type.getName())))
                .check(LAB);
    }
}
