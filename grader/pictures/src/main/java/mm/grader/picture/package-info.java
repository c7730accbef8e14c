/**
 * The pictures of the kit: address spaces, page tables, TLBs, frames, lists of pages, swap slots and tasks, as SVG.
 *
 * <p>A {@link mm.grader.picture.Picture} is a list of rectangles, texts, lines and hatchings, made from the machine's or
 * a recording's own data. It is written as SVG by itself ({@link mm.grader.picture.Picture#svg()}: handbook, reports),
 * and the page of {@code mm play} draws the same shapes in a browser, step by step: each picture is laid out once, here.
 *
 * <p>Rules that hold for all of them: what a colour says, a text or a pattern says as well; the colours are those of Okabe
 * and Ito, which colour-blind readers can tell apart; light and dark follow the reader's settings; a picture is 360 units
 * wide, so that a telephone shows it without shrinking the letters; nothing is loaded from elsewhere; what comes from a
 * script is text and stays text.
 */
package mm.grader.picture;
