package mm.grader.course;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a result was made of, so that anybody can make it again.
 *
 * @param handIn the name of the file or folder that was handed in; "" where that would name who has a pseudonym
 * @param commit the commit that counts; "" if it is no repository
 * @param rule by which it was chosen, as {@link mm.grader.course.handin.CommitRule#name} says it; "" if it is no repository
 */
public record Origin(
        @JsonProperty("handIn") String handIn,
        @JsonProperty("commit") String commit,
        @JsonProperty("rule") String rule) {
    /** Of what was never opened, and of results of older kits. */
    public static final Origin NONE = new Origin("", "", "");
}
