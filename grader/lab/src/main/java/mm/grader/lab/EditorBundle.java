package mm.grader.lab;

import com.google.javascript.jscomp.AbstractCommandLineRunner;
import com.google.javascript.jscomp.CompilationLevel;
import com.google.javascript.jscomp.Compiler;
import com.google.javascript.jscomp.CompilerOptions;
import com.google.javascript.jscomp.DependencyOptions;
import com.google.javascript.jscomp.ModuleIdentifier;
import com.google.javascript.jscomp.Result;
import com.google.javascript.jscomp.SourceFile;
import com.google.javascript.jscomp.WarningLevel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The editor as one script: {@code editor.js} and the modules of CodeMirror that it imports, put together by the Closure
 * compiler. The modules are on the class path, where each package says in {@code META-INF/importmap.json} which file is
 * imported under its name. The result is kept with a checksum of all of them.
 */
final class EditorBundle {
    private static final String ENTRY = "editor.js";
    private static final String MAP = "META-INF/importmap.json";
    private static final Pattern IMPORT = Pattern.compile("\"([^\"]+[^/\"])\" : \"(/_static/[^\"]+\\.js)\"");

    private EditorBundle() {}

    /** Returns the script, which begins with the licences of what is in it. */
    static String of(Path folder) throws IOException {
        Map<String, String> modules = modules();
        Checksum checksum = new Checksum()
                .add(Compiler.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()
                        .replaceFirst(".*/", ""));
        modules.forEach((name, text) -> checksum.add(name).add(text));
        Path kept = folder.resolve("editor-" + checksum.hex() + ".js");
        if (!Files.exists(kept)) {
            Files.createDirectories(folder);
            String bundle = bundle(modules);
            Path part = Files.writeString(folder.resolve("editor.part"), bundle);
            Files.move(part, kept);
        }
        return licences() + Files.readString(kept);
    }

    /** Returns all modules by their file names; they import each other by these. */
    private static Map<String, String> modules() throws IOException {
        Map<String, String> imports = imports();
        Map<String, String> modules = new TreeMap<>();
        modules.put(ENTRY, linked(LabBuild.resource(ENTRY), imports.keySet()));
        for (Map.Entry<String, String> module : imports.entrySet()) {
            // Its comments have types, which the compiler would check.
            String text = text("META-INF/resources" + module.getValue()).replace("/**", "/*");
            modules.put(file(module.getKey()), linked(text, imports.keySet()));
        }
        return modules;
    }

    private static String file(String name) {
        return name.replaceAll("[^a-z0-9]+", "-") + ".js";
    }

    private static String linked(String text, Set<String> names) {
        String linked = text;
        for (String name : names) {
            linked = linked.replaceAll("from ['\"]" + Pattern.quote(name) + "['\"]", "from './" + file(name) + "'");
        }
        return linked;
    }

    /** Returns the packages on the class path: the name that is imported, and the file. */
    private static Map<String, String> imports() throws IOException {
        Map<String, String> imports = new TreeMap<>();
        for (URL map : Collections.list(EditorBundle.class.getClassLoader().getResources(MAP))) {
            try (InputStream in = map.openStream()) {
                Matcher entry = IMPORT.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                while (entry.find()) {
                    imports.put(entry.group(1), entry.group(2));
                }
            }
        }
        return imports;
    }

    private static String bundle(Map<String, String> modules) {
        CompilerOptions options = new CompilerOptions();
        CompilationLevel.SIMPLE_OPTIMIZATIONS.setOptionsForCompilationLevel(options);
        CompilationLevel.SIMPLE_OPTIMIZATIONS.setWrappedOutputOptimizations(options);
        options.setLanguageIn(CompilerOptions.LanguageMode.ECMASCRIPT_NEXT);
        options.setLanguageOut(CompilerOptions.LanguageMode.ECMASCRIPT_2021);
        options.setDependencyOptions(DependencyOptions.pruneForEntryPoints(List.of(ModuleIdentifier.forFile(ENTRY))));
        WarningLevel.QUIET.setOptionsForWarningLevel(options);
        List<SourceFile> sources = new ArrayList<>();
        modules.forEach((name, text) -> sources.add(SourceFile.fromCode(name, text)));
        Compiler compiler = new Compiler();
        compiler.disableThreads();
        Result result = compiler.compile(externs(), sources, options);
        if (!result.success) {
            throw new IllegalStateException("the editor cannot be put together:\n"
                    + result.errors.stream().map(Object::toString).collect(Collectors.joining("\n")));
        }
        return "(function(){" + compiler.toSource() + "})();\n";
    }

    private static List<SourceFile> externs() {
        try {
            return AbstractCommandLineRunner.getBuiltinExterns(CompilerOptions.Environment.BROWSER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the licences of the packages, each text once, as a comment. */
    private static String licences() throws IOException {
        TreeSet<String> texts = new TreeSet<>();
        for (Map.Entry<String, String> module : imports().entrySet()) {
            String folder = module.getValue().replaceFirst("(/[0-9][^/]*/).*", "$1");
            texts.add(text("META-INF/resources" + folder + "LICENSE").strip().replace("*/", "* /"));
        }
        return "/*\n" + String.join("\n\n", texts) + "\n*/\n";
    }

    private static String text(String name) throws IOException {
        try (InputStream in = EditorBundle.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
