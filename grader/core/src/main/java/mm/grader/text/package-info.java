/**
 * The languages of what the kit prints.
 *
 * <p>The code speaks English. A message is translated at the last moment, when its line is printed, as GNU gettext does
 * it: the English text is the key into a catalog, here the {@code .po} files of this package. Placeholders stand for the
 * parts that vary: {@code {0}: {1} of {2} lines} matches each line of that form, and what matched a placeholder is
 * translated in turn, where the catalog knows it. A line that no entry matches stays as it is, so that what a student's
 * code printed, addresses and the kernel's own words come through untouched.
 */
package mm.grader.text;
