package mm.grader.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mm.grader.feedback.ExerciseFeedback;
import mm.grader.picture.AddressSpacePicture;
import mm.grader.picture.Segment;
import mm.grader.picture.Words;
import mm.grader.script.SideBySide;
import mm.grader.script.SmallestFailure;
import mm.grader.text.Language;
import mm.grader.text.Texts;
import mm.text.Catalogue;
import mm.text.Message;

/** What the page shows of the feedback of an exercise: beliefs, the smallest script, both states and their picture. */
final class LessonView {
    private static final String PROCESS = "process ";

    private final ExerciseFeedback lesson;
    private final Language language;
    private final Catalogue texts;

    LessonView(ExerciseFeedback lesson, Language language) {
        this.lesson = lesson;
        this.language = language;
        texts = Texts.in(language);
    }

    Map<String, Object> map() {
        Map<String, Object> map = new HashMap<>();
        List<Map<String, String>> beliefs = lesson.beliefs().stream()
                .map(known -> Map.of(
                        "belief", known.belief(texts),
                        "hint", known.hint(texts)))
                .toList();
        map.put("one", beliefs.size() == 1 ? beliefs : List.of());
        map.put("several", beliefs.size() > 1 ? Map.of("beliefs", beliefs) : null);
        map.put("story", lesson.story() == null ? null : story(lesson.story()));
        return map;
    }

    private Map<String, Object> story(SmallestFailure story) {
        Map<String, Object> map = new HashMap<>();
        map.put("count", story.operations().size());
        map.put("script", lesson.script().isEmpty() ? String.join("\n", story.operations()) : lesson.script());
        map.put("linux", texts.say(story.linux().message()));
        map.put("ours", texts.say(story.ours().message()));
        map.put("file", lesson.scriptFile());
        map.put("player", lesson.script().isEmpty() ? "" : lesson.playerFile());
        map.put("again", lesson.script().isEmpty() ? null : again());
        List<SideBySide.Row> rows =
                SideBySide.around(SideBySide.rows(said(story.linuxState()), said(story.ourState())));
        map.put("differing", String.join(", ", story.differing()));
        map.put("states", rows.stream().allMatch(SideBySide.Row::same) ? null : Map.of("rows", rows));
        map.put("picture", picture(story));
        return map;
    }

    /** Returns the commands that run the script beside the report again, and play it on both machines side by side. */
    private Map<String, String> again() {
        String file = lesson.scriptFile();
        String page = file.replace(".mm", "-both.html");
        return Map.of("run", lesson.command("run", file), "play", lesson.command("play", file) + " -o " + page);
    }

    /** Draws the first process whose maps differ, expected beside actual; or the first one of all; "" without maps. */
    private String picture(SmallestFailure story) {
        List<List<String>> linux = processes(said(story.linuxState()));
        List<List<String>> ours = processes(said(story.ourState()));
        int shown = 0;
        for (int i = Math.min(linux.size(), ours.size()) - 1; i >= 0; i--) {
            shown = linux.get(i).equals(ours.get(i)) ? shown : i;
        }
        return linux.isEmpty() || ours.isEmpty()
                ? ""
                : AddressSpacePicture.beside(
                                Segment.parse(linux.get(shown)),
                                Segment.parse(ours.get(shown)),
                                Words.of(language.locale()))
                        .svg();
    }

    private List<String> said(List<Message> state) {
        return state.stream().map(texts::say).toList();
    }

    /** Returns the lines of the maps of each process. */
    private static List<List<String>> processes(List<String> state) {
        List<List<String>> processes = new ArrayList<>();
        for (String line : state) {
            if (line.startsWith(PROCESS)) {
                processes.add(new ArrayList<>());
            } else if (!processes.isEmpty()) {
                processes.get(processes.size() - 1).add(line);
            }
        }
        return processes;
    }
}
