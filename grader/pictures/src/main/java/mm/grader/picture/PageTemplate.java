package mm.grader.picture;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/** A page with blanks, <code>{{name}}</code>, and with a program that its content security policy allows by a hash. */
public final class PageTemplate {
    private PageTemplate() {}

    /** Fills in the blanks of a template; what is filled in is not looked at again. */
    public static String fill(String template, Map<String, String> blanks) {
        StringBuilder page = new StringBuilder();
        int at = 0;
        for (int open = template.indexOf("{{"); open >= 0; open = template.indexOf("{{", at)) {
            int close = template.indexOf("}}", open);
            page.append(template, at, open).append(blanks.get(template.substring(open + 2, close)));
            at = close + 2;
        }
        return page.append(template.substring(at)).toString();
    }

    /** Returns the source expression by which a content security policy allows one program. */
    public static String hash(String program) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(program.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
