package mm.grader.quiz.model;

import java.util.List;

/** A piece of a question or of an explanation. */
public sealed interface Block {
    /**
     * A paragraph.
     *
     * @param text its sentences
     */
    record Paragraph(Text text) implements Block {}

    /**
     * Lines in the letters of a typewriter, the same in both languages.
     *
     * @param lines the lines
     */
    record Code(List<String> lines) implements Block {
        /** Copies the list. */
        public Code {
            lines = List.copyOf(lines);
        }
    }

    /**
     * A picture.
     *
     * @param svg the picture in each language, as SVG
     * @param description what kind of picture it is
     * @param lines what is to be seen in it, for who does not see it
     */
    record Picture(Text svg, Text description, List<String> lines) implements Block {
        /** Copies the list. */
        public Picture {
            lines = List.copyOf(lines);
        }
    }
}
