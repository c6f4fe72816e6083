package io.minimlops.gateway.batchjob;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class JobLogTest {

    private final MemoryObjects objects = new MemoryObjects();
    private final JobLog log = new JobLog(objects, "jobs");

    @Test
    void theNewestDocumentCounts() {
        // Given
        Commit first = Commit.NONE.next(5, 0, 0.1, false, 1, Instant.EPOCH);
        log.commit("j", first);
        Commit second = first.next(5, 0, 0.2, false, 1, Instant.EPOCH);
        log.commit("j", second);
        log.claim("j", new Lease(9, "me", 0));
        log.claim("j", new Lease(10, "you", 0));

        // When
        Commit commit = log.lastCommit("j");

        // Then
        assertThat(commit).isEqualTo(second);
        assertThat(log.lease("j")).contains(new Lease(10, "you", 0));
    }

    @Test
    void whatTheStoreIsStillWritingIsNoDocument() {
        // Given
        log.claim("j", new Lease(1, "me", 0));
        log.commit("j", Commit.NONE.next(5, 0, 0.1, false, 1, Instant.EPOCH));
        for (String kind : new String[] {"leases", "commits"}) {
            objects.put("jobs", "state/j/%s/00000001.json-7f1c".formatted(kind), new byte[0]);
        }

        // When
        Commit commit = log.lastCommit("j");

        // Then
        assertThat(commit.rowsSoFar()).isEqualTo(5);
        assertThat(log.lease("j")).contains(new Lease(1, "me", 0));
    }
}
