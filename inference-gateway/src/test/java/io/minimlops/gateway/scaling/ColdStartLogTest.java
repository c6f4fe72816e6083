package io.minimlops.gateway.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.gateway.model.LoadTimes;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ColdStartLogTest {

    private final ColdStartLog log = new ColdStartLog();

    private void add(long millis) {
        log.add(new ColdStart(Instant.EPOCH, Duration.ofMillis(millis), LoadTimes.NONE, 1));
    }

    @Test
    void quantilesAreValuesThatWereMeasured() {
        for (int millis = 1; millis <= 100; millis++) {
            add(millis);
        }

        assertThat(log.quantile(0.5)).contains(Duration.ofMillis(50));
        assertThat(log.quantile(0.95)).contains(Duration.ofMillis(95));
        assertThat(log.quantile(1)).contains(Duration.ofMillis(100));
        assertThat(log.sum()).isEqualTo(Duration.ofMillis(5_050));
    }

    @Test
    void onlyTheLastOnesCountForQuantilesAndAllForTheCount() {
        add(1_000_000);
        for (int i = 0; i < 256; i++) {
            add(1);
        }

        assertThat(log.quantile(1)).contains(Duration.ofMillis(1));
        assertThat(log.count()).isEqualTo(257);
    }

    @Test
    void beforeTheFirstThereIsNone() {
        assertThat(log.quantile(0.5)).isEmpty();
        assertThat(log.last()).isEmpty();
    }
}
