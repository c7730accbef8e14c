package mm.grader.script;

import mm.text.Message;

/**
 * A line of the transcript of a run, or why there is none.
 *
 * @param text the line; null if the run ended before it
 * @param stopped what the run stopped with, as an exception says it; null if it came to its end
 */
public record AnswerLine(String text, Message stopped) {
    /** Returns the line, or why there is none. */
    public Message message() {
        if (text != null) {
            return Message.verbatim(text);
        }
        return stopped == null ? Message.of("answer-line.none") : Message.of("answer-line.none-because", stopped);
    }
}
