package io.minimlops.local.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `export KEY='value'` lines that a shell can read with `.`, and so can we.
final class EnvFile {

    private static final Pattern LINE = Pattern.compile("export ([A-Z][A-Z0-9_]*)='(.*)'");
    private static final String ESCAPED_QUOTE = "'\\''";

    private EnvFile() {}

    static Map<String, String> parse(String text) {
        Map<String, String> variables = new LinkedHashMap<>();
        text.lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .forEach(it -> variables.put(it.group(1), it.group(2).replace(ESCAPED_QUOTE, "'")));
        return variables;
    }

    static String render(Map<String, String> variables) {
        StringBuilder text = new StringBuilder("# Made by ./mlops up; holds secrets.\n");
        variables.forEach(
                (key, value) ->
                        text.append("export ")
                                .append(key)
                                .append("='")
                                .append(value.replace("'", ESCAPED_QUOTE))
                                .append("'\n"));
        return text.toString();
    }

    static Map<String, String> read(Path path) {
        try {
            return Files.exists(path) ? parse(Files.readString(path)) : Map.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    /// Readable by its owner alone.
    static void write(Path path, Map<String, String> variables) {
        try {
            if (!Files.exists(path)) {
                Files.createFile(
                        path,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(path, render(variables));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path, e);
        }
    }
}
