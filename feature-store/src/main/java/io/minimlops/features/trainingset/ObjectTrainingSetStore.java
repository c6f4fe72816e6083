package io.minimlops.features.trainingset;

import io.minimlops.features.offline.Digested;
import io.minimlops.features.storage.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.UUID;

/// Training sets as `training-sets/<id>/data.parquet` in this service's bucket.
@ApplicationScoped
class ObjectTrainingSetStore implements TrainingSetStore {

    private final ObjectStore store;

    ObjectTrainingSetStore(ObjectStore store) {
        this.store = store;
    }

    @Override
    public Stored keep(UUID id, Path file, Digested content) {
        String folder = "training-sets/" + id + "/";
        String key = folder + "data.parquet";
        store.upload(key, file, content.sha256());
        return new Stored(store.bucket(), "s3://" + store.bucket() + "/" + folder, key);
    }
}
