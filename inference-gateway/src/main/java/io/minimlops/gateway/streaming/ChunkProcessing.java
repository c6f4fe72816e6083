package io.minimlops.gateway.streaming;

import com.fasterxml.jackson.databind.JsonNode;
import io.minimlops.gateway.streaming.RowPredictions.Answer;
import io.minimlops.gateway.streaming.RowPredictions.NotNow;
import io.minimlops.gateway.streaming.RowPredictions.Question;
import io.minimlops.gateway.streaming.RowPredictions.Refused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds out what becomes of some records. Those that go together are predicted together; when they
/// are refused they are halved until the one at fault stands alone. One use.
final class ChunkProcessing {

    private final Stream stream;
    private final RowPredictions predictions;
    private final List<Arrived> records;
    private final @Nullable Outcome[] outcomes;

    /// A record as it came.
    ///
    /// @param place unique in the input topic
    record Arrived(String place, @Nullable String key, byte @Nullable [] value) {}

    /// What must agree for records to be predicted together.
    private record Kind(String arm, boolean byName, @Nullable Instant eventTime) {}

    private record Entry(int index, InputRecord record, String id, String key) {}

    ChunkProcessing(Stream stream, RowPredictions predictions, List<Arrived> records) {
        this.stream = stream;
        this.predictions = predictions;
        this.records = records;
        this.outcomes = new Outcome[records.size()];
    }

    /// One per record, in their order.
    List<Outcome> run() throws NotNow {
        Map<Kind, List<Entry>> kinds = new LinkedHashMap<>();
        for (int i = 0; i < records.size(); i++) {
            Arrived arrived = records.get(i);
            try {
                InputRecord record = InputRecord.of(arrived.value(), stream.columns());
                String key = arrived.key() == null ? arrived.place() : arrived.key();
                String id = record.id() == null ? arrived.place() : record.id();
                Kind kind =
                        new Kind(
                                predictions.armOf(stream.deployment(), key),
                                record.row().isObject(),
                                record.eventTime());
                kinds.computeIfAbsent(kind, any -> new ArrayList<>())
                        .add(new Entry(i, record, id, key));
            } catch (Refused e) {
                outcomes[i] = new Outcome.Poison(e.reason(), e.isModelsFault());
            }
        }
        for (Map.Entry<Kind, List<Entry>> kind : kinds.entrySet()) {
            ask(kind.getValue(), kind.getKey().eventTime());
        }
        return complete();
    }

    private void ask(List<Entry> entries, @Nullable Instant eventTime) throws NotNow {
        Entry first = entries.getFirst();
        try {
            List<JsonNode> rows = new ArrayList<>(entries.size());
            List<String> ids = new ArrayList<>(entries.size());
            for (Entry entry : entries) {
                rows.add(entry.record().row());
                ids.add(entry.id());
            }
            Answer answer =
                    predictions.predict(
                            new Question(
                                    stream.deployment(),
                                    rows,
                                    ids,
                                    records.get(first.index()).place(),
                                    first.key(),
                                    eventTime));
            tell(entries, answer);
        } catch (Refused e) {
            if (entries.size() == 1) {
                outcomes[first.index()] = new Outcome.Poison(e.reason(), e.isModelsFault());
            } else {
                int half = entries.size() / 2;
                ask(entries.subList(0, half), eventTime);
                ask(entries.subList(half, entries.size()), eventTime);
            }
        }
    }

    private void tell(List<Entry> entries, Answer answer) throws Refused {
        if (answer.rows().size() != entries.size()) {
            throw new Refused(
                    "the model answered %d rows for %d"
                            .formatted(answer.rows().size(), entries.size()),
                    true);
        }
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            outcomes[entry.index()] =
                    new Outcome.Predicted(
                            entry.id(),
                            answer.rows().get(i),
                            answer.model(),
                            answer.version(),
                            answer.role());
        }
    }

    private List<Outcome> complete() {
        List<Outcome> all = new ArrayList<>(outcomes.length);
        for (Outcome outcome : outcomes) {
            if (outcome == null) {
                throw new IllegalStateException("a record was forgotten");
            }
            all.add(outcome);
        }
        return all;
    }

    /// A model that fails on everything is broken, and no record is to blame for that.
    static boolean isModelBroken(List<Outcome> outcomes) {
        boolean failed = false;
        for (Outcome outcome : outcomes) {
            switch (outcome) {
                case Outcome.Predicted _ -> {
                    return false;
                }
                case Outcome.Poison poison -> failed |= poison.modelFailed();
            }
        }
        return failed;
    }
}
