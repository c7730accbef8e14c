package mm.machine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The machine's classes also run in a browser, where Java's library is a smaller one. */
class BrowserTest {
    @Test
    void the_machine_calls_nothing_that_a_browser_lacks() {
        noClasses()
                .should()
                .callMethod(String.class, "lines")
                .orShould()
                .callMethod(Integer.class, "parseUnsignedInt", String.class)
                .orShould()
                .callMethod(Long.class, "parseUnsignedLong", String.class)
                .orShould()
                .callMethod(Long.class, "parseUnsignedLong", String.class, int.class)
                .orShould()
                .callMethod(Character.class, "toString", int.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.lang.reflect..", "java.lang.invoke..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ClassLoader.class)
                .check(new ClassFileImporter().importPath(Path.of("target", "classes")));
    }
}
