package mm.grader.course.roster;

import java.util.Collection;
import mm.grader.grade.GradeResult;

/** How students are called in everything that is written. */
public interface Names {
    /** By the names of their hand-ins. */
    Names PLAIN = new Names() {
        @Override
        public String of(String student) {
            return student;
        }

        @Override
        public String real(String called) {
            return called;
        }

        @Override
        public String key() {
            return "";
        }

        @Override
        public void know(Collection<String> students, Roster roster) {
            // nothing to remember
        }

        @Override
        public String scrubbed(String student, String text) {
            return text;
        }

        @Override
        public GradeResult scrubbed(String student, GradeResult marks) {
            return marks;
        }
    };

    /** Returns what a student is called. */
    String of(String student);

    /** Returns who is called so, as far as that is known. */
    String real(String called);

    /** Returns what tells apart the pseudonyms of one key file from those of another; "" if there are none. */
    String key();

    /**
     * Gets the names that there are, before anything is written.
     *
     * @param roster what else they are called, or null
     */
    void know(Collection<String> students, Roster roster);

    /** Returns a text that does not name the student. */
    String scrubbed(String student, String text);

    /** Returns marks that do not name the student. */
    GradeResult scrubbed(String student, GradeResult marks);
}
