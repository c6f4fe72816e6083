package io.minimlops.tracker.experiment;

import io.minimlops.tracker.Stage;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@Entity(name = "experiment")
class Experiment extends PanacheEntityBase {

    @Id
    @GeneratedValue(generator = "experiment_seq")
    @SequenceGenerator(name = "experiment_seq", sequenceName = "experiment_seq", allocationSize = 1)
    @Nullable Long id;

    String name = "";

    @Column(name = "artifact_location")
    String artifactLocation = "";

    @Column(name = "lifecycle_stage")
    String stage = Stage.ACTIVE.word();

    @Column(name = "creation_time")
    long createdAt;

    @Column(name = "last_update_time")
    long updatedAt;

    static Optional<Experiment> named(String name) {
        return find("name", name).firstResultOptional();
    }

    long id() {
        if (id == null) {
            throw new IllegalStateException("the experiment has no id yet");
        }
        return id;
    }

    void move(Stage to) {
        stage = to.word();
        updatedAt = System.currentTimeMillis();
    }

    ExperimentView view(List<io.minimlops.tracker.Tag> tags) {
        return new ExperimentView(
                id(), name, artifactLocation, Stage.of(stage), createdAt, updatedAt, tags);
    }
}
