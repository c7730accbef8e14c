package mm.grader.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mm.grader.play.PlaySteps;
import mm.script.Script;
import mm.script.ScriptException;
import mm.script.Scripts;
import mm.script.Transcript;
import mm.text.Message;
import org.teavm.jso.JSExport;

/**
 * What JavaScript calls. Each method returns JSON; where the input is wrong, an object with {@code error}, a sentence,
 * {@code zh}, the same in Chinese, and {@code line}, counted from 1 or 0. The file {@code lab-api.js} makes functions of JavaScript of them.
 */
public final class Lab {
    private static final String NAME = "script";

    private Lab() {}

    /** Has nothing to do: the compiler wants a place to begin. */
    public static void main(String[] arguments) {}

    /** Completes a script, as {@code mm run} does: {@code lines}, {@code remarks}, the same in Chinese as
     * {@code zh}, and {@code stopped} if a part stopped. */
    @JSExport
    public static String complete(String text) {
        return Answers.of(() -> {
            Script script = Script.of(NAME, text);
            Collected collected = new Collected(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("lines", collected.lines);
            answer.put("remarks", collected.remarks);
            answer.put("zh", collected.chinese);
            try {
                Scripts.kindOf(script).run(script, ReferenceParts.ALL, collected);
            } catch (ScriptException e) {
                throw e;
            } catch (RuntimeException e) {
                answer.put("stopped", why(e));
            }
            return answer;
        });
    }

    /** Takes the pictures' sentences in a language, once, before the first {@link #steps}. */
    @JSExport
    public static void sentences(String language, String packed) {
        PictureWords.give(language, packed);
    }

    /** Returns the kind of a script: process, malloc, swap, score, oom, oom-log, procps, machine. */
    @JSExport
    public static String kind(String text) {
        return Answers.of(() ->
                Answers.entries("kind", Scripts.kindOf(Script.of(NAME, text)).name()));
    }

    /** Returns the steps of a script as the player takes them. */
    @JSExport
    public static String steps(String text, String language, int most) {
        return Answers.of(() ->
                PlaySteps.of(Script.of(NAME, text), ReferenceParts.ALL, PictureWords.of(language), most, Lab::why));
    }

    /** Runs policies on a trace, see {@link PolicyRuns#of}. */
    @JSExport
    public static String trace(String text, String policies, String frames, String language) {
        return Answers.of(() -> PolicyRuns.of(text, policies, frames, language));
    }

    /** Takes a recording that questions are made of, before the first {@link #ask}. */
    @JSExport
    public static void recording(String name, String text) {
        Practice.give(name, text);
    }

    /** Returns the kinds of questions. */
    @JSExport
    public static String kinds(String language) {
        return Answers.of(() -> Practice.kinds(language));
    }

    /** Returns a question, see {@link Practice#ask}. */
    @JSExport
    public static String ask(String kind, int level, String seed, String language) {
        return Answers.of(() -> Practice.ask(kind, level, seed, language));
    }

    /** Judges the answers to a question; they have a line each. */
    @JSExport
    public static String judge(String kind, int level, String seed, String given, String language) {
        return Answers.of(() -> Practice.judge(kind, level, seed, given.split("\n", -1), language));
    }

    private static String why(Throwable thrown) {
        return thrown.getMessage() == null ? thrown.getClass().getName() : thrown.getMessage();
    }

    /** A transcript in memory. */
    private record Collected(List<String> lines, List<String> remarks, List<String> chinese) implements Transcript {
        @Override
        public void line(String text) {
            lines.add(text);
        }

        @Override
        public void remark(Message remark) {
            remarks.add(Answers.english(remark));
            chinese.add(Answers.chinese(remark));
        }
    }
}
