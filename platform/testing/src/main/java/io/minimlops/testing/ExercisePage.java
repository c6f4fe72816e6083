package io.minimlops.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A page of exercises that a test carries out: every fenced block marked `sh` is a step, and a
/// block marked `text` after it holds lines that the step's output must have, in this order; `…`
/// stands for anything within a line.
public record ExercisePage(String name, List<Step> steps) {

    private static final Pattern BLOCK =
            Pattern.compile(
                    "^```(\\w*)[^\\n]*\\n(.*?)^```\\s*$", Pattern.MULTILINE | Pattern.DOTALL);

    /// @param line where its commands begin on the page
    public record Step(int line, String commands, List<String> expected) {

        /// The first expected line that the output does not have after the ones before it; none
        /// when all are there.
        public List<String> missing(String output) {
            List<String> lines = output.lines().map(String::strip).toList();
            int from = 0;
            for (String wanted : expected) {
                int found = from;
                Pattern pattern = pattern(wanted);
                while (found < lines.size() && !pattern.matcher(lines.get(found)).matches()) {
                    found++;
                }
                if (found == lines.size()) {
                    return List.of(wanted);
                }
                from = found + 1;
            }
            return List.of();
        }

        private static Pattern pattern(String wanted) {
            List<String> parts = new ArrayList<>();
            for (String part : wanted.strip().split("…", -1)) {
                parts.add(Pattern.quote(part));
            }
            return Pattern.compile(String.join(".*", parts));
        }
    }

    public static ExercisePage read(Path page) {
        try {
            return parse(String.valueOf(page.getFileName()), Files.readString(page));
        } catch (IOException e) {
            throw new IllegalArgumentException("no page of exercises: " + page, e);
        }
    }

    static ExercisePage parse(String name, String text) {
        List<Step> steps = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            if (block.group(1).equals("sh")) {
                steps.add(new Step(line(text, block.start(2)), block.group(2), List.of()));
            } else if (block.group(1).equals("text")) {
                if (steps.isEmpty()) {
                    throw new IllegalArgumentException(name + ": output before any command");
                }
                steps.add(expecting(steps.removeLast(), block.group(2)));
            }
        }
        if (steps.isEmpty()) {
            throw new IllegalArgumentException(name + ": no commands on this page");
        }
        return new ExercisePage(name, List.copyOf(steps));
    }

    private static Step expecting(Step step, String output) {
        List<String> expected = new ArrayList<>(step.expected());
        output.lines().filter(line -> !line.isBlank()).forEach(expected::add);
        return new Step(step.line(), step.commands(), List.copyOf(expected));
    }

    private static int line(String text, int offset) {
        return (int) text.substring(0, offset).chars().filter(c -> c == '\n').count() + 1;
    }
}
