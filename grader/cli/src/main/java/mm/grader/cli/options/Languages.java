package mm.grader.cli.options;

import mm.grader.picture.Words;
import mm.grader.text.Language;
import mm.grader.text.Texts;
import mm.text.Catalogue;
import picocli.CommandLine.Model.CommandSpec;

/** The language that a command line asked for. */
public final class Languages {
    /** The program, which knows the language. */
    public interface Chooser {
        /** Returns the language that was asked for. */
        Language language();
    }

    private Languages() {}

    /** Returns the language that a command was given in. */
    public static Language of(CommandSpec command) {
        return ((Chooser) command.root().userObject()).language();
    }

    /** Returns the sentences of the grader in the language that a command was given in. */
    public static Catalogue texts(CommandSpec command) {
        return Texts.in(of(command));
    }

    /** Returns the sentences of pictures and pages in the language that a command was given in. */
    public static Words words(CommandSpec command) {
        return Words.of(of(command).locale());
    }
}
