package io.minimlops.registry.alias;

import io.minimlops.events.ModelEvent.AliasMoved.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// The way an alias came to where it is: the versions it can be taken back to, one rollback after
/// the other.
///
/// It is an undo list. Setting the alias appends a version; a rollback drops the last one and is
/// never itself undone, so repeated rollbacks walk back through history instead of going to and fro
/// between two versions. Removing the alias leaves the list as it is: set again, it can be taken
/// back to where it was before the removal.
///
/// With moves SET 1, SET 2, SET 3, ROLLBACK (to 2), SET 4 the trail is 1, 2, 4: a rollback leads to
/// 2, the next to 1, and there is no third.
record AliasTrail(List<Integer> versions) {

    /// @param moves oldest first
    static AliasTrail of(List<Step> moves) {
        List<Integer> trail = new ArrayList<>();
        for (Step move : moves) {
            switch (move.kind()) {
                case SET -> append(trail, move.to());
                case ROLLBACK -> trail.removeLast();
                case REMOVED -> {}
            }
        }
        return new AliasTrail(List.copyOf(trail));
    }

    private static void append(List<Integer> trail, @Nullable Integer version) {
        if (version != null && (trail.isEmpty() || !trail.getLast().equals(version))) {
            trail.add(version);
        }
    }

    /// Where a rollback leads; empty when the alias has been nowhere else.
    OptionalInt before() {
        return versions.size() < 2
                ? OptionalInt.empty()
                : OptionalInt.of(versions.get(versions.size() - 2));
    }

    /// What the trail needs to know of a move.
    record Step(Kind kind, @Nullable Integer to) {}
}
