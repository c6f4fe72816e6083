package io.minimlops.tracker.run;

import io.minimlops.tracker.Stage;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.SequenceGenerator;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

@Entity(name = "run")
@DynamicUpdate
class Run extends PanacheEntityBase {

    @Id
    @GeneratedValue(generator = "run_seq")
    @SequenceGenerator(name = "run_seq", sequenceName = "run_seq", allocationSize = 50)
    @Nullable Long seq;

    @Column(name = "run_id", updatable = false)
    String runId = "";

    @Column(name = "experiment_id", updatable = false)
    long experimentId;

    String name = "";

    @Column(name = "user_id")
    String user = "";

    @Enumerated(EnumType.STRING)
    RunStatus status = RunStatus.RUNNING;

    @Column(name = "lifecycle_stage")
    String stage = Stage.ACTIVE.word();

    @Column(name = "start_time")
    long startedAt;

    @Column(name = "end_time")
    @Nullable Long endedAt;

    @Column(name = "deleted_time")
    @Nullable Long deletedAt;

    @Column(name = "artifact_uri")
    String artifactUri = "";

    static Run get(String runId) {
        return Run.<Run>find("runId", runId)
                .firstResultOptional()
                .orElseThrow(() -> RunAccess.missing(runId));
    }

    static Run locked(String runId) {
        return Run.<Run>find("runId", runId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional()
                .orElseThrow(() -> RunAccess.missing(runId));
    }

    long seq() {
        if (seq == null) {
            throw new IllegalStateException("the run has no row yet");
        }
        return seq;
    }

    RunView view() {
        return new RunView(
                runId,
                experimentId,
                name,
                user,
                status,
                Stage.of(stage),
                startedAt,
                endedAt,
                artifactUri);
    }
}
