package mm.grader.play;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mm.grader.picture.Picture;

/** One step of a script: what was done, what came of it, and how the machine looks afterwards. */
final class Step {
    private final int line;
    private final String text;
    private final Story story;
    private final Map<String, Picture> pictures;
    private final Map<String, List<String>> screens;
    private final List<String> comments;
    private final List<String> output = new ArrayList<>();

    /**
     * What a step did.
     *
     * @param task the name of the process whose step it was, or ""
     * @param events what happened beyond the line
     * @param text what happened, in sentences with {@link Marks}, one a line
     */
    record Story(String task, Set<StepEvent> events, String text) {
        static final Story NOTHING = new Story("", Set.of(), "");

        static Story of(String task, Set<StepEvent> events, List<String> sentences) {
            Set<StepEvent> copy = EnumSet.noneOf(StepEvent.class);
            copy.addAll(events);
            return new Story(task, copy, String.join("\n", sentences));
        }
    }

    Step(
            int line,
            String text,
            Story story,
            Map<String, Picture> pictures,
            Map<String, List<String>> screens,
            List<String> comments) {
        this.line = line;
        this.text = text;
        this.story = story;
        this.pictures = pictures;
        this.screens = screens;
        this.comments = List.copyOf(comments);
    }

    /** Returns the same step under another text, with other comments. */
    Step named(int newLine, String newText, List<String> newComments) {
        return new Step(newLine, newText, story, pictures, screens, newComments);
    }

    /** Returns the line of the transcript that the step belongs to, from 1. */
    int line() {
        return line;
    }

    /** Returns the operation and its answer. */
    String text() {
        return text;
    }

    /** Returns the name of the process whose step it was, or "". */
    String task() {
        return story.task();
    }

    Set<StepEvent> events() {
        return story.events();
    }

    /** Returns what happened, in sentences with {@link Marks}. */
    String marked() {
        return story.text();
    }

    /** Returns what happened, in sentences. */
    String description() {
        return Marks.plain(story.text());
    }

    /** Returns the pictures by their keys: space@TASK, tables@TASK, tlb, touched, frames, lists, slots, tasks, limits, heap, badness. */
    Map<String, Picture> pictures() {
        return pictures;
    }

    /** Returns the screens of free and top. */
    Map<String, List<String>> screens() {
        return screens;
    }

    /** Returns the comments of the script before the operation. */
    List<String> comments() {
        return comments;
    }

    /** Returns what the operation printed below its line. */
    List<String> output() {
        return output;
    }
}
