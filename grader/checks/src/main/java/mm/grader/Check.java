package mm.grader;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;

/**
 * One graded check: a JUnit test whose name, read with blanks for underscores, is a sentence.
 *
 * <p>Its class is annotated with {@link Graded}; {@link org.junit.jupiter.api.Order} gives its place within the class.
 * Its identity is the exercise's number and the name of the method, for example {@code 03/munmap_of_a_hole_succeeds}.
 */
@Test
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Check {
    /** Points for passing it; all checks of an exercise without a bonus add up to 100. */
    int points();

    /** The ladder of hints: what to look at; how Linux does it, with the symbol; where the handbook explains it. */
    String[] hints();

    /** Method names of checks of the same exercise that must pass first, else this one is blocked. */
    String[] requires() default {};
}
