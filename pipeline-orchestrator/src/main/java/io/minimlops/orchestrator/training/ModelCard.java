package io.minimlops.orchestrator.training;

import java.time.Instant;
import java.util.List;

/// What a model's files say about it, beside the trees.
///
/// @param runId the tracker's run
/// @param featureService whose features it takes
/// @param label what it predicts
/// @param columns of its training set; the inputs among them are in the order of the model's
///     matrix, the keys are its entities
public record ModelCard(
        String runId,
        Instant createdAt,
        String featureService,
        String label,
        List<Column> columns) {

    public ModelCard {
        columns = List.copyOf(columns);
    }

    List<String> entities() {
        return columns.stream().filter(c -> c.role() == Column.Role.KEY).map(Column::name).toList();
    }

    List<Column> inputs() {
        return columns.stream().filter(Column::isInput).toList();
    }
}
