package mm.grader.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The JSON formats that others read: each has a schema among the tests, made after its reader's list of fields. */
final class Schemas {
    private Schemas() {}

    /** Returns a schema. */
    static Schema of(String text) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text);
    }

    /** Returns one of the schemas among the tests. */
    static Schema named(String name) {
        try (InputStream in = Schemas.class.getResourceAsStream("formats/" + name + ".schema.json")) {
            return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void requireValid(String name, JsonNode value) {
        assertThat(named(name).validate(value.toString(), InputFormat.JSON))
                .as("%s: %s", name, value)
                .isEmpty();
    }
}
