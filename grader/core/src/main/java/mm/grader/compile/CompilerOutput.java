package mm.grader.compile;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;

/**
 * Where the compiler writes its classes to: memory, as much as is allowed. Small sources can become large classes, as the
 * compiler copies what is in a {@code finally}.
 */
final class CompilerOutput extends ForwardingJavaFileManager<StandardJavaFileManager> {
    private static final int MAX_FILES = 2000;
    private static final long MAX_BYTES = 16L << 20;

    private final List<CompilerAnswer.Produced> classes = new ArrayList<>();
    private int files;
    private long bytes;

    CompilerOutput(StandardJavaFileManager files) {
        super(files);
    }

    List<CompilerAnswer.Produced> classes() {
        return classes;
    }

    /** There is an output folder, though the compiler does not know which. */
    @Override
    public boolean hasLocation(Location location) {
        return location == StandardLocation.CLASS_OUTPUT || super.hasLocation(location);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
            Location location, String className, JavaFileObject.Kind kind, FileObject sibling) throws IOException {
        if (++files > MAX_FILES) {
            throw new IOException("these are more than " + MAX_FILES + " classes");
        }
        int source = ((CompilerWork.Text) sibling).number;
        return new SimpleJavaFileObject(URI.create("class:///" + files), kind) {
            @Override
            public OutputStream openOutputStream() {
                return new Content(source, className);
            }
        };
    }

    /** One class, which is there as a whole once it is closed. */
    private final class Content extends FilterOutputStream {
        private final ByteArrayOutputStream content;
        private final int source;
        private final String name;

        Content(int source, String name) {
            super(new ByteArrayOutputStream());
            content = (ByteArrayOutputStream) out;
            this.source = source;
            this.name = name;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            bytes += length;
            if (bytes > MAX_BYTES) {
                throw new IOException("these classes are longer than " + (MAX_BYTES >> 20) + " MB");
            }
            content.write(from, offset, length);
        }

        @Override
        public void close() {
            classes.add(new CompilerAnswer.Produced(source, name, content.toByteArray()));
        }
    }
}
