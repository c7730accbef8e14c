package mm.grader.lab;

import java.util.List;
import org.teavm.classlib.ResourceSupplier;
import org.teavm.classlib.ResourceSupplierContext;

/** Tells the compiler which files the program reads from its class path. */
@SuppressWarnings("deprecation") // and nothing is said about what takes its place
public final class LabResources implements ResourceSupplier {
    /** The files: the style sheet of pictures, and what the machine and the questions say. */
    static final List<String> FILES = List.of(
            "mm/grader/picture/picture.css",
            "mm/text/machine.properties",
            "mm/text/machine_zh.properties",
            "mm/grader/quiz/questions.properties",
            "mm/grader/quiz/questions_zh.properties");

    @Override
    public String[] supplyResources(ResourceSupplierContext context) {
        return FILES.toArray(String[]::new);
    }
}
