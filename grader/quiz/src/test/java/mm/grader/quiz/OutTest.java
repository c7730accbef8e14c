package mm.grader.quiz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import mm.grader.quiz.kinds.Kinds;
import mm.grader.quiz.model.Lang;
import mm.grader.quiz.model.Mark;
import mm.grader.quiz.model.Question;
import mm.grader.quiz.model.QuizAnswer;
import mm.grader.quiz.model.Reading;
import mm.grader.quiz.out.Format;
import mm.grader.quiz.out.Qti;
import mm.grader.quiz.out.Sheet;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** What is written is read back by parsers of other people's, and is what was meant. */
final class OutTest {
    private static final QuizOptions ALL = new QuizOptions(5, 200, 1, 3, Kinds.all());

    private static Sheet sheet(Lang lang, int versions) {
        List<List<Question>> all = new ArrayList<>();
        for (int version = 0; version < versions; version++) {
            all.add(Desks.QUESTIONS.quiz(ALL, version));
        }
        return new Sheet(ALL.command(), all, lang);
    }

    private static Document parse(String xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    /** Parses a file that must be as a document type says. */
    private static void validate(String xml, String dtd) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setValidating(true);
        DocumentBuilder builder = factory.newDocumentBuilder();
        builder.setEntityResolver(
                (publicId, systemId) -> new InputSource(OutTest.class.getResourceAsStream("/mm/grader/quiz/" + dtd)));
        builder.setErrorHandler(new ErrorHandler() {
            @Override
            public void warning(SAXParseException e) throws SAXException {
                throw e;
            }

            @Override
            public void error(SAXParseException e) throws SAXException {
                throw e;
            }

            @Override
            public void fatalError(SAXParseException e) throws SAXException {
                throw e;
            }
        });
        int head = xml.indexOf("?>") + 2;
        String root = xml.substring(head).replaceAll("(?s)^\\s*<(\\w+).*", "$1");
        String typed = xml.substring(0, head) + "<!DOCTYPE " + root + " SYSTEM \"" + dtd + "\">" + xml.substring(head);
        builder.parse(new InputSource(new StringReader(typed)));
    }

    private static List<Element> elements(Element in, String name) {
        List<Element> found = new ArrayList<>();
        NodeList nodes = in.getElementsByTagName(name);
        for (int i = 0; i < nodes.getLength(); i++) {
            found.add((Element) nodes.item(i));
        }
        return found;
    }

    private static String text(Element in, String name) {
        return elements(in, name).get(0).getTextContent().strip();
    }

    @ParameterizedTest
    @EnumSource
    void moodle_reads_every_question_with_its_right_answer(Lang lang) throws Exception {
        Sheet sheet = sheet(lang, 1);
        validate(Format.MOODLE.write(sheet), "moodle.dtd");
        Document document = parse(Format.MOODLE.write(sheet));
        List<Element> questions = elements(document.getDocumentElement(), "question").stream()
                .filter(question -> !question.getAttribute("type").equals("category"))
                .toList();
        assertThat(questions).hasSize(200);
        for (Element element : questions) {
            int number = Integer.parseInt(text(element, "name").split(" ")[0]);
            QuizAnswer answer = sheet.questions().get(number - 1).answer();
            String html = text(element, "questiontext");
            parse("<div>" + html + "</div>");
            parse("<div>" + text(element, "generalfeedback") + "</div>");
            switch (element.getAttribute("type")) {
                case "numerical" -> {
                    Element given = elements(element, "answer").get(0);
                    assertThat(text(given, "text")).isEqualTo(((QuizAnswer.Number) answer).digits());
                    assertThat(Double.parseDouble(text(given, "tolerance"))).isBetween(0.0, 0.051);
                }
                case "shortanswer" -> {
                    for (Element given : elements(element, "answer")) {
                        assertThat(Reading.judge(answer, text(given, "text"))).isEqualTo(Mark.RIGHT);
                        assertThat(given.getAttribute("fraction")).isEqualTo("100");
                    }
                }
                case "multichoice" -> {
                    List<Element> options = elements(element, "answer");
                    for (int i = 0; i < options.size(); i++) {
                        boolean right = i == ((QuizAnswer.Choice) answer).right();
                        assertThat(options.get(i).getAttribute("fraction")).isEqualTo(right ? "100" : "0");
                    }
                }
                default -> clozeIsRight((QuizAnswer.Several) answer, html);
            }
        }
    }

    private static void clozeIsRight(QuizAnswer.Several several, String html) {
        var matcher = java.util.regex.Pattern.compile("\\{1:(NUMERICAL|SHORTANSWER):=((?:\\\\.|[^}\\\\])*)}")
                .matcher(html);
        for (QuizAnswer.Part part : several.parts()) {
            assertThat(matcher.find()).as(html).isTrue();
            String plain = matcher.group(2);
            if (matcher.group(1).equals("NUMERICAL")) {
                plain = plain.substring(0, plain.lastIndexOf(':'));
            }
            for (String way : plain.split("~=")) {
                String bare = way.replaceAll("\\\\(.)", "$1");
                assertThat(Reading.judge(part.answer(), bare)).as(bare).isEqualTo(Mark.RIGHT);
            }
        }
        assertThat(matcher.find()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void canvas_reads_every_question_with_its_right_answer(Lang lang) throws Exception {
        Sheet sheet = sheet(lang, 1);
        validate(Format.QTI.write(sheet), "qti.dtd");
        Document document = parse(Format.QTI.write(sheet));
        assertThat(document.getDocumentElement().getTagName()).isEqualTo("questestinterop");
        List<Element> items = elements(document.getDocumentElement(), "item");
        assertThat(items).hasSize(200);
        for (int i = 0; i < items.size(); i++) {
            QuizAnswer answer = sheet.questions().get(i).answer();
            Element item = items.get(i);
            assertThat(text(item, "fieldentry")).isEqualTo(typeOf(answer));
            List<Element> equal = elements(item, "varequal");
            if (answer instanceof QuizAnswer.Several several) {
                for (Element condition : equal) {
                    int part = condition.getAttribute("respident").charAt("response_".length()) - 'a';
                    String ident = condition.getTextContent();
                    String given = elements(item, "response_label").stream()
                            .filter(label -> label.getAttribute("ident").equals(ident))
                            .map(Element::getTextContent)
                            .findFirst()
                            .orElseThrow();
                    assertThat(Reading.judge(several.parts().get(part).answer(), given))
                            .isEqualTo(Mark.RIGHT);
                }
            } else {
                for (Element condition : equal) {
                    assertThat(Reading.judge(answer, condition.getTextContent()))
                            .isEqualTo(Mark.RIGHT);
                }
            }
        }
        Document manifest = parse(Qti.manifest("quiz.xml"));
        assertThat(elements(manifest.getDocumentElement(), "file").get(0).getAttribute("href"))
                .isEqualTo("quiz.xml");
    }

    private static String typeOf(QuizAnswer answer) {
        return answer instanceof QuizAnswer.Several
                ? "fill_in_multiple_blanks_question"
                : answer instanceof QuizAnswer.Number
                        ? "numerical_question"
                        : answer instanceof QuizAnswer.Choice ? "multiple_choice_question" : "short_answer_question";
    }

    @ParameterizedTest
    @EnumSource
    void the_page_has_four_versions_their_answers_and_a_table(Lang lang) throws Exception {
        Sheet sheet = sheet(lang, 4);
        String html = Format.HTML.write(sheet);
        Document document = parse(html);
        List<Element> sections = elements(document.getDocumentElement(), "section");
        assertThat(sections).hasSize(9);
        for (int version = 0; version < 4; version++) {
            assertThat(elements(sections.get(version), "article")).hasSize(200);
            List<Element> answers = elements(sections.get(4 + version), "article");
            for (int i = 0; i < 200; i++) {
                String shown =
                        sheet.versions().get(version).get(i).answer().show().in(lang);
                assertThat(text(answers.get(i), "h2")).isEqualTo((i + 1) + ". " + shown);
                Element row = elements(elements(sections.get(8), "tbody").get(0), "tr")
                        .get(i);
                assertThat(elements(row, "td").get(1 + version).getTextContent())
                        .isEqualTo(shown);
            }
        }
        List<Question> a = sheet.versions().get(0);
        List<Question> b = sheet.versions().get(1);
        int same = 0;
        for (int i = 0; i < 200; i++) {
            assertThat(b.get(i).kind()).isEqualTo(a.get(i).kind());
            assertThat(b.get(i).level()).isEqualTo(a.get(i).level());
            same += a.get(i).answer().equals(b.get(i).answer()) ? 1 : 0;
        }
        assertThat(same).isLessThan(60);
    }

    @ParameterizedTest
    @EnumSource
    void markdown_keeps_every_answer_and_every_line_of_code(Lang lang) {
        Sheet sheet = sheet(lang, 1);
        Node document = Parser.builder().build().parse(Format.MARKDOWN.write(sheet));
        List<String> headings = new ArrayList<>();
        List<String> code = new ArrayList<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                headings.add(plain(heading));
            }

            @Override
            public void visit(FencedCodeBlock block) {
                code.add(block.getLiteral().stripTrailing());
            }
        });
        assertThat(headings).hasSize(402);
        for (int i = 0; i < 200; i++) {
            Question question = sheet.questions().get(i);
            assertThat(headings.get(202 + i))
                    .isEqualTo((i + 1) + ". " + question.answer().show().in(lang));
        }
        long blocks = sheet.questions().stream()
                .flatMap(question ->
                        java.util.stream.Stream.concat(question.text().stream(), question.explanation().stream()))
                .filter(block -> !(block instanceof mm.grader.quiz.model.Block.Paragraph))
                .count();
        assertThat(code).hasSize((int) blocks);
    }

    private static String plain(Node node) {
        StringBuilder text = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text part) {
                text.append(part.getLiteral());
            }

            @Override
            public void visit(Code part) {
                text.append(part.getLiteral());
            }

            @Override
            public void visit(SoftLineBreak part) {
                text.append(' ');
            }
        });
        return text.toString();
    }

    @ParameterizedTest
    @EnumSource
    void gift_is_read_back_by_its_own_grammar(Lang lang) {
        Sheet sheet = sheet(lang, 1);
        List<GiftReader.Read> read = GiftReader.read(Format.GIFT.write(sheet));
        List<QuizAnswer> answers = sheet.questions().stream()
                .flatMap(question -> question.answer().parts().stream())
                .map(QuizAnswer.Part::answer)
                .toList();
        assertThat(read).hasSameSizeAs(answers);
        for (int i = 0; i < answers.size(); i++) {
            QuizAnswer answer = answers.get(i);
            GiftReader.Read question = read.get(i);
            if (answer instanceof QuizAnswer.Choice choice) {
                assertThat(question.options()).hasSameSizeAs(choice.options());
                assertThat(question.right()).containsExactly(choice.right());
            } else {
                for (int right : question.right()) {
                    assertThat(Reading.judge(answer, question.options().get(right)))
                            .isEqualTo(Mark.RIGHT);
                }
                assertThat(question.right()).isNotEmpty();
            }
            assertThat(question.feedback()).isNotBlank();
        }
    }

    @Test
    void the_same_seed_gives_the_same_text_and_another_seed_another() {
        String first = Format.TEXT.write(sheet(Lang.EN, 1));
        assertThat(Format.TEXT.write(sheet(Lang.EN, 1))).isEqualTo(first);
        QuizOptions other = new QuizOptions(6, 200, 1, 3, Kinds.all());
        Sheet another = new Sheet(other.command(), List.of(Desks.QUESTIONS.quiz(other)), Lang.EN);
        assertThat(Format.TEXT.write(another)).isNotEqualTo(first);
    }
}
