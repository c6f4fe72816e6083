package io.minimlops.orchestrator.pipeline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds and substitutes `${{ … }}` in values, however deeply nested. Only names are looked up;
/// nothing is evaluated.
public final class References {

    private static final Pattern ONE = Pattern.compile("\\$\\{\\{\\s*([^{}]*?)\\s*}}");
    private static final Pattern PARAMETER = Pattern.compile("parameters\\.([\\w-]+)");
    private static final Pattern OUTPUT =
            Pattern.compile("steps\\.([\\w-]+)\\.outputs\\.([\\w-]+)");
    private static final Pattern RUN = Pattern.compile("run\\.(id|asOf|case)");

    private References() {}

    /// What stands between the braces.
    public sealed interface Reference {
        record OfParameter(String name) implements Reference {}

        record OfOutput(String step, String output) implements Reference {}

        /// @param property `id`, `asOf` or `case`
        record OfRun(String property) implements Reference {}

        record Unreadable(String written) implements Reference {}
    }

    static Reference read(String written) {
        Matcher parameter = PARAMETER.matcher(written);
        if (parameter.matches()) {
            return new Reference.OfParameter(parameter.group(1));
        }
        Matcher output = OUTPUT.matcher(written);
        if (output.matches()) {
            return new Reference.OfOutput(output.group(1), output.group(2));
        }
        Matcher run = RUN.matcher(written);
        return run.matches()
                ? new Reference.OfRun(run.group(1))
                : new Reference.Unreadable(written);
    }

    /// Visits every reference in a value.
    static void visit(@Nullable Object value, Consumer<Reference> visitor) {
        switch (value) {
            case String text ->
                    ONE.matcher(text)
                            .results()
                            .forEach(found -> visitor.accept(read(found.group(1))));
            case Map<?, ?> map -> map.values().forEach(each -> visit(each, visitor));
            case List<?> list -> list.forEach(each -> visit(each, visitor));
            case null, default -> {}
        }
    }

    /// The value with every reference replaced. A text that is one reference takes the type of what
    /// it names.
    ///
    /// @throws IllegalArgumentException when a reference names nothing
    public static @Nullable Object substitute(
            @Nullable Object value, Function<Reference, @Nullable Object> lookup) {
        return switch (value) {
            case String text -> substituteText(text, lookup);
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> substituted = new LinkedHashMap<>();
                map.forEach(
                        (name, each) ->
                                substituted.put(String.valueOf(name), substitute(each, lookup)));
                yield substituted;
            }
            case List<?> list ->
                    list.stream()
                            .map(each -> substitute(each, lookup))
                            .collect(Collectors.toList());
            case null -> null;
            default -> value;
        };
    }

    private static @Nullable Object substituteText(
            String text, Function<Reference, @Nullable Object> lookup) {
        Matcher whole = ONE.matcher(text);
        if (whole.matches()) {
            return lookup.apply(read(whole.group(1)));
        }
        return ONE.matcher(text)
                .replaceAll(
                        found ->
                                Matcher.quoteReplacement(
                                        String.valueOf(lookup.apply(read(found.group(1))))));
    }
}
