package io.minimlops.tracker.lineage;

import io.minimlops.tracker.lineage.Edge.Relation;
import io.minimlops.tracker.lineage.NodeId.Kind;
import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// What the tracker's own records say: datasets, models and tags of runs.
final class RunNeighbours implements Neighbours {

    /// Tags that name what a run came from.
    private static final String ORIGINS =
            " (values ('mlflow.parentRunId', 'RUN', 'PARENT_OF'),"
                    + " ('mlops.forkedFrom', 'RUN', 'FORKED_INTO'),"
                    + " ('mlops.pipeline_run', 'PIPELINE_RUN', 'STARTED'),"
                    + " ('mlops.training_set', 'TRAINING_SET', 'USED_BY'))"
                    + " as origin (key, kind, relation) ";

    private static final String OF_RUNS =
            "select origin.kind, case t.key when 'mlops.forkedFrom' then split_part(t.value, '@', 1)"
                    + " else t.value end as f, 'RUN', r.run_id, origin.relation"
                    + " from run r join run_tag t on t.run_seq = r.seq join"
                    + ORIGINS
                    + "on origin.key = t.key where r.run_id = any(?::text[])"
                    + " union all select 'MLFLOW_DATASET', d.experiment_id || '/' || d.name || '@' || d.digest,"
                    + " 'RUN', r.run_id, 'USED_BY' from run r join run_dataset x on x.run_seq = r.seq"
                    + " join dataset d on d.id = x.dataset_id where r.run_id = any(?::text[])"
                    + " union all select 'LOGGED_MODEL', i.model_id, 'RUN', r.run_id, 'USED_BY'"
                    + " from run r join run_model_input i on i.run_seq = r.seq"
                    + " where r.run_id = any(?::text[])"
                    + " union all select 'RUN', m.source_run_id, 'LOGGED_MODEL', m.model_id, 'PRODUCED'"
                    + " from logged_model m where m.source_run_id = any(?::text[])"
                    + " union all select 'RUN', r.run_id, 'LOGGED_MODEL', o.model_id, 'PRODUCED'"
                    + " from run r join run_model_output o on o.run_seq = r.seq"
                    + " where r.run_id = any(?::text[])";

    private static final String OF_LOGGED_MODELS =
            "select 'RUN', m.source_run_id as f, 'LOGGED_MODEL', m.model_id, 'PRODUCED'"
                    + " from logged_model m where m.model_id = any(?::text[])"
                    + " and m.source_run_id <> ''"
                    + " union all select 'RUN', r.run_id, 'LOGGED_MODEL', o.model_id, 'PRODUCED'"
                    + " from run_model_output o join run r on r.seq = o.run_seq"
                    + " where o.model_id = any(?::text[])"
                    + " union all select 'LOGGED_MODEL', i.model_id, 'RUN', r.run_id, 'USED_BY'"
                    + " from run_model_input i join run r on r.seq = i.run_seq"
                    + " where i.model_id = any(?::text[])";

    private static final String OF_DATASETS =
            "select 'MLFLOW_DATASET', wanted.name as f, 'RUN', r.run_id, 'USED_BY'"
                    + " from unnest(?::text[], ?::text[]) as wanted (name, digest)"
                    + " join dataset d on d.digest = wanted.digest"
                    + " and d.experiment_id || '/' || d.name || '@' || d.digest = wanted.name"
                    + " join run_dataset x on x.dataset_id = d.id join run r on r.seq = x.run_seq";

    private static final String OF_FORKED =
            " union all select 'RUN', wanted.name, 'RUN', r.run_id, 'FORKED_INTO'"
                    + " from unnest(?::text[]) as wanted (name)"
                    + " join run_tag t on split_part(t.value, '@', 1) = wanted.name"
                    + " and t.key = 'mlops.forkedFrom' join run r on r.seq = t.run_seq";

    private final Database database;
    private final Descriptions descriptions;

    RunNeighbours(Database database) {
        this.database = database;
        this.descriptions = new Descriptions(database);
    }

    @Override
    public Found around(Collection<NodeId> nodes, int most) {
        String[] runs = names(nodes, Kind.RUN);
        String[] models = names(nodes, Kind.LOGGED_MODEL);
        Sql sql =
                Sql.of("select * from (" + OF_RUNS, runs, runs, runs, runs, runs)
                        .add(" union all " + OF_LOGGED_MODELS, models, models, models)
                        .add(" union all ")
                        .add(ofDatasets(nodes))
                        .add(of(nodes, "mlflow.parentRunId", Kind.RUN, Relation.PARENT_OF))
                        .add(of(nodes, "mlops.pipeline_run", Kind.PIPELINE_RUN, Relation.STARTED))
                        .add(of(nodes, "mlops.training_set", Kind.TRAINING_SET, Relation.USED_BY))
                        .add(OF_FORKED, (Object) runs)
                        .add(") e where length(f) between 1 and 2048 limit ?", most);
        return new Found(database.query(sql, RunNeighbours::edge), Set.of());
    }

    @Override
    public Described describe(Collection<NodeId> nodes) {
        return new Described(descriptions.of(nodes), Set.of());
    }

    private static Sql ofDatasets(Collection<NodeId> nodes) {
        List<NodeId> datasets =
                nodes.stream().filter(node -> node.kind() == Kind.MLFLOW_DATASET).toList();
        return Sql.of(
                OF_DATASETS,
                datasets.stream().map(NodeId::name).toArray(String[]::new),
                datasets.stream().map(NodeId::version).toArray(String[]::new));
    }

    /// The key stands in the text, not among the arguments: only so the partial index serves.
    private static Sql of(Collection<NodeId> nodes, String key, Kind kind, Relation relation) {
        return Sql.of(
                " union all select '%s', t.value, 'RUN', r.run_id, '%s'".formatted(kind, relation)
                        + " from unnest(?::text[]) as wanted (name)"
                        + " join run_tag t on t.value = wanted.name and t.key = '%s'".formatted(key)
                        + " join run r on r.seq = t.run_seq",
                (Object) names(nodes, kind));
    }

    static String[] names(Collection<NodeId> nodes, Kind kind) {
        return nodes.stream()
                .filter(node -> node.kind() == kind)
                .map(NodeId::name)
                .toArray(String[]::new);
    }

    private static Edge edge(ResultSet row) throws SQLException {
        return new Edge(
                new NodeId(Kind.valueOf(row.getString(1)), row.getString(2)),
                new NodeId(Kind.valueOf(row.getString(3)), row.getString(4)),
                Relation.valueOf(row.getString(5)));
    }
}
