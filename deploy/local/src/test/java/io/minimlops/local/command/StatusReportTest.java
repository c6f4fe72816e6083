package io.minimlops.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.local.home.Home;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusReportTest {

    @Test
    void durationsAreToldInTwoUnits() {
        assertThat(StatusReport.inWords(Duration.ofSeconds(7))).isEqualTo("7 s");
        assertThat(StatusReport.inWords(Duration.ofSeconds(61))).isEqualTo("1 min 1 s");
        assertThat(StatusReport.inWords(Duration.ofMinutes(125))).isEqualTo("2 h 5 min");
    }

    @Test
    void failingChecksAreNamed() throws Exception {
        String answer =
                """
                {"status": "DOWN", "checks": [
                  {"name": "kafka", "status": "DOWN"}, {"name": "database", "status": "UP"}]}
                """;

        assertThat(Health.failing(Home.JSON.readTree(answer))).containsExactly("kafka");
    }

    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        Table table = new Table("a", "b");
        table.row("long", "x");

        assertThat(table.lines()).isEqualTo(List.of("  a     b", "  long  x"));
    }
}
