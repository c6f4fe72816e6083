package io.minimlops.tracker.experiment;

import io.minimlops.tracker.Names;
import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.Stage;
import io.minimlops.tracker.Tag;
import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/// What can be done with experiments. Each method is one transaction.
@ApplicationScoped
@Transactional
public class ExperimentCatalog {

    private static final int NAME = 500;

    private final ExperimentTags tags;
    private final Database database;

    ExperimentCatalog(ExperimentTags tags, Database database) {
        this.tags = tags;
        this.database = database;
    }

    /// @param artifactLocation where its runs' files go; by default they travel through this server
    public ExperimentView create(
            String name, @Nullable String artifactLocation, List<Tag> newTags) {
        refuseUnfit(name);
        if (Experiment.named(name).isPresent()) {
            throw taken(name);
        }
        Experiment experiment = new Experiment();
        experiment.name = name;
        experiment.createdAt = System.currentTimeMillis();
        experiment.updatedAt = experiment.createdAt;
        experiment.persist();
        experiment.artifactLocation = ArtifactLocation.of(experiment.id(), artifactLocation);
        flush(name);
        newTags.forEach(tag -> tags.set(experiment.id(), tag));
        return experiment.view(newTags);
    }

    /// Deleted ones too.
    public ExperimentView get(long id) {
        return find(id).view(tags.of(id));
    }

    /// Deleted ones too.
    public Optional<ExperimentView> named(String name) {
        return Experiment.named(name).map(found -> found.view(tags.of(found.id())));
    }

    /// The experiment and all its runs go to the bin.
    public void delete(long id) {
        move(id, Stage.ACTIVE, Stage.DELETED);
    }

    /// The experiment and all its runs come back.
    public void restore(long id) {
        move(id, Stage.DELETED, Stage.ACTIVE);
    }

    public void rename(long id, String name) {
        refuseUnfit(name);
        Experiment experiment = locked(id);
        if (Stage.of(experiment.stage) != Stage.ACTIVE) {
            throw new Refusal.WrongState("Cannot rename a non-active experiment.");
        }
        if (Experiment.named(name).filter(other -> other.id() != id).isPresent()) {
            throw taken(name);
        }
        experiment.name = name;
        experiment.updatedAt = System.currentTimeMillis();
        flush(name);
    }

    public void setTag(long id, Tag tag) {
        requireActive(locked(id));
        tags.set(id, tag);
    }

    public void deleteTag(long id, String key) {
        requireActive(locked(id));
        if (!tags.delete(id, key)) {
            throw new Refusal.NotFound("No tag with name: " + key + " in experiment with id " + id);
        }
    }

    /// The experiment, when runs may be added to it.
    public ExperimentView open(long id) {
        Experiment experiment = find(id);
        requireActive(experiment);
        return experiment.view(List.of());
    }

    private void move(long id, Stage from, Stage to) {
        Experiment experiment = locked(id);
        if (Stage.of(experiment.stage) != from) {
            throw new Refusal.NotFound(
                    "No %s experiment with id=%d exists".formatted(from.word(), id));
        }
        experiment.move(to);
        database.update(
                Sql.of(
                        "update run set lifecycle_stage = ?, deleted_time = ? where experiment_id = ?",
                        to.word(),
                        to == Stage.DELETED ? (Object) experiment.updatedAt : null,
                        id));
    }

    private static Experiment find(long id) {
        return Experiment.<Experiment>findByIdOptional(id).orElseThrow(() -> missing(id));
    }

    private static Experiment locked(long id) {
        return Experiment.<Experiment>findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE)
                .orElseThrow(() -> missing(id));
    }

    private static void requireActive(Experiment experiment) {
        if (Stage.of(experiment.stage) != Stage.ACTIVE) {
            throw new Refusal.Invalid(
                    "The experiment %d must be in the 'active' state. Current state is %s."
                            .formatted(experiment.id(), experiment.stage));
        }
    }

    private static void refuseUnfit(String name) {
        if (name.isBlank()) {
            throw new Refusal.Invalid("Invalid experiment name: '" + name + "'");
        }
        Names.atMost(NAME, "name", name);
    }

    private static void flush(String name) {
        try {
            Experiment.flush();
        } catch (ConstraintViolationException e) {
            throw taken(name);
        }
    }

    private static Refusal.NotFound missing(long id) {
        return new Refusal.NotFound("No Experiment with id=" + id + " exists");
    }

    private static Refusal.Taken taken(String name) {
        return new Refusal.Taken("Experiment(name=" + name + ") already exists.");
    }
}
