package io.minimlops.tracker.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minimlops.testing.PlatformResource;
import io.minimlops.tracker.Refusal;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "tracker"))
class SearchTimeTest {

    @Inject Database database;
    @Inject SearchConfig config;

    @Test
    void aSearchThatTakesTooLongIsRefusedAndTheConnectionStaysGood() {
        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(20));
        assertThatThrownBy(
                        () ->
                                database.search(
                                        Sql.of("select pg_sleep(30)"),
                                        row -> 1,
                                        Duration.ofSeconds(1)))
                .isInstanceOf(Refusal.Invalid.class)
                .hasMessageContaining("longer than 1 seconds");
        assertThat(database.query(Sql.of("select 7"), row -> row.getInt(1))).containsExactly(7);
    }
}
