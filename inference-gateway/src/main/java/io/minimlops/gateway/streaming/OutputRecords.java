package io.minimlops.gateway.streaming;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/// What is written for a record: its prediction, or itself with the reason why there is none. The
/// key and the headers stay, so whatever was in order by key is still.
final class OutputRecords {

    private static final JsonMapper JSON = new JsonMapper();

    private final Stream stream;

    OutputRecords(Stream stream) {
        this.stream = stream;
    }

    ProducerRecord<byte[], byte[]> of(ConsumerRecord<byte[], byte[]> record, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Predicted predicted -> {
                var output = output(stream.outputTopic(), record, value(record, predicted));
                header(output.headers(), "content-type", "application/json");
                yield output;
            }
            case Outcome.Poison poison -> {
                var output = output(stream.deadLetterTopic(), record, record.value());
                header(output.headers(), "mlops_reason", poison.reason());
                header(output.headers(), "mlops_stream", stream.name());
                header(output.headers(), "mlops_deployment", stream.deployment());
                header(output.headers(), "mlops_topic", record.topic());
                header(output.headers(), "mlops_partition", String.valueOf(record.partition()));
                header(output.headers(), "mlops_offset", String.valueOf(record.offset()));
                yield output;
            }
        };
    }

    private static ProducerRecord<byte[], byte[]> output(
            String topic, ConsumerRecord<byte[], byte[]> record, byte[] value) {
        ProducerRecord<byte[], byte[]> output =
                new ProducerRecord<>(topic, null, record.key(), value);
        record.headers().forEach(output.headers()::add);
        return output;
    }

    private byte[] value(ConsumerRecord<byte[], byte[]> record, Outcome.Predicted predicted) {
        ObjectNode value = JsonNodeFactory.instance.objectNode();
        value.put("id", predicted.id());
        value.set("prediction", predicted.prediction());
        value.put("deployment", stream.deployment());
        value.put("model", predicted.model());
        value.put("version", predicted.version());
        value.put("role", predicted.role());
        value.putObject("source")
                .put("topic", record.topic())
                .put("partition", record.partition())
                .put("offset", record.offset());
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void header(Headers headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(UTF_8));
    }
}
