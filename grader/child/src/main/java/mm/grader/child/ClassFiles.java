package mm.grader.child;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The compiled classes of one exercise of a submission. They go to the child as bytes, because what a child can see of
 * the disk is fixed before there is a submission.
 *
 * @param files the class files by class name
 * @param forAll whether all checks may use the same classes, because these keep nothing from one check to the next
 */
public record ClassFiles(Map<String, byte[]> files, boolean forAll) {
    private static final int NOT_HANDED_IN = -1;

    /** Reads the class files in a folder. */
    public static ClassFiles in(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (Path file : ClassLoaders.classFiles(folder)) {
            files.put(ClassLoaders.className(folder, file), Files.readAllBytes(file));
        }
        return new ClassFiles(files, false);
    }

    /** Returns the same, for all checks or for one only. */
    public ClassFiles forAll(boolean all) {
        return new ClassFiles(files, all);
    }

    /**
     * Writes them to a child.
     *
     * @param classes the classes, or null if the exercise was not handed in. None at all is something else: then the
     *     exercise was handed in, and the reference must not take its place
     */
    public static void write(DataOutputStream out, ClassFiles classes) throws IOException {
        if (classes == null) {
            out.writeInt(NOT_HANDED_IN);
            return;
        }
        out.writeInt(classes.files.size());
        out.writeBoolean(classes.forAll);
        for (Map.Entry<String, byte[]> file : classes.files.entrySet()) {
            out.writeUTF(file.getKey());
            out.writeInt(file.getValue().length);
            out.write(file.getValue());
        }
    }

    /** Reads what {@link #write} has written. */
    static ClassFiles read(DataInputStream in) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        int count = in.readInt();
        if (count == NOT_HANDED_IN) {
            return null;
        }
        boolean forAll = in.readBoolean();
        for (int left = count; left > 0; left--) {
            files.put(in.readUTF(), in.readNBytes(in.readInt()));
        }
        return new ClassFiles(files, forAll);
    }

    /** Returns a new loader of these classes; a class of the kit's comes first, so none can be replaced. */
    ClassLoader loader() {
        return loader(ScriptAnswer.SUBMISSION);
    }

    /** Returns such a loader whose name is in the stack traces of its classes. */
    ClassLoader loader(String name) {
        return new Loader(name, files);
    }

    private static final class Loader extends ClassLoader {
        private final Map<String, byte[]> files;

        Loader(String name, Map<String, byte[]> files) {
            super(name, ClassLoaders.kit());
            this.files = files;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] file = files.get(name);
            if (file == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, file, 0, file.length);
        }
    }
}
