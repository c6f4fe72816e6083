package io.minimlops.tracker.purge;

import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.artifact.ArtifactPath;
import io.minimlops.tracker.artifact.ArtifactStore;
import io.minimlops.tracker.artifact.RunArtifacts;
import io.minimlops.tracker.purge.Remains.Item;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/// Takes away what purges left, in small steps. What cannot be done now is done in a later round.
@ApplicationScoped
class PurgeWork {

    private final Remains remains;
    private final PurgeLedger ledger;
    private final RunArtifacts artifacts;
    private final ArtifactStore store;

    PurgeWork(Remains remains, PurgeLedger ledger, RunArtifacts artifacts, ArtifactStore store) {
        this.remains = remains;
        this.ledger = ledger;
        this.artifacts = artifacts;
        this.store = store;
    }

    void round() {
        rows();
        files();
        ledger.closeFinished();
    }

    private void rows() {
        for (List<Item> runs = remains.withRows(); !runs.isEmpty(); runs = remains.withRows()) {
            for (Item run : runs) {
                while (remains.deleteRows(run)) {
                    Thread.yield();
                }
            }
        }
    }

    private void files() {
        long last = 0;
        for (List<Item> items = remains.withFiles(last);
                !items.isEmpty();
                items = remains.withFiles(last)) {
            for (Item item : items) {
                try {
                    deleteFiles(item);
                } catch (Refusal.Unavailable e) {
                    ledger.troubled(item.purgeId(), String.valueOf(e.getMessage()));
                    return;
                }
                last = item.id();
            }
        }
    }

    private void deleteFiles(Item item) {
        Optional<ArtifactPath> root = ours(item);
        if (root.isPresent()) {
            store.delete(root.get(), removed -> ledger.took(item.purgeId(), removed));
        } else {
            ledger.leftElsewhere(item.purgeId());
        }
        remains.close(item);
    }

    /// Where the files are: in our bucket, and in a place that bears the name of what is purged, so
    /// that nobody else's can be there.
    private Optional<ArtifactPath> ours(Item item) {
        try {
            ArtifactPath root = artifacts.root(item.artifactUri());
            return List.of(root.value().split("/")).contains(item.name())
                    ? Optional.of(root)
                    : Optional.empty();
        } catch (Refusal.Invalid _) {
            return Optional.empty();
        }
    }
}
