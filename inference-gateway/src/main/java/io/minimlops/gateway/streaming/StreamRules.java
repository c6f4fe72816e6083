package io.minimlops.gateway.streaming;

import io.minimlops.gateway.streaming.Stream.From;
import io.minimlops.problem.Problem.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What can be wrong with a stream before anything is looked at.
final class StreamRules {

    private static final int MOST_WORKERS = 16;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    /// As Kafka has it.
    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");

    private final List<Violation> violations = new ArrayList<>();

    private StreamRules() {}

    static List<Violation> violations(String name, DefineStream wish) {
        StreamRules rules = new StreamRules();
        if (!NAME.matcher(name).matches()) {
            rules.violate("name", "must be letters, digits, '.', '_' and '-', at most 100");
        }
        if (wish.deployment() == null || wish.deployment().isBlank()) {
            rules.violate("deployment", "must name a deployment");
        }
        rules.topic("inputTopic", wish.inputTopic());
        rules.topic("outputTopic", wish.outputTopic());
        if (wish.deadLetterTopic() != null) {
            rules.topic("deadLetterTopic", wish.deadLetterTopic());
        }
        rules.distinct(wish);
        if (from(wish.from()).isEmpty()) {
            rules.violate("from", "must be 'earliest' or 'latest', is '%s'".formatted(wish.from()));
        }
        Integer workers = wish.parallelism();
        if (workers != null && (workers < 1 || workers > MOST_WORKERS)) {
            rules.violate("parallelism", "must be from 1 to " + MOST_WORKERS);
        }
        if (wish.columns() != null && wish.columns().values().stream().anyMatch(f -> f == null)) {
            rules.violate("columns", "must map names to names of fields");
        }
        return rules.violations;
    }

    static Optional<From> from(@Nullable String word) {
        return word == null
                ? Optional.of(From.EARLIEST)
                : Arrays.stream(From.values()).filter(from -> from.word().equals(word)).findFirst();
    }

    static Stream stream(String name, DefineStream wish) {
        return new Stream(
                name,
                String.valueOf(wish.deployment()),
                String.valueOf(wish.inputTopic()),
                String.valueOf(wish.outputTopic()),
                deadLetterTopic(wish),
                wish.columns() == null ? Map.of() : wish.columns(),
                from(wish.from()).orElseThrow(),
                wish.parallelism() == null ? 1 : wish.parallelism(),
                Boolean.TRUE.equals(wish.paused()));
    }

    private static String deadLetterTopic(DefineStream wish) {
        return wish.deadLetterTopic() == null
                ? wish.inputTopic() + ".dead-letter"
                : wish.deadLetterTopic();
    }

    private void topic(String at, @Nullable String topic) {
        if (topic == null || !TOPIC.matcher(topic).matches() || Set.of(".", "..").contains(topic)) {
            violate(at, "must name a Kafka topic");
        }
    }

    /// A stream that reads what it writes never ends.
    private void distinct(DefineStream wish) {
        String input = String.valueOf(wish.inputTopic());
        String output = String.valueOf(wish.outputTopic());
        String dead = deadLetterTopic(wish);
        if (input.equals(output) || input.equals(dead) || output.equals(dead)) {
            violate("outputTopic", "inputTopic, outputTopic and deadLetterTopic must differ");
        }
    }

    private void violate(String at, String message) {
        violations.add(new Violation(at, message));
    }
}
