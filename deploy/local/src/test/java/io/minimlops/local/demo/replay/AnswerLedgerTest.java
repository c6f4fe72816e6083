package io.minimlops.local.demo.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minimlops.local.demo.flight.Flight;
import io.minimlops.local.demo.wire.InferAnswer;
import io.minimlops.local.demo.wire.InferRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AnswerLedgerTest {

    private static final Instant HOUR = Instant.parse("2001-02-01T14:00:00Z");

    private final AnswerLedger ledger = new AnswerLedger();

    @Test
    void whatWasAskedAndNotAnsweredIsLost() {
        // Given
        ledger.asked(flights(1, 10));
        // When
        ledger.answered(flights(1, 7), new InferAnswer("1", "champion", 7));
        // Then
        assertThat(ledger.lost()).isEqualTo(3);
        assertThat(ledger.answers()).isEqualTo(7);
        assertThat(ledger.byArm()).isEqualTo(Map.of("version 1 as champion", 7L));
    }

    @Test
    void aSecondAnswerForAFlightIsAnError() {
        // Given
        ledger.asked(flights(1, 2));
        ledger.answered(flights(1, 2), new InferAnswer("1", "champion", 2));
        // When, Then
        assertThatThrownBy(() -> ledger.answered(flights(2, 2), new InferAnswer("2", "canary", 1)))
                .isInstanceOf(AnswerLedger.AnsweredTwice.class)
                .hasMessageContaining("flight 2");
    }

    @Test
    void anHourIsAskedInRequestsThatHoldEachFlightOnce() {
        // When
        List<InferRequest> requests = Replay.requests(HOUR, flights(1, 100));
        // Then
        assertThat(requests).hasSize(4).extracting(InferRequest::id).doesNotHaveDuplicates();
        assertThat(requests.stream().flatMap(request -> request.flights().stream()))
                .containsExactlyElementsOf(flights(1, 100));
        assertThat(Replay.requests(HOUR, flights(1, 100))).isEqualTo(requests);
    }

    private static List<Flight> flights(long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(
                        id ->
                                new Flight(
                                        id,
                                        HOUR,
                                        HOUR.plusSeconds(7200),
                                        "ORD",
                                        "BOS",
                                        8,
                                        4,
                                        867,
                                        false))
                .toList();
    }
}
