package mm.grader.report;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import mm.grader.grade.ExerciseResult;
import mm.grader.grade.Verdict;
import mm.grader.kit.Untrusted;
import mm.grader.rubric.Status;
import mm.grader.text.Texts;

/** The XML of JUnit: a suite for each exercise, a case for each check. */
record JUnitReport(Report report) {
    String text() {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuites");
            for (ExerciseResult exercise : report.result().exercises()) {
                suite(exercise, xml);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return text + "\n";
    }

    private static void suite(ExerciseResult exercise, XMLStreamWriter xml) throws XMLStreamException {
        long notRun = count(exercise, Status.NOT_RUN);
        long passed = count(exercise, Status.PASSED);
        int all = exercise.verdicts().size();
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", exercise.exercise().folder());
        xml.writeAttribute("tests", "" + all);
        xml.writeAttribute("failures", "" + (all - passed - notRun));
        xml.writeAttribute("errors", "" + notRun);
        xml.writeAttribute("skipped", "0");
        for (Verdict verdict : exercise.verdicts()) {
            testCase(verdict, xml);
        }
        xml.writeEndElement();
    }

    private static long count(ExerciseResult exercise, Status status) {
        return exercise.verdicts().stream()
                .filter(verdict -> verdict.status() == status)
                .count();
    }

    private static void testCase(Verdict verdict, XMLStreamWriter xml) throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", verdict.check().exercise().folder());
        xml.writeAttribute("name", verdict.check().sentence());
        xml.writeAttribute("time", "0");
        if (verdict.status() != Status.PASSED) {
            xml.writeStartElement(verdict.status() == Status.NOT_RUN ? "error" : "failure");
            xml.writeAttribute("message", verdict.status().title());
            xml.writeAttribute("type", verdict.status().name());
            xml.writeCharacters(Untrusted.text(ReportText.verdict(verdict, Texts.english())));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }
}
