package io.minimlops.tracker.lineage;

import static java.util.stream.Collectors.toMap;

import io.minimlops.tracker.lineage.NodeId.Kind;
import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the tracker knows about nodes, one query a kind.
final class Descriptions {

    private static final String RUNS =
            "select 'RUN', run_id, name, 'status', status, 'stage', lifecycle_stage,"
                    + " 'experiment', experiment_id::text from run where run_id = any(?::text[])";

    private static final String LOGGED_MODELS =
            "select 'LOGGED_MODEL', model_id, name, 'status', status, 'type', model_type,"
                    + " 'experiment', experiment_id::text"
                    + " from logged_model where model_id = any(?::text[])";

    private static final String DATASETS =
            "select 'MLFLOW_DATASET', wanted.name, d.name, 'digest', d.digest,"
                    + " 'sourceType', d.source_type, 'experiment', d.experiment_id::text"
                    + " from unnest(?::text[], ?::text[]) as wanted (name, digest)"
                    + " join dataset d on d.digest = wanted.digest"
                    + " and d.experiment_id || '/' || d.name || '@' || d.digest = wanted.name";

    private static final String PIPELINE_RUNS =
            "select distinct on (t.value) 'PIPELINE_RUN', t.value, t.value, 'pipeline', p.value,"
                    + " 'case', c.value, null, null from unnest(?::text[]) as wanted (name)"
                    + " join run_tag t on t.value = wanted.name and t.key = 'mlops.pipeline_run'"
                    + " left join run_tag p on p.run_seq = t.run_seq and p.key = 'mlops.pipeline'"
                    + " left join run_tag c on c.run_seq = t.run_seq and c.key = 'mlops.case'"
                    + " order by t.value, t.run_seq";

    private static final String TRAINING_SETS =
            "select distinct on (t.value) 'TRAINING_SET', t.value, t.value, 'contentHash', h.value,"
                    + " null, null, null, null from unnest(?::text[]) as wanted (name)"
                    + " join run_tag t on t.value = wanted.name and t.key = 'mlops.training_set'"
                    + " left join run_tag h on h.run_seq = t.run_seq and h.key = 'mlops.training_set_hash'"
                    + " order by t.value, t.run_seq";

    private final Database database;

    Descriptions(Database database) {
        this.database = database;
    }

    /// In the order asked; what is not known here is left out.
    List<Node> of(Collection<NodeId> nodes) {
        List<NodeId> datasets =
                nodes.stream().filter(node -> node.kind() == Kind.MLFLOW_DATASET).toList();
        Sql sql =
                Sql.of("select * from (" + RUNS, (Object) names(nodes, Kind.RUN))
                        .add(
                                " union all " + LOGGED_MODELS,
                                (Object) names(nodes, Kind.LOGGED_MODEL))
                        .add(
                                " union all " + DATASETS,
                                datasets.stream().map(NodeId::name).toArray(String[]::new),
                                datasets.stream().map(NodeId::version).toArray(String[]::new))
                        .add(
                                " union all select * from (" + PIPELINE_RUNS + ") p",
                                (Object) names(nodes, Kind.PIPELINE_RUN))
                        .add(
                                " union all select * from (" + TRAINING_SETS + ") t) n",
                                (Object) names(nodes, Kind.TRAINING_SET));
        Map<NodeId, Node> known =
                database.query(sql, Descriptions::node).stream()
                        .collect(toMap(Node::id, node -> node, (first, _) -> first));
        List<Node> described = new ArrayList<>();
        for (NodeId node : nodes) {
            Node found = known.get(node);
            if (found != null) {
                described.add(found);
            }
        }
        return described;
    }

    private static Node node(ResultSet row) throws SQLException {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int column = 4; column <= 8; column += 2) {
            String value = row.getString(column + 1);
            if (value != null && !value.isEmpty()) {
                attributes.put(row.getString(column), value);
            }
        }
        return new Node(
                new NodeId(Kind.valueOf(row.getString(1)), row.getString(2)),
                row.getString(3),
                attributes);
    }

    private static String[] names(Collection<NodeId> nodes, Kind kind) {
        return RunNeighbours.names(nodes, kind);
    }
}
