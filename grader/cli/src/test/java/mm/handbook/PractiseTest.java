package mm.handbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import mm.grader.quiz.kinds.Kinds;
import mm.grader.quiz.model.Kind;
import mm.grader.quiz.model.Topic;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each chapter ends with the questions that belong to it. With {@code -Dmm.write=true} the lines are written. */
final class PractiseTest {
    private static final Path DOCS = Path.of("../../docs");

    static Stream<String> chapters() {
        return Arrays.stream(Topic.values()).map(Topic::chapter).distinct();
    }

    private static String line(String chapter, boolean english) {
        List<Topic> topics = Arrays.stream(Topic.values())
                .filter(topic -> topic.chapter().equals(chapter))
                .toList();
        String option = String.join(
                ",",
                topics.stream()
                        .map(topic ->
                                topic.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'))
                        .toList());
        String kinds = String.join(
                english ? ", " : "、",
                Kinds.all().stream()
                        .filter(kind -> topics.contains(kind.topic()))
                        .map(Kind::name)
                        .map(name -> "`" + name + "`")
                        .toList());
        return english
                ? "Practise: `./mm quiz --kind " + option + "` asks [questions](quiz.md) of the kinds " + kinds + "."
                : "练习题：`./mm quiz --kind " + option + "` 会出这些题型的[题](quiz.zh.md)：" + kinds + "。";
    }

    @ParameterizedTest
    @MethodSource("chapters")
    void a_chapter_names_the_kinds_of_its_questions(String chapter) throws IOException {
        for (boolean english : new boolean[] {true, false}) {
            Path page = DOCS.resolve(chapter + (english ? ".md" : ".zh.md"));
            String text = Files.readString(page);
            String line = line(chapter, english);
            String start = english ? "Practise: " : "练习题：";
            String exercise = english ? "The exercise: " : "练习：";
            if (Boolean.getBoolean("mm.write")) {
                String without = text.replaceAll("(?m)^" + start + ".*\n\n", "");
                text = without.replaceFirst("(?m)^" + exercise, line.replace("$", "\\$") + "\n\n" + exercise);
                Files.writeString(page, text);
            }
            assertThat(text).contains("\n" + line + "\n");
        }
    }
}
