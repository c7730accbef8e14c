package mm.grader;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which kinds of recordings a check replays. A child that runs a student's code is given these, for this check, and
 * no others.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Replays {
    /** The kinds, see {@link Recordings#of}. */
    String[] value();
}
