package mm.grader.play;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mm.grader.picture.Picture;

/** One step of a script: what was done, what came of it, and how the machine looks afterwards. */
final class Step {
    private final int line;
    private final String text;
    private final String task;
    private final Fault fault;
    private final String description;
    private final Map<String, Picture> pictures;
    private final Map<String, List<String>> screens;
    private final List<String> comments;
    private final List<String> output = new ArrayList<>();

    /** Whether something faulted in a step. */
    enum Fault {
        NONE,
        MINOR,
        MAJOR,
        SIGNAL
    }

    Step(
            int line,
            String text,
            String task,
            Fault fault,
            String description,
            Map<String, Picture> pictures,
            Map<String, List<String>> screens,
            List<String> comments) {
        this.line = line;
        this.text = text;
        this.task = task;
        this.fault = fault;
        this.description = description;
        this.pictures = pictures;
        this.screens = screens;
        this.comments = List.copyOf(comments);
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
        return task;
    }

    Fault fault() {
        return fault;
    }

    /** Returns what happened, in sentences. */
    String description() {
        return description;
    }

    /** Returns the pictures by their keys: space@TASK, tables@TASK, tlb, frames, lists, slots, tasks. */
    Map<String, Picture> pictures() {
        return pictures;
    }

    /** Returns the screens of free and top. */
    Map<String, List<String>> screens() {
        return screens;
    }

    /** Returns the script's comments in front of the operation. */
    List<String> comments() {
        return comments;
    }

    /** Returns what the operation printed below its line. */
    List<String> output() {
        return output;
    }
}
