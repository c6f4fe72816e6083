package io.minimlops.local.demo.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.local.demo.flight.DelayTable;
import org.junit.jupiter.api.Test;

class DemoNamesTest {

    @Test
    void theFirstTurnHasThePlainNames() {
        DemoNames names = new DemoNames(1);
        assertThat(names.model()).isEqualTo("flight-delay");
        assertThat(names.pushSource(DelayTable.DEST)).isEqualTo("dest_delays_push");
        assertThat(names.fill("flights${_n} flight-delay${-n}")).isEqualTo("flights flight-delay");
    }

    @Test
    void aFurtherTurnTakesTheFirstNamesThatAreFree() {
        DemoNames names = DemoNames.firstFree(taken -> taken.turn() < 3);
        assertThat(names.model()).isEqualTo("flight-delay-3");
        assertThat(names.delayRate()).isEqualTo("dest_delays_3__late_share_24h");
        assertThat(names.fill("flights${_n}")).isEqualTo("flights_3");
    }

    @Test
    void theDocumentsHaveNoGapsLeft() {
        Documents documents = new Documents(new DemoNames(2), DemoPlan.fast());
        assertThat(documents.definitions()).doesNotContain("${").contains("name: flights_2");
        assertThat(documents.monitor())
                .doesNotContain("${", "{auc}", "{replayStart}", "{canaryLabels}")
                .contains("dest_delays_2__late_share_24h");
        assertThat(documents.pipeline()).doesNotContain("${_n}", "${-n}");
        assertThat(documents.ungatedPipeline()).doesNotContain("${_n}", "${-n}");
    }
}
