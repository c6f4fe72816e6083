package io.minimlops.registry.alias;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.events.ModelEvent.AliasMoved.Kind;
import io.minimlops.registry.alias.AliasTrail.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AliasTrailTest {

    @Test
    void aRollbackLeadsToTheVersionBefore() {
        assertThat(AliasTrail.of(List.of(set(1), set(2))).before()).hasValue(1);
    }

    @Test
    void anAliasThatWasSetOnceHasNoWayBack() {
        assertThat(AliasTrail.of(List.of(set(1))).before()).isEmpty();
    }

    @Test
    void repeatedRollbacksWalkBackInsteadOfToAndFro() {
        List<Step> moves = new ArrayList<>(List.of(set(1), set(2), set(3), back(2)));
        assertThat(AliasTrail.of(moves).before()).hasValue(1);

        moves.add(back(1));

        assertThat(AliasTrail.of(moves).before()).isEmpty();
    }

    @Test
    void whatWasRolledBackIsNotComeBackTo() {
        assertThat(AliasTrail.of(List.of(set(1), set(2), set(3), back(2), set(4))).versions())
                .containsExactly(1, 2, 4);
    }

    @Test
    void aVersionThatHeldTheAliasTwiceIsPassedTwice() {
        AliasTrail trail = AliasTrail.of(List.of(set(1), set(2), set(1)));

        assertThat(trail.versions()).containsExactly(1, 2, 1);
    }

    @Test
    void afterARemovalTheWayBackIsWhatItWas() {
        assertThat(AliasTrail.of(List.of(set(1), set(2), removed(), set(3))).before()).hasValue(2);
    }

    /// The oracle keeps the way back as people would: a pile of versions, the top one in use.
    @Property
    void everyHistoryEndsWhereAPileOfVersionsWould(
            @ForAll List<@IntRange(min = 0, max = 5) Integer> wishes) {
        List<Step> moves = new ArrayList<>();
        Deque<Integer> pile = new ArrayDeque<>();
        for (int wish : wishes) {
            OptionalInt before = AliasTrail.of(moves).before();
            if (wish == 0 && before.isPresent()) {
                moves.add(back(before.getAsInt()));
                pile.pop();
            } else if (wish > 0 && (pile.isEmpty() || pile.peek() != wish)) {
                moves.add(set(wish));
                pile.push(wish);
            }
        }
        Iterator<Integer> topDown = pile.iterator();
        if (topDown.hasNext()) {
            topDown.next();
        }
        OptionalInt below =
                topDown.hasNext() ? OptionalInt.of(topDown.next()) : OptionalInt.empty();
        assertThat(AliasTrail.of(moves).before()).isEqualTo(below);
    }

    private static Step set(int version) {
        return new Step(Kind.SET, version);
    }

    private static Step back(int version) {
        return new Step(Kind.ROLLBACK, version);
    }

    private static Step removed() {
        return new Step(Kind.REMOVED, null);
    }
}
