package io.minimlops.tracker.lineage;

import io.minimlops.tracker.lineage.Edge.Relation;
import io.minimlops.tracker.lineage.NodeId.Kind;
import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Dataset versions kept here: the runs that used them and the versions they were made from.
final class DatasetNeighbours implements Neighbours {

    private static final String VERSION_NUMBER = "[1-9]\\d{0,8}";

    private static final String WANTED =
            "with wanted as (select s.name, v.version, v.id from unnest(?::text[], ?::int[])"
                    + " as w (name, version) join versioned_dataset s on s.name = w.name"
                    + " join dataset_version v on v.dataset_id = s.id and v.version = w.version) ";

    private static final String EDGES =
            WANTED
                    + "select distinct * from (select l.name as f, l.version as fv, r.run_id as t,"
                    + " null::int as tv from run r join dataset_lineage l on l.run_seq = r.seq"
                    + " where r.run_id = any(?::text[])"
                    + " union all select w.name, w.version, r.run_id, null from wanted w"
                    + " join dataset_lineage l on l.version_id = w.id join run r on r.seq = l.run_seq"
                    + " union all select s.name, p.version, w.name, w.version from wanted w"
                    + " join dataset_version_parent x on x.version_id = w.id"
                    + " join dataset_version p on p.id = x.parent_id"
                    + " join versioned_dataset s on s.id = p.dataset_id"
                    + " union all select w.name, w.version, s.name, c.version from wanted w"
                    + " join dataset_version_parent x on x.parent_id = w.id"
                    + " join dataset_version c on c.id = x.version_id"
                    + " join versioned_dataset s on s.id = c.dataset_id) e limit ?";

    private static final String DESCRIBED =
            WANTED
                    + "select w.name, w.version, v.digest, v.files, v.bytes from wanted w"
                    + " join dataset_version v on v.id = w.id";

    private final Database database;

    DatasetNeighbours(Database database) {
        this.database = database;
    }

    @Override
    public Found around(Collection<NodeId> nodes, int most) {
        Sql sql =
                Sql.of(EDGES, names(nodes), versions(nodes))
                        .add("", RunNeighbours.names(nodes, Kind.RUN), most);
        return new Found(database.query(sql, DatasetNeighbours::edge), Set.of());
    }

    @Override
    public Described describe(Collection<NodeId> nodes) {
        return new Described(
                database.query(
                        Sql.of(DESCRIBED, names(nodes), versions(nodes)), DatasetNeighbours::node),
                Set.of());
    }

    private static String[] names(Collection<NodeId> nodes) {
        return datasets(nodes).stream().map(NodeId::stem).toArray(String[]::new);
    }

    private static Integer[] versions(Collection<NodeId> nodes) {
        return datasets(nodes).stream()
                .map(node -> Integer.valueOf(node.version()))
                .toArray(Integer[]::new);
    }

    private static List<NodeId> datasets(Collection<NodeId> nodes) {
        return nodes.stream()
                .filter(node -> node.kind() == Kind.DATASET)
                .filter(node -> node.version().matches(VERSION_NUMBER))
                .toList();
    }

    private static Edge edge(ResultSet row) throws SQLException {
        NodeId from = NodeId.versioned(Kind.DATASET, row.getString("f"), row.getString("fv"));
        String version = row.getString("tv");
        String to = row.getString("t");
        return version == null
                ? new Edge(from, NodeId.run(to), Relation.USED_BY)
                : new Edge(from, NodeId.versioned(Kind.DATASET, to, version), Relation.PARENT_OF);
    }

    private static Node node(ResultSet row) throws SQLException {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("version", row.getString("version"));
        attributes.put("digest", row.getString("digest"));
        attributes.put("files", row.getString("files"));
        attributes.put("bytes", row.getString("bytes"));
        return new Node(
                NodeId.versioned(Kind.DATASET, row.getString("name"), row.getString("version")),
                row.getString("name"),
                attributes);
    }
}
