package mm.grader.child;

import java.lang.management.ManagementFactory;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Whether this virtual machine ever had a full stack or heap. Whoever caught the error, be it Java's own code on a
 * student's behalf: it may have struck a class of Java's while it was being initialised, which then is unusable to the end
 * of the process. Nobody can tell by the classes that ran; the virtual machine counts these errors where it throws them,
 * and says so in what {@code jcmd VM.info} prints.
 */
final class MachineErrors {
    /** As the virtual machine writes them: {@code StackOverflowErrors=1}, {@code OutOfMemoryError java_heap_errors=2}. */
    private static final Pattern COUNTED = Pattern.compile("(?m)^(?:StackOverflowErrors|OutOfMemoryError \\w+)=[1-9]");

    private MachineErrors() {}

    /** Tells whether there was certainly none; of a virtual machine that does not tell, it is not certain. */
    static boolean none() {
        try {
            Object info = ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "vmInfo",
                            new Object[0],
                            new String[0]);
            return info instanceof String text
                    && !text.isEmpty()
                    && !COUNTED.matcher(text).find();
        } catch (JMException | RuntimeException e) {
            return false;
        }
    }
}
