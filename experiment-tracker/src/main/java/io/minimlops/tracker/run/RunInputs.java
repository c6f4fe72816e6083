package io.minimlops.tracker.run;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.minimlops.tracker.Names;
import io.minimlops.tracker.Tag;
import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// What went into runs and what came out: datasets and models.
@ApplicationScoped
class RunInputs {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Database database;

    RunInputs(Database database) {
        this.database = database;
    }

    /// A dataset is known by experiment, name and digest; attaching it to a run a second time
    /// changes nothing.
    void attach(RunAccess.Open run, List<DatasetUse> datasets) {
        datasets.stream()
                .map(RunInputs::checked)
                .sorted(Comparator.comparing(DatasetUse::name).thenComparing(DatasetUse::digest))
                .forEach(dataset -> attach(run, dataset));
    }

    void attachModels(RunAccess.Open run, List<String> modelIds) {
        database.update(
                Sql.of(
                        "insert into run_model_input (run_seq, model_id)"
                                + " select ?, unnest(?::text[]) on conflict do nothing",
                        run.seq(),
                        modelIds.stream().sorted().toArray(String[]::new)));
    }

    void addOutputs(RunAccess.Open run, List<ModelOutput> outputs) {
        database.update(
                Sql.of(
                        "insert into run_model_output (run_seq, model_id, step)"
                                + " select distinct on (model_id) ?::bigint, model_id, step"
                                + " from unnest(?::text[], ?::bigint[]) as o (model_id, step)"
                                + " order by model_id, step on conflict do nothing",
                        run.seq(),
                        outputs.stream().map(ModelOutput::modelId).toArray(String[]::new),
                        outputs.stream().map(ModelOutput::step).toArray(Long[]::new)));
    }

    Map<Long, List<DatasetUse>> of(Long[] runSeqs) {
        record Owned(long owner, DatasetUse use) {}
        return database
                .query(
                        Sql.of(
                                "select x.run_seq, d.name, d.digest, d.source_type, d.source, d.schema,"
                                        + " d.profile, x.tags::text from run_dataset x"
                                        + " join dataset d on d.id = x.dataset_id"
                                        + " where x.run_seq = any(?::bigint[]) order by d.name, d.digest",
                                (Object) runSeqs),
                        row -> new Owned(row.getLong(1), use(row)))
                .stream()
                .collect(groupingBy(Owned::owner, mapping(Owned::use, toList())));
    }

    private void attach(RunAccess.Open run, DatasetUse dataset) {
        database.update(
                Sql.of(
                        "insert into dataset (experiment_id, name, digest, source_type, source, schema, profile)"
                                + " values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                        run.experimentId(),
                        dataset.name(),
                        dataset.digest(),
                        dataset.sourceType(),
                        dataset.source(),
                        dataset.schema(),
                        dataset.profile()));
        database.update(
                Sql.of(
                        "insert into run_dataset (run_seq, dataset_id, context, tags)"
                                + " select ?, id, ?, ?::jsonb from dataset"
                                + " where experiment_id = ? and name = ? and digest = ?"
                                + " on conflict do nothing",
                        run.seq(),
                        dataset.context().orElse(null),
                        json(dataset.tags()),
                        run.experimentId(),
                        dataset.name(),
                        dataset.digest()));
    }

    private static DatasetUse checked(DatasetUse dataset) {
        Names.atMost(500, "name", dataset.name());
        Names.atMost(36, "digest", dataset.digest());
        Names.storable("source_type", dataset.sourceType());
        Names.atMost(65_535, "source", dataset.source());
        if (dataset.schema() != null) {
            Names.atMost(1_048_575, "schema", dataset.schema());
        }
        if (dataset.profile() != null) {
            Names.atMost(16_777_215, "profile", dataset.profile());
        }
        for (Tag tag : dataset.tags()) {
            Names.atMost(255, "tags.key", tag.key());
            Names.atMost(500, "tags.value", tag.value());
        }
        return dataset;
    }

    private static DatasetUse use(ResultSet row) throws SQLException {
        return new DatasetUse(
                row.getString("name"),
                row.getString("digest"),
                row.getString("source_type"),
                row.getString("source"),
                row.getString("schema"),
                row.getString("profile"),
                tags(row.getString("tags")));
    }

    private static String json(List<Tag> tags) {
        try {
            return JSON.writeValueAsString(tags);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("tags are always JSON", e);
        }
    }

    private static List<Tag> tags(String json) {
        try {
            return List.of(JSON.readValue(json, Tag[].class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored tags are always JSON", e);
        }
    }
}
