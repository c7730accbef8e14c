/**
 * Scripts: text files of operations that run on the machine, and recordings of the real kernel in the same format.
 *
 * <p>A line of a script is an operation, and after {@code " -> "} the answer. Running a script prints it again with the
 * machine's answers in place of the given ones (or of {@code ?}). So a recording of Linux is a script whose answers are
 * the truth, and to compare is to compare two texts line by line.
 *
 * <p>{@link mm.script.Script} is the text, {@link mm.script.ScriptKind} one format, {@link mm.script.Scripts} the list
 * of formats, {@link mm.script.Transcript} where a run prints to. A broken script is a
 * {@link mm.script.ScriptException}: one sentence with the file and the line. The formats are described in
 * {@code docs/formats.md}.
 */
package mm.script;
