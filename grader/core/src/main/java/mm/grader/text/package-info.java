/**
 * The languages of what the kit prints.
 *
 * <p>A sentence of the kit is a key with arguments ({@link mm.text.Message}), and {@link mm.grader.text.Texts} has the
 * catalogue of each language that says it. So no program code depends on how a sentence is worded, and no file but the
 * catalogue has its words.
 *
 * <p>Only what libraries say has no key: their lines are translated as text ({@link mm.grader.text.LibraryWords}).
 */
package mm.grader.text;
