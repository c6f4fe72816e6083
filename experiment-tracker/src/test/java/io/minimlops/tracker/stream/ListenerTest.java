package io.minimlops.tracker.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ListenerTest {

    private static final Scope RUN = new Scope.OneRun("r", 1);
    private static final Position START = Position.before(1);

    private final AtomicReference<Listener> opened = new AtomicReference<>();

    @Test
    void aSlowReaderIsLetGoAndNothingIsKeptForIt() {
        // Given
        AssertSubscriber<Event> reader = read(RUN, Set.of(), 2);

        // When
        listener().tell(metrics(1, 10), upTo(2));
        listener().tell(metrics(2, 10), upTo(3));

        // Then
        assertThat(listener().isOver()).isTrue();
        reader.assertCompleted();
        assertThat(reader.getItems()).hasSize(2);
    }

    @Test
    void onlyTheLastEventOfASliceSaysWhereToResume() {
        AssertSubscriber<Event> reader = read(RUN, Set.of(), 100);

        listener().tell(metrics(1, 3), upTo(2));

        assertThat(reader.getItems()).extracting(Event::id).containsExactly(null, null, "2:2:");
    }

    @Test
    void whatWasReadAlreadyIsNotToldTwice() {
        AssertSubscriber<Event> reader = read(RUN, Set.of(), 100);
        listener().tell(metrics(1, 1), upTo(2));

        listener().tell(metrics(1, 1), upTo(3));

        assertThat(reader.getItems()).hasSize(1);
    }

    @Test
    void metricsOfNoInterestAreLeftOutAndAllElseIsTold() {
        AssertSubscriber<Event> reader = read(RUN, Set.of("loss"), 100);

        listener().tell(List.of(metric(1, "auc"), metric(1, "loss"), status(1, false)), upTo(2));

        assertThat(reader.getItems()).extracting(Event::name).containsExactly("metric", "status");
    }

    @Test
    void aRunsStreamEndsOnlyWhenEverythingHasBeenRead() {
        AssertSubscriber<Event> reader = read(RUN, Set.of(), 100);

        listener().tell(List.of(status(1, true)), new Slice(List.of(), at(2), false, false));
        reader.assertNotTerminated();
        listener().tell(metrics(2, 1), upTo(3));

        reader.assertCompleted();
        assertThat(reader.getItems())
                .extracting(Event::name)
                .containsExactly("status", "metric", "end");
    }

    @Test
    void anExperimentsStreamStaysOpenWhenARunIsOver() {
        AssertSubscriber<Event> reader = read(new Scope.OneExperiment(1), Set.of(), 100);

        listener().tell(List.of(status(1, true)), upTo(2));

        reader.assertNotTerminated();
        assertThat(reader.getItems()).extracting(Event::name).containsExactly("status", "end");
        assertThat(reader.getItems().getLast().id()).isEqualTo("2:2:");
    }

    @Test
    void signsOfLifeAreSentToWhoHasNothingElseToRead() {
        AssertSubscriber<Event> reader = read(RUN, Set.of(), 1);

        listener().signOfLife();
        listener().signOfLife();
        listener().signOfLife();

        reader.request(10);
        assertThat(reader.getItems()).hasSize(2).allMatch(event -> event.name() == null);
    }

    private AssertSubscriber<Event> read(Scope scope, Set<String> metrics, long demand) {
        return Multi.createFrom()
                .<Event>emitter(
                        out -> opened.set(new Listener(scope, metrics, 16, START, new Outlet(out))),
                        BackPressureStrategy.ERROR)
                .subscribe()
                .withSubscriber(AssertSubscriber.create(demand));
    }

    private Listener listener() {
        return opened.get();
    }

    private static Slice upTo(long next) {
        return new Slice(List.of(), at(next), true, false);
    }

    private static Position at(long next) {
        return Position.before(next);
    }

    private static List<Change> metrics(long transaction, int count) {
        return IntStream.range(0, count).mapToObj(_ -> metric(transaction, "m")).toList();
    }

    private static Change metric(long transaction, String key) {
        return new Change(transaction, 1, 1, Change.Kind.METRIC, key, false, "{}");
    }

    private static Change status(long transaction, boolean isEnd) {
        return new Change(transaction, 1, 1, Change.Kind.STATUS, "", isEnd, "{}");
    }
}
