package mm.grader.quiz.kinds;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import mm.grader.picture.AddressSpacePicture;
import mm.grader.picture.Owners;
import mm.grader.picture.PageListPicture;
import mm.grader.picture.Picture;
import mm.grader.picture.Segment;
import mm.grader.picture.Words;
import mm.grader.quiz.model.Draft;
import mm.grader.quiz.model.Lang;
import mm.grader.quiz.model.Text;

/** The pictures of the kit, in both languages. */
final class Drawings {
    private static final Text RING = Text.say("drawings.from-the-hand-on");
    private static final Text TITLE = Text.say("drawings.clock");

    private Drawings() {}

    private static Text both(Draft q, Function<Words, Picture> drawing) {
        return Text.of(
                drawing.apply(q.words(Lang.EN)).svg(),
                drawing.apply(q.words(Lang.ZH)).svg());
    }

    /** Draws lines of {@code /proc/PID/maps}. */
    static Text space(Draft q, List<String> lines) {
        return both(q, words -> AddressSpacePicture.of(Segment.parse(lines), words));
    }

    /** Draws the pages of a clock, as {@code 3* 4 5*}. */
    static Text ring(Draft q, String ring) {
        return both(q, words -> {
            Lang lang = words.locale().getLanguage().equals("zh") ? Lang.ZH : Lang.EN;
            List<PageListPicture.Entry> entries = new ArrayList<>();
            for (String page : ring.split(" ")) {
                boolean set = page.endsWith("*");
                int number = Integer.parseInt(set ? page.substring(0, page.length() - 1) : page);
                entries.add(new PageListPicture.Entry(number, Owners.PRESENT, set, false));
            }
            return PageListPicture.of(
                    TITLE.in(lang), List.of(new PageListPicture.PageList(RING.in(lang), entries)), words);
        });
    }
}
