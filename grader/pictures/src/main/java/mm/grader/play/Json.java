package mm.grader.play;

import java.util.Map;

/** Writes texts, numbers, lists and maps as JSON (RFC 8259). Here, since pictures are made with the JDK alone. */
public final class Json {
    private final StringBuilder out = new StringBuilder();

    private Json() {}

    /** Returns a value as JSON: a map, something to iterate over, a number, or else its text. */
    public static String of(Object value) {
        Json json = new Json();
        json.write(value);
        return json.out.toString();
    }

    private void write(Object value) {
        if (value instanceof Map<?, ?> map) {
            String separator = "{";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.append(separator);
                quote(entry.getKey().toString());
                out.append(':');
                write(entry.getValue());
                separator = ",";
            }
            out.append(map.isEmpty() ? "{}" : "}");
        } else if (value instanceof Iterable<?> values) {
            String separator = "";
            out.append('[');
            for (Object each : values) {
                out.append(separator);
                write(each);
                separator = ",";
            }
            out.append(']');
        } else if (value instanceof Number) {
            out.append(value);
        } else {
            quote(value.toString());
        }
    }

    private void quote(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append("\\u00").append(c < 16 ? "0" : "").append(Integer.toHexString(c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
