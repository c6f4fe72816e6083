package io.minimlops.gateway.streaming;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.minimlops.gateway.streaming.ChunkProcessing.Arrived;
import io.minimlops.gateway.streaming.RowPredictions.NotNow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Finds out what becomes of records, chunk by chunk and all chunks at once.
final class RecordProcessing {

    private final Stream stream;
    private final RowPredictions predictions;
    private final int chunkRows;
    private final ExecutorService chunks;

    RecordProcessing(
            Stream stream, RowPredictions predictions, int chunkRows, ExecutorService chunks) {
        this.stream = stream;
        this.predictions = predictions;
        this.chunkRows = chunkRows;
        this.chunks = chunks;
    }

    /// One per record, in their order.
    List<Outcome> outcomes(List<ConsumerRecord<byte[], byte[]>> records)
            throws NotNow, InterruptedException {
        List<Future<List<Outcome>>> flying = new ArrayList<>();
        for (int from = 0; from < records.size(); from += chunkRows) {
            int to = Math.min(records.size(), from + chunkRows);
            List<Arrived> chunk =
                    records.subList(from, to).stream().map(RecordProcessing::arrived).toList();
            flying.add(chunks.submit(() -> new ChunkProcessing(stream, predictions, chunk).run()));
        }
        List<Outcome> outcomes = new ArrayList<>(records.size());
        for (Future<List<Outcome>> chunk : flying) {
            outcomes.addAll(await(chunk));
        }
        return outcomes;
    }

    private static List<Outcome> await(Future<List<Outcome>> chunk)
            throws NotNow, InterruptedException {
        try {
            return chunk.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case NotNow notNow -> throw notNow;
                case RuntimeException failure -> throw failure;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    private static Arrived arrived(ConsumerRecord<byte[], byte[]> record) {
        return new Arrived(
                "%s-%d@%d".formatted(record.topic(), record.partition(), record.offset()),
                record.key() == null ? null : new String(record.key(), UTF_8),
                record.value());
    }
}
