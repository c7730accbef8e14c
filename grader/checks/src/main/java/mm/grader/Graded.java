package mm.grader;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import mm.machine.Exercise;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A class of graded checks: one step of an exercise. Named {@code …Check}, in a package below
 * {@code mm.grader.checks}.
 *
 * <p>Checks may take parameters: {@link mm.machine.Parts} (the exercise under test from the student, the others from
 * the reference) and {@link java.util.Random} (seeded by the run's seed and the name of the check).
 */
@ExtendWith(KitExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Graded {
    /** The exercise. */
    Exercise exercise();

    /** The step of the assignment, from 1. */
    int step();

    /** The title of the step, for the rubric. */
    String title();

    /** Whether the step's points come on top of the 100. */
    boolean bonus() default false;
}
