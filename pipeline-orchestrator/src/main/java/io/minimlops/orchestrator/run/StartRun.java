package io.minimlops.orchestrator.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.minimlops.orchestrator.document.Fields;
import io.minimlops.orchestrator.document.Mistakes;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Asks for a run of a pipeline's newest version.
///
/// @param requestId the same one gives the same run, however often it is asked
/// @param asOf default now
public record StartRun(
        @Nullable Map<String, Object> parameters,
        @Nullable String reason,
        @Nullable String requestId,
        @Nullable Instant asOf) {

    /// Strict: a field that is misspelt must not start a run with the default instead.
    ///
    /// @throws ProblemException naming every mistake
    static StartRun read(@Nullable JsonNode body) {
        if (body == null || body.isNull()) {
            return new StartRun(null, null, null, null);
        }
        if (!(body instanceof ObjectNode object)) {
            throw new ProblemException(new Problem.Malformed("the body must be a JSON object"));
        }
        Mistakes mistakes = new Mistakes();
        Fields fields = new Fields(object, "", mistakes);
        StartRun wanted =
                new StartRun(
                        fields.map("parameters"),
                        fields.textOrNull("reason"),
                        fields.textOrNull("requestId"),
                        fields.has("asOf") ? fields.time("asOf", Instant.EPOCH) : null);
        fields.nothingElse();
        mistakes.refuse("the run cannot be started");
        return wanted;
    }
}
