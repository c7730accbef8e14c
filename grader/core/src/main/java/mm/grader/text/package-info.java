/**
 * The languages of what the kit prints.
 *
 * <p>A sentence of the kit is a key with arguments ({@link mm.text.Message}), and {@link mm.grader.text.Texts} has the
 * catalogue of each language that says it. So no program code depends on how a sentence is worded.
 *
 * <p>What others say has no key: AssertJ's own words, and the errors of scripts, whose machine knows no language. Their
 * lines are translated at the last moment, when they are printed, as GNU gettext does it: the English text is the key into
 * a catalog, here the {@code .po} files of this package. Placeholders are for the parts that vary: {@code {0}: {1} of {2}
 * lines} matches each line of that form, and what matched a placeholder is translated in turn, where the catalog knows it.
 * A line that no entry matches stays as it is, so that what a student's code printed, addresses and the kernel's own words
 * come through untouched.
 */
package mm.grader.text;
