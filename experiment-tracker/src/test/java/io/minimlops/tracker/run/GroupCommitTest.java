package io.minimlops.tracker.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

    @Test
    void everyItemIsCommittedOnceAndThoseThatWaitTogether() throws Exception {
        List<List<Integer>> commits = new ArrayList<>();
        CountDownLatch firstIsCommitting = new CountDownLatch(1);
        CountDownLatch othersAreWaiting = new CountDownLatch(1);
        GroupCommit<Integer> group =
                new GroupCommit<>(
                        50,
                        _ -> 1,
                        entries -> {
                            firstIsCommitting.countDown();
                            awaitUnchecked(othersAreWaiting);
                            commits.add(entries.stream().map(GroupCommit.Entry::item).toList());
                        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> calls = new ArrayList<>();
            calls.add(threads.submit(() -> group.add(0)));
            firstIsCommitting.await();
            IntStream.rangeClosed(1, 99)
                    .forEach(i -> calls.add(threads.submit(() -> group.add(i))));
            othersAreWaiting.countDown();
            for (Future<?> call : calls) {
                call.get();
            }
        }

        assertThat(commits.getFirst()).contains(0);
        assertThat(commits).allSatisfy(commit -> assertThat(commit).hasSizeLessThanOrEqualTo(50));
        assertThat(commits.stream().flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 100).boxed().toList());
    }

    @Test
    void aRefusedItemSpoilsNoOther() {
        List<Integer> kept = new ArrayList<>();
        GroupCommit<Integer> group =
                new GroupCommit<>(
                        10,
                        _ -> 1,
                        entries ->
                                entries.forEach(
                                        entry -> {
                                            if (entry.item() < 0) {
                                                entry.refuse(new IllegalArgumentException("below"));
                                            } else {
                                                kept.add(entry.item());
                                            }
                                        }));

        group.add(1);
        assertThatThrownBy(() -> group.add(-1)).hasMessage("below");
        group.add(2);

        assertThat(kept).containsExactly(1, 2);
    }

    @Test
    void aCommitThatFailsIsToldToItsCallersOnly() {
        GroupCommit<String> group =
                new GroupCommit<>(
                        10,
                        _ -> 1,
                        entries -> {
                            if (entries.getFirst().item().equals("broken")) {
                                throw new IllegalStateException("away");
                            }
                        });

        assertThatThrownBy(() -> group.add("broken")).hasMessage("away");
        group.add("fine");
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
