package mm.grader.text;

import java.io.IOException;
import java.io.Writer;
import java.util.function.Supplier;

/** Translates what is written through it, line by line; a line that is not ended yet is translated at a flush. */
public final class TranslatingWriter extends Writer {
    private final Writer out;
    private final Supplier<Language> language;
    private final StringBuilder line = new StringBuilder();

    /**
     * Makes a writer.
     *
     * @param language asked at each line, since the command line that names it is not read yet at first
     */
    public TranslatingWriter(Writer out, Supplier<Language> language) {
        this.out = out;
        this.language = language;
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            if (text[i] == '\n') {
                translate();
                out.write('\n');
            } else {
                line.append(text[i]);
            }
        }
    }

    private void translate() throws IOException {
        out.write(language.get().catalog().translate(line.toString()));
        line.setLength(0);
    }

    @Override
    public void flush() throws IOException {
        if (line.length() > 0) {
            translate();
        }
        out.flush();
    }

    @Override
    public void close() throws IOException {
        flush();
        out.close();
    }
}
