package io.minimlops.gateway.payloadlog;

import io.minimlops.gateway.deployment.Role;
import io.minimlops.gateway.deployment.spec.PayloadLog;
import io.minimlops.gateway.inference.PredictionRequest;
import io.minimlops.gateway.payloadlog.PayloadEvent.Kind;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One inference whose payloads are told. What was asked is told when it is known who answered it,
/// also when the answer is an error; an error itself is not told.
public final class PayloadExchange {

    private final PayloadLogger logger;
    private final PayloadLog wanted;
    private final PredictionRequest asked;
    private final Role expected;
    private final Payload request;
    private final String id;
    private final @Nullable String metadata;
    private final Instant begun = Instant.now();

    PayloadExchange(
            PayloadLogger logger,
            PayloadLog wanted,
            PredictionRequest asked,
            Role expected,
            @Nullable String clientsId,
            @Nullable String metadata,
            Payload request) {
        this.logger = logger;
        this.wanted = wanted;
        this.asked = asked;
        this.expected = expected;
        this.request = request;
        this.metadata = metadata;
        this.id = clientsId == null || clientsId.isBlank() ? asked.id() : clientsId;
    }

    /// Never blocks.
    public void answered(Role role, Payload answer) {
        requested(role);
        if (wanted.hasResponses()) {
            tell(Kind.RESPONSE, role, Instant.now(), answer);
        }
    }

    /// Never blocks.
    public void failed() {
        requested(expected);
    }

    private void requested(Role role) {
        if (wanted.hasRequests()) {
            tell(Kind.REQUEST, role, begun, request);
        }
    }

    private @Nullable String annotations() {
        Map<String, String> given = wanted.annotations();
        return given == null || given.isEmpty() ? null : AttributeJson.of(new TreeMap<>(given));
    }

    private void tell(Kind kind, Role role, Instant at, Payload payload) {
        logger.offer(
                payload.size(),
                wanted.maxBytesOrStandard(),
                () ->
                        new PayloadEvent(
                                kind,
                                id,
                                asked.id(),
                                asked.correlationId(),
                                asked.deployment(),
                                role.equals(Role.CANARY),
                                at,
                                metadata,
                                annotations(),
                                payload.contentType(),
                                payload.headLength(),
                                payload.bytes().get()));
    }
}
