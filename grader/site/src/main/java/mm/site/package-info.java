/**
 * The handbook as a folder of pages for a browser: {@code mvn -q package -DskipTests -pl grader/site -am}.
 *
 * <p>Every Markdown page of the kit becomes a page of the site at the same place, so that links stay what they are, with
 * {@code .html} for {@code .md}. What a page links to besides, such as a recording or a source file, becomes a page with
 * numbered lines. The site needs no server and no network: search and the choice of colours are one small script.
 */
package mm.site;
