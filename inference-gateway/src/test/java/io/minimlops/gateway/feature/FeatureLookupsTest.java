package io.minimlops.gateway.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minimlops.gateway.feature.FeatureConfig.WhenAway;
import io.minimlops.gateway.feature.FeatureSpec.Column;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FeatureLookupsTest {

    private static final FeatureSpec SPEC =
            new FeatureSpec(
                    null,
                    null,
                    List.of("origin"),
                    List.of(new Column("delays__share", "feature", null)));

    /// One call at a time; two failures open the circuit for an hour.
    private static FeatureLookups lookups(OnlineFeatures store, WhenAway whenAway) {
        return new FeatureLookups(
                store,
                new FeatureConfig() {
                    @Override
                    public Duration timeout() {
                        return Duration.ofSeconds(1);
                    }

                    @Override
                    public int maxRows() {
                        return 1_000;
                    }

                    @Override
                    public int maxCalls() {
                        return 1;
                    }

                    @Override
                    public int circuitFailures() {
                        return 2;
                    }

                    @Override
                    public Duration circuitPause() {
                        return Duration.ofHours(1);
                    }

                    @Override
                    public WhenAway whenAway() {
                        return whenAway;
                    }
                });
    }

    private static Keys key(String origin) {
        return new Keys(List.of("origin"), List.of(List.of(origin)));
    }

    /// The value of every row is the second of its time; `bad` is refused. The first call waits for
    /// the gate.
    private static final class Store implements OnlineFeatures {
        final CountDownLatch gate = new CountDownLatch(1);
        final List<Integer> sizes = new ArrayList<>();

        @Override
        public FeatureRows lookUp(
                Question question, List<List<Object>> rows, List<@Nullable Instant> times)
                throws InterruptedException {
            sizes.add(rows.size());
            gate.await();
            if (rows.contains(List.of((Object) "bad"))) {
                throw new InvalidFeatureRequest("bad is no airport");
            }
            FeatureRows answer = FeatureRows.missing(question.names(), rows.size());
            for (int row = 0; row < rows.size(); row++) {
                Instant time = times.get(row);
                answer.values()[row][0] = time == null ? -1 : time.getEpochSecond();
            }
            return answer;
        }
    }

    @Test
    void lookupsOfDifferentTimesShareACallAndEachHasItsOwn() throws Exception {
        // Given
        Store store = new Store();
        FeatureLookups lookups = lookups(store, WhenAway.REFUSE);
        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            // When
            List<Future<FeatureRows>> answers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Instant time = i == 7 ? null : Instant.ofEpochSecond(i);
                answers.add(crowd.submit(() -> lookups.lookUp(SPEC, null, key("A"), time)));
            }
            Awaitility.await().until(() -> store.sizes.size() == 1);
            Awaitility.await().until(() -> lookups.pending() == 20 - store.sizes.getFirst());
            store.gate.countDown();

            // Then
            for (int i = 0; i < 20; i++) {
                assertThat(answers.get(i).get().values()[0][0]).isEqualTo(i == 7 ? -1 : i);
            }
            assertThat(store.sizes).hasSizeLessThanOrEqualTo(2);
        }
        lookups.close();
    }

    @Test
    void oneRequestsKeysDoNotFailTheOthers() throws Exception {
        // Given
        Store store = new Store();
        FeatureLookups lookups = lookups(store, WhenAway.REFUSE);
        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            // When
            Future<FeatureRows> first =
                    crowd.submit(() -> lookups.lookUp(SPEC, null, key("A"), null));
            Awaitility.await().until(() -> store.sizes.size() == 1);
            Future<FeatureRows> good =
                    crowd.submit(() -> lookups.lookUp(SPEC, null, key("B"), null));
            Future<FeatureRows> bad =
                    crowd.submit(() -> lookups.lookUp(SPEC, null, key("bad"), null));
            Awaitility.await().until(() -> lookups.pending() == 2);
            store.gate.countDown();

            // Then
            assertThat(first.get().size()).isEqualTo(1);
            assertThat(good.get().size()).isEqualTo(1);
            assertThatThrownBy(bad::get)
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(InvalidFeatureRequest.class);
        }
        lookups.close();
    }

    @Test
    void aStoreThatIsAwayIsLeftAloneAndPredictionsMayGoOnWithoutIt() throws Exception {
        // Given
        AtomicInteger calls = new AtomicInteger();
        OnlineFeatures away =
                (question, rows, times) -> {
                    calls.incrementAndGet();
                    throw new FeatureStoreAway("feature-store cannot be reached");
                };
        FeatureLookups refusing = lookups(away, WhenAway.REFUSE);
        FeatureLookups lenient = lookups(away, WhenAway.MISSING);

        // Then
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> refusing.lookUp(SPEC, null, key("A"), null))
                    .isInstanceOf(FeatureStoreAway.class)
                    .hasMessageContaining("feature-store");
        }
        assertThat(calls).hasValue(2);
        assertThat(lenient.lookUp(SPEC, null, key("A"), null).statuses()[0]).containsExactly('M');
        refusing.close();
        lenient.close();
    }
}
