package io.minimlops.gateway.payloadlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.minimlops.events.Topic;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// One payload and what is told beside it.
///
/// @param id of the event: one for a request and its answer
/// @param at when the payload came or went
/// @param metadata chosen headers as JSON; absent when none are to be told
/// @param annotations the deployment's as JSON; absent when it has none
/// @param headLength -1: not told
record PayloadEvent(
        Kind kind,
        String id,
        String requestId,
        String correlationId,
        String deployment,
        boolean isCanary,
        Instant at,
        @Nullable String metadata,
        @Nullable String annotations,
        String contentType,
        long headLength,
        byte[] value) {

    enum Kind {
        REQUEST("org.kubeflow.serving.inference.request"),
        RESPONSE("org.kubeflow.serving.inference.response");

        private final String type;

        Kind(String type) {
            this.type = type;
        }
    }

    /// In CloudEvents' binary mode: attributes are headers, the value is the payload.
    ProducerRecord<String, byte[]> toRecord(String source, String namespace, Instant recordedAt) {
        ProducerRecord<String, byte[]> told =
                new ProducerRecord<>(Topic.INFERENCE_PAYLOAD.topicName(), requestId, value);
        Headers headers = told.headers();
        add(headers, "ce_specversion", "1.0");
        add(headers, "ce_id", id);
        add(headers, "ce_type", kind.type);
        add(headers, "ce_source", source);
        add(headers, "ce_time", at.toString());
        add(headers, "ce_inferenceservicename", deployment);
        add(headers, "ce_namespace", namespace);
        add(headers, "ce_component", "predictor");
        add(headers, "ce_endpoint", isCanary ? "canary" : "default");
        add(headers, "ce_recordedtime", recordedAt.toString());
        add(headers, "ce_correlationid", correlationId);
        addIfThere(headers, "ce_metadata", metadata);
        addIfThere(headers, "ce_annotations", annotations);
        add(headers, "content-type", contentType);
        if (headLength >= 0) {
            add(headers, "inference-header-content-length", Long.toString(headLength));
        }
        return told;
    }

    private static void addIfThere(Headers headers, String name, @Nullable String value) {
        if (value != null) {
            add(headers, name, value);
        }
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }
}
