package io.minimlops.gateway.deployment.spec;

import java.util.Map;

/// What a wish for a log of payloads must keep to.
final class PayloadLogRules {

    private static final int MOST_ANNOTATIONS = 32;
    private static final int LONGEST_ANNOTATION = 1_024;

    private PayloadLogRules() {}

    static void check(PayloadLog log, Violations found) {
        Double sampling = log.sampling();
        if (sampling != null && !(sampling >= 0 && sampling <= 1)) {
            found.say(".sampling", "must be from 0 to 1");
        }
        found.within(".maxBytes", log.maxBytes(), 1, PayloadLog.MOST_BYTES);
        if (log.annotations() != null) {
            annotations(log.annotations(), found.at(".annotations"));
        }
    }

    /// They travel with every payload.
    private static void annotations(Map<String, String> annotations, Violations found) {
        if (annotations.size() > MOST_ANNOTATIONS) {
            found.say("", "must be at most " + MOST_ANNOTATIONS);
        }
        annotations.forEach(
                (name, value) -> {
                    if (name.isBlank() || value == null || value.length() > LONGEST_ANNOTATION) {
                        found.say(
                                "." + name,
                                "must have a name and a text of at most %d characters"
                                        .formatted(LONGEST_ANNOTATION));
                    }
                });
    }
}
