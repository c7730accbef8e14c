package mm.grader.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** All that the page says is there in both languages, with the same places to fill in, and nothing else is. */
final class WordsTest {
    private static final Pattern SAID = Pattern.compile(
            "(?:say|tell)\\('([a-z.-]+)'|data-(?:say|label|title)=\"([a-z.-]+)\"|'((?:asked|policy)\\.[a-z-]+)'");
    private static final Pattern PLACE = Pattern.compile("\\{\\d}");

    /** Keys that are put together. */
    private static final Pattern MADE = Pattern.compile("(group|policy|topic)\\..*");

    private static Map<String, String> words(String file) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(LabBuild.resource(file)));
        Map<String, String> words = new TreeMap<>();
        properties.forEach((key, value) -> words.put((String) key, (String) value));
        return words;
    }

    @Test
    void every_sentence_is_there_in_both_languages_and_said_somewhere() throws IOException {
        Map<String, String> english = words("messages.properties");
        Map<String, String> chinese = words("messages_zh.properties");
        Set<String> said = new TreeSet<>();
        StringBuilder page = new StringBuilder(LabBuild.resource("lab.html"));
        for (String part : LabPage.PARTS) {
            page.append(LabBuild.resource("page/" + part + ".js"));
        }
        Matcher key = SAID.matcher(page);
        while (key.find()) {
            for (int i = 1; i <= key.groupCount(); i++) {
                if (key.group(i) != null && !key.group(i).endsWith(".")) {
                    said.add(key.group(i));
                }
            }
        }
        assertThat(english.keySet()).containsAll(said);
        assertThat(english.keySet()).isEqualTo(chinese.keySet());
        Set<String> unsaid = new TreeSet<>(english.keySet());
        unsaid.removeAll(said);
        assertThat(unsaid).allMatch(word -> MADE.matcher(word).matches());
        english.forEach(
                (word, text) -> assertThat(places(chinese.get(word))).as(word).isEqualTo(places(text)));
    }

    private static Set<String> places(String text) {
        Set<String> places = new TreeSet<>();
        Matcher place = PLACE.matcher(text);
        while (place.find()) {
            places.add(place.group());
        }
        return places;
    }

    @Test
    void every_topic_that_questions_have_has_a_name() throws IOException {
        Matcher topic = Pattern.compile("'([a-zA-Z]+)'")
                .matcher(LabBuild.resource("page/questions.js").replaceAll("(?s)^.*function topicOf", ""));
        Map<String, String> words = words("messages.properties");
        Set<String> topics = new TreeSet<>();
        while (topic.find()) {
            topics.add(topic.group(1));
        }
        topics.removeIf(name -> name.length() < 3);
        assertThat(topics)
                .contains("faults", "addresses", "score")
                .allMatch(name -> words.containsKey("topic." + name));
    }
}
