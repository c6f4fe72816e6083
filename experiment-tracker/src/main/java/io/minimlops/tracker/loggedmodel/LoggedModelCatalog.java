package io.minimlops.tracker.loggedmodel;

import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.Tag;
import io.minimlops.tracker.experiment.ExperimentCatalog;
import io.minimlops.tracker.experiment.ExperimentView;
import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;

/// What can be done with logged models. Each method is one transaction.
@ApplicationScoped
@Transactional
public class LoggedModelCatalog {

    private final ExperimentCatalog experiments;
    private final LoggedModelRows rows;
    private final Database database;

    LoggedModelCatalog(ExperimentCatalog experiments, LoggedModelRows rows, Database database) {
        this.experiments = experiments;
        this.rows = rows;
        this.database = database;
    }

    public LoggedModelView create(NewLoggedModel asked) {
        ExperimentView experiment = experiments.open(asked.experimentId());
        String id = "m-" + UUID.randomUUID().toString().replace("-", "");
        long now = System.currentTimeMillis();
        LoggedModelView model =
                new LoggedModelView(
                        id,
                        experiment.id(),
                        asked.name().isEmpty() ? "model-" + id.substring(2, 8) : asked.name(),
                        experiment.artifactLocation() + "/models/" + id + "/artifacts",
                        ModelStatus.PENDING,
                        asked.modelType(),
                        asked.sourceRunId(),
                        now,
                        now,
                        asked.params(),
                        asked.tags(),
                        List.of());
        rows.insert(model);
        rows.setParams(id, asked.params());
        rows.setTags(id, asked.tags());
        return model;
    }

    public LoggedModelView get(String modelId, boolean deletedToo) {
        LoggedModelView found =
                database.first(
                                Sql.of(
                                        "select * from logged_model where model_id = ?"
                                                + " and (?::boolean or deleted_time is null)",
                                        modelId,
                                        deletedToo),
                                LoggedModelRows::model)
                        .orElseThrow(() -> missing(modelId));
        return rows.complete(List.of(found)).getFirst();
    }

    /// The files are all there, or it is known that they will not be.
    public LoggedModelView finish(String modelId, ModelStatus status) {
        touch(modelId, "status = ?", status.name());
        return get(modelId, false);
    }

    /// To the bin; a model that lies there already stays.
    public void delete(String modelId) {
        get(modelId, true);
        long now = System.currentTimeMillis();
        database.update(
                Sql.of(
                        "update logged_model set deleted_time = ?, last_update_time = ?"
                                + " where model_id = ? and deleted_time is null",
                        now,
                        now,
                        modelId));
    }

    public void setTags(String modelId, List<Tag> tags) {
        touch(modelId, "model_id = ?", modelId);
        rows.setTags(modelId, tags);
    }

    public void setParams(String modelId, List<Tag> params) {
        touch(modelId, "model_id = ?", modelId);
        rows.setParams(modelId, params);
    }

    public void deleteTag(String modelId, String key) {
        int deleted =
                database.update(
                        Sql.of(
                                "delete from logged_model_tag where model_id = ? and key = ?",
                                modelId,
                                key));
        if (deleted == 0) {
            throw new Refusal.NotFound(
                    "No tag with key '" + key + "' on logged model '" + modelId + "'.");
        }
    }

    private void touch(String modelId, String change, Object value) {
        int changed =
                database.update(
                        Sql.of(
                                "update logged_model set last_update_time = ?, "
                                        + change
                                        + " where model_id = ? and deleted_time is null",
                                System.currentTimeMillis(),
                                value,
                                modelId));
        if (changed == 0) {
            throw missing(modelId);
        }
    }

    private static Refusal.NotFound missing(String modelId) {
        return new Refusal.NotFound("Logged model with ID '" + modelId + "' not found.");
    }
}
