package mm.grader.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

final class AddressSpacePictureTest {
    private static final List<String> MAPS = List.of(
            "maps",
            "  00400000-00401000 r--p [image]",
            "  00401000-00403000 r-xp [image]",
            "  00600000-00621000 rw-p [heap]",
            "7ffff7c00000-7ffff7e00000 rw-s 00000000 00:01 1234                       /dev/zero (deleted)",
            "  7ffff7ff9000-7ffff7ffd000 ---p",
            "  7ffffffde000-7ffffffff000 rw-p [stack]");

    static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    @Test
    void an_address_space_shows_each_mapping_with_its_rights_as_text_and_its_size() throws Exception {
        String svg = AddressSpacePicture.of(MAPS).svg();
        parse(svg);
        assertThat(svg)
                .contains(">rw-p<", ">[heap]<", ">↑ grows up<", ">↓ grows down<", ">132 kB<", ">gap of 2.0 MB<")
                .contains("/dev/zero (deleted)", "shared", "<title>Address space</title>")
                .contains("00600000-00621000 rw-p [heap] 132 kB");
    }

    @Test
    void any_number_of_mappings_is_drawn_in_columns_each_once_and_no_picture_is_higher_than_two_screens() {
        for (int count : new int[] {1, 30, 31, 400}) {
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                long start = 0x10000000L + 0x3000L * i;
                lines.add(Long.toHexString(start) + "-" + Long.toHexString(start + 0x1000) + " rw-p m" + i + ".");
            }
            Picture picture = AddressSpacePicture.inColumns(Segment.parse(lines), Words.english(), "many");
            assertThat(picture.height()).as("%d mappings", count).isLessThan(1600);
            Set<String> places = new HashSet<>();
            picture.shapes().stream()
                    .filter(shape -> shape.style().equals("box"))
                    .forEach(box -> {
                        assertThat(box.x() + box.w()).isLessThanOrEqualTo(picture.width());
                        assertThat(places.add(box.x() + " " + box.y()))
                                .as("one box a place")
                                .isTrue();
                    });
            assertThat(places).hasSize(count);
            assertThat(picture.svg()).contains(">m0.<", ">m" + (count - 1) + ".<");
        }
    }

    @Test
    void equal_address_spaces_have_no_marks_and_different_ones_name_each_difference() {
        assertThat(AddressSpacePicture.beside(MAPS, MAPS).svg()).doesNotContain("≠", "hot\"");
        List<String> other = List.of(
                MAPS.get(1),
                MAPS.get(2).replace("r-x", "rwx"),
                "00500000-00501000 rw-p",
                MAPS.get(3).replace("00621000", "00622000"),
                MAPS.get(4),
                MAPS.get(6));
        Picture picture = AddressSpacePicture.beside(MAPS, other);
        assertThat(picture.svg())
                .contains("≠ permissions", "≠ end", "nothing expected here", "missing here", "+ too many");
        assertThat(picture.title()).contains("4 times");
        assertThat(picture.description()).contains("but came nothing").contains("expected nothing, but came");
    }

    @Test
    void a_name_is_text_and_nothing_else() throws Exception {
        String evil = "00400000-00401000 r--p </text></svg><script>alert('1\"')</script>&amp;\u0001";
        String svg = AddressSpacePicture.of(List.of(evil)).svg();
        assertThat(svg).doesNotContain("<script").contains("&lt;script&gt;");
        assertThat(parse(svg).getElementsByTagName("script").getLength()).isZero();
    }
}
