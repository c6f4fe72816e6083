package io.minimlops.tracker.dataset;

import io.minimlops.tracker.JsonBody;
import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.dataset.CreateVersion.DvcSent;
import io.minimlops.tracker.dvc.Layout;
import io.minimlops.tracker.dvc.ObjectId;
import io.minimlops.tracker.dvc.RepoName;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// From a request to a version. Manifests are read whole, so only a few at a time are.
@ApplicationScoped
class VersionMaking {

    private static final int LARGEST_REQUEST = 24 * 1024 * 1024;
    private static final int AT_A_TIME = 2;

    private final DatasetCatalog catalog;
    private final DvcManifest manifests;
    private final Semaphore memory = new Semaphore(AT_A_TIME);

    VersionMaking(DatasetCatalog catalog, DvcManifest manifests) {
        this.catalog = catalog;
        this.manifests = manifests;
    }

    DatasetCatalog.Made make(DatasetName name, InputStream body) throws IOException {
        memory.acquireUninterruptibly();
        try {
            CreateVersion request = JsonBody.read(body, CreateVersion.class, LARGEST_REQUEST);
            request.check();
            return catalog.make(name, version(request));
        } finally {
            memory.release();
        }
    }

    private NewVersion version(CreateVersion request) {
        DvcSent dvc = request.dvc();
        NewVersion.Kept kept = dvc == null ? null : kept(dvc);
        return new NewVersion(
                kept == null || dvc == null ? request.manifest() : manifest(kept, dvc.path()),
                kept,
                request.schema() == null || request.schema().isNull()
                        ? null
                        : request.schema().toString(),
                request.source(),
                request.message(),
                request.parentIds());
    }

    private Manifest manifest(NewVersion.Kept kept, @Nullable String path) {
        return manifests.read(new RepoName(kept.repo()), kept.object(), path);
    }

    private static NewVersion.Kept kept(DvcSent sent) {
        if (sent.repo() == null || sent.object() == null) {
            throw new Refusal.Invalid("dvc: {\"repo\": …, \"object\": \"<md5>.dir\"} is expected");
        }
        int layout = sent.layout() == null ? Layout.V3.number() : sent.layout();
        if (layout != Layout.V3.number() && layout != Layout.V2.number()) {
            throw new Refusal.Invalid("dvc.layout: 3 or 2 is expected, got " + layout);
        }
        return new NewVersion.Kept(sent.repo(), ObjectId.of(Layout.of(layout), sent.object()));
    }
}
