package mm.grader.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program in C is there whole or not at all. */
final class CCompilerTest {
    @TempDir
    private Path sources;

    private Path program;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(sources.resolve("one.c"), "int main(void) { return 0; }\n");
        Files.writeString(sources.resolve("broken.c"), "int main(void) { return nothing; }\n");
        Files.writeString(sources.resolve("unlinked.c"), "int other(void); int main(void) { return other(); }\n");
        program = sources.resolve("target").resolve("one");
    }

    private static CCompiler compiler() {
        assumeTrue(CCompiler.find().isPresent(), "there is no C compiler: nothing was compiled");
        return CCompiler.find().orElseThrow();
    }

    @Test
    void a_program_is_stale_until_it_is_made_and_when_a_source_is_newer() throws Exception {
        List<String> names = List.of("one.c", "broken.c");
        assertThat(CCompiler.isStale(program, sources, names)).isTrue();
        assertThat(compiler().compile(program, sources, List.of("one.c"))).isEmpty();
        assertThat(program).isExecutable();
        Files.setLastModifiedTime(sources.resolve("one.c"), FileTime.fromMillis(1));
        Files.setLastModifiedTime(sources.resolve("broken.c"), Files.getLastModifiedTime(program));
        assertThat(CCompiler.isStale(program, sources, names)).isFalse();
        Files.setLastModifiedTime(program, FileTime.fromMillis(2));
        assertThat(CCompiler.isStale(program, sources, names)).isTrue();
    }

    /** The compiler leaves the file that it was to write, the linker removes it. */
    @Test
    void a_source_that_does_not_compile_or_link_leaves_nothing() throws Exception {
        assertThat(compiler().compile(program, sources, List.of("broken.c")))
                .hasValueSatisfying(said -> assertThat(said).contains("nothing"));
        assertThat(compiler().compile(program, sources, List.of("unlinked.c")))
                .hasValueSatisfying(said -> assertThat(said).contains("other"));
        assertThat(program.getParent()).isEmptyDirectory();
    }

    @Test
    void a_compiler_that_fails_without_a_word_has_failed() throws Exception {
        Path silent = sources.resolve("silent");
        Files.writeString(silent, "#!/bin/sh\nexit 1\n");
        Files.setPosixFilePermissions(silent, PosixFilePermissions.fromString("rwx------"));
        assertThat(new CCompiler(silent.toString()).compile(program, sources, List.of("one.c")))
                .hasValue("");
        assertThat(program.getParent()).isEmptyDirectory();
    }
}
