package io.minimlops.gateway.payloadlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.minimlops.gateway.payloadlog.PayloadEvent.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class PayloadEventTest {

    private static final Instant AT = Instant.parse("2026-11-28T10:00:00Z");

    private static PayloadEvent event(Kind kind, boolean isCanary, long headLength) {
        return event(kind, isCanary, headLength, null, null);
    }

    private static PayloadEvent event(
            Kind kind, boolean isCanary, long headLength, String metadata, String annotations) {
        return new PayloadEvent(
                kind,
                "event-1",
                "request-1",
                "correlation-1",
                "flights",
                isCanary,
                AT,
                metadata,
                annotations,
                "application/octet-stream",
                headLength,
                new byte[] {1, 2, 3});
    }

    private static Map<String, String> headers(ProducerRecord<String, byte[]> told) {
        Map<String, String> headers = new TreeMap<>();
        told.headers().forEach(each -> headers.put(each.key(), new String(each.value(), UTF_8)));
        return headers;
    }

    @Test
    void aPayloadTravelsUnderKServesAttributes() {
        // When
        ProducerRecord<String, byte[]> told =
                event(Kind.REQUEST, false, 17).toRecord("gateway", "prod", AT.plusSeconds(1));

        // Then
        assertThat(told.topic()).isEqualTo("inference-payload.v1");
        assertThat(told.key()).isEqualTo("request-1");
        assertThat(told.value()).containsExactly(1, 2, 3);
        assertThat(headers(told))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.ofEntries(
                                Map.entry("ce_specversion", "1.0"),
                                Map.entry("ce_id", "event-1"),
                                Map.entry("ce_type", "org.kubeflow.serving.inference.request"),
                                Map.entry("ce_source", "gateway"),
                                Map.entry("ce_time", "2026-11-28T10:00:00Z"),
                                Map.entry("ce_inferenceservicename", "flights"),
                                Map.entry("ce_namespace", "prod"),
                                Map.entry("ce_component", "predictor"),
                                Map.entry("ce_endpoint", "default"),
                                Map.entry("ce_recordedtime", "2026-11-28T10:00:01Z"),
                                Map.entry("ce_correlationid", "correlation-1"),
                                Map.entry("content-type", "application/octet-stream"),
                                Map.entry("inference-header-content-length", "17")));
    }

    @Test
    void aCanarysAnswerInJsonSaysSo() {
        // When
        Map<String, String> headers =
                headers(event(Kind.RESPONSE, true, -1).toRecord("gateway", "prod", AT));

        // Then
        assertThat(headers)
                .containsEntry("ce_type", "org.kubeflow.serving.inference.response")
                .containsEntry("ce_endpoint", "canary")
                .doesNotContainKey("inference-header-content-length");
    }

    @Test
    void metadataAndAnnotationsTravelAsJson() {
        // When
        Map<String, String> headers =
                headers(
                        event(Kind.REQUEST, false, -1, "{\"X-Team\":[\"ads\"]}", "{\"a\":\"b\"}")
                                .toRecord("gateway", "prod", AT));

        // Then
        assertThat(headers)
                .containsEntry("ce_metadata", "{\"X-Team\":[\"ads\"]}")
                .containsEntry("ce_annotations", "{\"a\":\"b\"}");
    }

    @Test
    void metadataHasTheChosenHeadersThatWereSentWithAllTheirValues() {
        // Given
        Map<String, List<String>> sent =
                Map.of("X-Team", List.of("ads", "say \"hi\""), "Cookie", List.of("secret"));

        // When
        String metadata =
                new MetadataHeaders(List.of("X-Trace", "X-Team"))
                        .of(name -> sent.getOrDefault(name, List.of()));

        // Then
        assertThat(metadata).isEqualTo("{\"X-Team\":[\"ads\",\"say \\\"hi\\\"\"]}");
    }

    @Test
    void withoutChosenHeadersThereIsNoMetadata() {
        assertThat(new MetadataHeaders(List.of()).of(name -> List.of("x"))).isNull();
    }

    @Test
    void whatIsNoNameOfAHeaderIsToldAtTheStart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MetadataHeaders(List.of("X Team")))
                .withMessageContaining("metadata-headers: 'X Team'");
    }
}
