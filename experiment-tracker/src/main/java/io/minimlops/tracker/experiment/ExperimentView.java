package io.minimlops.tracker.experiment;

import io.minimlops.tracker.Stage;
import io.minimlops.tracker.Tag;
import java.util.List;

/// An experiment as others see it; times in epoch milliseconds.
///
/// @param artifactLocation where its runs put their files, unless told otherwise
///     `mlflow-artifacts:/<id>`
public record ExperimentView(
        long id,
        String name,
        String artifactLocation,
        Stage stage,
        long createdAt,
        long updatedAt,
        List<Tag> tags) {

    ExperimentView with(List<Tag> newTags) {
        return new ExperimentView(id, name, artifactLocation, stage, createdAt, updatedAt, newTags);
    }
}
