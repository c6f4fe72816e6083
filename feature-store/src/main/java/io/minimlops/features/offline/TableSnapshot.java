package io.minimlops.features.offline;

import java.util.List;

/// A source's table at one snapshot, its files at hand for one job.
public final class TableSnapshot implements AutoCloseable {

    private final String source;
    private final long snapshotId;
    private final String relation;
    private final List<DataFileCache.Lease> leases;

    TableSnapshot(
            String source, long snapshotId, String relation, List<DataFileCache.Lease> leases) {
        this.source = source;
        this.snapshotId = snapshotId;
        this.relation = relation;
        this.leases = leases;
    }

    public String source() {
        return source;
    }

    public long snapshotId() {
        return snapshotId;
    }

    /// What stands in a FROM clause; its columns have the source's names and types.
    public String relation() {
        return relation;
    }

    public int files() {
        return leases.size();
    }

    @Override
    public void close() {
        leases.forEach(DataFileCache.Lease::close);
    }
}
