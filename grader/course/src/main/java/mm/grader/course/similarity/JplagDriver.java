package mm.grader.course.similarity;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.util.Set;

/**
 * Calls JPlag in a process of its own, by reflection, so that nothing of the kit is linked to it: its releases on Maven
 * Central have no command line. Arguments: the folder of submissions, the folder of the skeleton, the result without
 * {@code .zip}, how many comparisons to keep.
 */
public final class JplagDriver {
    /** Ends the program if fewer than two submissions have anything to compare. */
    static final int TOO_FEW = 42;

    private JplagDriver() {}

    /** Runs it. */
    public static void main(String[] arguments) throws Throwable {
        try {
            Class<?> language = Class.forName("de.jplag.Language");
            Class<?> optionsType = Class.forName("de.jplag.options.JPlagOptions");
            Object java =
                    Class.forName("de.jplag.java.Language").getConstructor().newInstance();
            Object options = optionsType
                    .getConstructor(language, Set.class, Set.class)
                    .newInstance(java, Set.of(new File(arguments[0])), Set.of());
            options = optionsType
                    .getMethod("withBaseCodeSubmissionDirectory", File.class)
                    .invoke(options, new File(arguments[1]));
            options = optionsType
                    .getMethod("withMaximumNumberOfComparisons", int.class)
                    .invoke(options, Integer.parseInt(arguments[3]));
            Class<?> jplag = Class.forName("de.jplag.JPlag");
            Object result = jplag.getMethod("run")
                    .invoke(jplag.getConstructor(optionsType).newInstance(options));
            Class<?> factory = Class.forName("de.jplag.reporting.reportobject.ReportObjectFactory");
            factory.getMethod("createAndSaveReport", result.getClass(), String.class)
                    .invoke(factory.getConstructor().newInstance(), result, arguments[2]);
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause();
            System.err.println(cause.getClass().getSimpleName() + ": " + cause.getMessage());
            System.exit(saysTooFew(cause) ? TOO_FEW : 1);
        }
    }

    /** The same exception has a cause where a submission could not be read. */
    private static boolean saysTooFew(Throwable failure) {
        return failure.getClass().getName().equals("de.jplag.exceptions.SubmissionException")
                && failure.getCause() == null;
    }
}
