/**
 * Sentences for people, kept apart from what decides: a fact is a {@link mm.text.Message}, said in a language at the
 * end.
 */
package mm.text;
