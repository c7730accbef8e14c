package mm.oom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.element.TypeElement;

/** Would run within the grader's compiler, and leave a file behind. */
@SupportedAnnotationTypes("*")
public final class Processor extends AbstractProcessor {
    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        try {
            Files.writeString(Path.of(System.getProperty("java.io.tmpdir"), "mm-annotation-processor-ran"), "");
        } catch (IOException e) {
            return true;
        }
        return true;
    }
}
