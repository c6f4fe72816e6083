package io.minimlops.tracker.run;

import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Which datasets the runs of experiments used.
@ApplicationScoped
public class DatasetSearch {

    private static final int MOST = 1000;

    private final Database database;

    DatasetSearch(Database database) {
        this.database = database;
    }

    /// Each dataset once per context, at most a thousand.
    public List<DatasetSummary> usedIn(List<Long> experimentIds) {
        return database.query(
                Sql.of(
                        "select distinct d.experiment_id, d.name, d.digest, x.context"
                                + " from dataset d join run_dataset x on x.dataset_id = d.id"
                                + " where d.experiment_id = any(?::bigint[])"
                                + " order by 1, 2, 3, 4 limit ?",
                        experimentIds.toArray(Long[]::new),
                        MOST),
                row ->
                        new DatasetSummary(
                                row.getLong("experiment_id"),
                                row.getString("name"),
                                row.getString("digest"),
                                row.getString("context")));
    }
}
