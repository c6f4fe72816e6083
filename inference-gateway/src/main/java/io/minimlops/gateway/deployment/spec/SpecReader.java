package io.minimlops.gateway.deployment.spec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.minimlops.gateway.json.KeptJson;
import io.minimlops.problem.Problem;
import io.minimlops.problem.Problem.Violation;
import io.minimlops.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Descriptors to and from JSON. What a client writes is read strictly, so that a misspelt wish is
/// told and not passed over; what the log keeps is read leniently, because a newer process may have
/// written it.
public final class SpecReader {

    private static final JsonMapper LENIENT = KeptJson.MAPPER;

    private static final JsonMapper STRICT =
            LENIENT.rebuild()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .build();

    private SpecReader() {}

    /// @throws ProblemException 422 with a violation for each rule that is broken
    public static DeploymentSpec strictly(@Nullable JsonNode json) {
        if (json == null || json.isNull()) {
            return DeploymentSpec.EMPTY;
        }
        DeploymentSpec spec;
        try {
            spec = STRICT.treeToValue(json, DeploymentSpec.class);
        } catch (JsonProcessingException e) {
            throw invalid(List.of(violation(e)), e);
        }
        List<Violation> violations = SpecRules.violations(spec);
        if (!violations.isEmpty()) {
            throw invalid(violations, null);
        }
        return spec;
    }

    /// As the log keeps it.
    public static DeploymentSpec kept(@Nullable Map<String, Object> json) {
        return json == null
                ? DeploymentSpec.EMPTY
                : LENIENT.convertValue(json, DeploymentSpec.class);
    }

    /// Absent for a descriptor that wants nothing.
    public static @Nullable Map<String, Object> toKeep(DeploymentSpec spec) {
        return spec.equals(DeploymentSpec.EMPTY)
                ? null
                : LENIENT.convertValue(spec, new TypeReference<Map<String, Object>>() {});
    }

    private static ProblemException invalid(List<Violation> violations, @Nullable Throwable cause) {
        Problem problem = Problem.Invalid.of(violations);
        return cause == null ? new ProblemException(problem) : new ProblemException(problem, cause);
    }

    private static Violation violation(JsonProcessingException failure) {
        String at = failure instanceof JsonMappingException mapping ? path(mapping) : "spec";
        if (failure instanceof UnrecognizedPropertyException unknown) {
            String known =
                    unknown.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .sorted()
                            .collect(Collectors.joining(", "));
            return new Violation(at, "is not known here; known are " + known);
        }
        return new Violation(at, "cannot be read: " + failure.getOriginalMessage());
    }

    private static String path(JsonMappingException failure) {
        List<String> steps = new ArrayList<>(List.of("spec"));
        failure.getPath()
                .forEach(
                        step ->
                                steps.add(
                                        step.getFieldName() == null
                                                ? String.valueOf(step.getIndex())
                                                : step.getFieldName()));
        return String.join(".", steps);
    }
}
