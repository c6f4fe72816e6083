package io.minimlops.gateway.batch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who stands where: the questions that wait, in their lanes, and by their keys those that further
/// requests may join. Guarded by the batcher's lock.
final class Standing<K, P, R> {

    private final BatchSettings settings;
    private final Map<K, Lane<K, P, R>> lanes = new LinkedHashMap<>();
    private final LevelCounts counts;

    /// They wait or run.
    private final Map<Object, Question<K, P, R>> joinable = new HashMap<>();

    /// Not after the nearest deadline of all.
    private long nearestDeadline = Entry.NO_DEADLINE;

    Standing(BatchSettings settings) {
        this.settings = settings;
        this.counts = new LevelCounts(settings.priorityLevels());
    }

    Map<K, Lane<K, P, R>> lanes() {
        return lanes;
    }

    LevelCounts counts() {
        return counts;
    }

    long nearestDeadline() {
        return nearestDeadline;
    }

    /// What asks for the same as this request.
    @Nullable Question<K, P, R> equalTo(Entry<K, P, R> entry) {
        Object key = entry.work.key();
        return key == null ? null : joinable.get(key);
    }

    void join(Question<K, P, R> question, Entry<K, P, R> entry) {
        if (question.isTaken()) {
            question.add(entry);
        } else if (question.isMovedBy(entry)) {
            displace(question);
            question.add(entry);
            place(question);
        } else {
            question.add(entry);
            lane(question.lane()).hurry(question);
            nearestDeadline = Math.min(nearestDeadline, question.deadline());
        }
    }

    /// False when the request is not waiting any more, or its question runs.
    boolean remove(Entry<K, P, R> entry) {
        Question<K, P, R> question = entry.question;
        if (question == null || question.isTaken() || !question.askers().contains(entry)) {
            return false;
        }
        displace(question);
        question.remove(entry);
        if (question.isAsked()) {
            place(question);
        } else {
            dropIfEmpty(entry.work.lane());
        }
        return true;
    }

    void place(Question<K, P, R> question) {
        lane(question.lane()).add(question);
        counts.came(question);
        if (question.key() != null) {
            joinable.put(question.key(), question);
        }
        nearestDeadline = Math.min(nearestDeadline, question.deadline());
    }

    /// Until it is placed anew, or nobody asks it any more.
    private void displace(Question<K, P, R> question) {
        lane(question.lane()).remove(question);
        forget(question);
    }

    /// Removes the requests whose time has passed, see [Question#expire].
    List<Entry<K, P, R>> takeExpired(long now, long need) {
        if (nearestDeadline > now + need) {
            return List.of();
        }
        List<Question<K, P, R>> due = new ArrayList<>();
        lanes.values().forEach(lane -> lane.takeDue(now + need, due));
        List<Entry<K, P, R>> expired = new ArrayList<>();
        for (Question<K, P, R> question : due) {
            forget(question);
            question.expire(now, need, settings, expired);
            if (question.isAsked()) {
                place(question);
            }
        }
        lanes.values().removeIf(Lane::isEmpty);
        nearestDeadline = Entry.NO_DEADLINE;
        for (Lane<K, P, R> lane : lanes.values()) {
            nearestDeadline = Math.min(nearestDeadline, lane.nearestDeadline());
        }
        return expired;
    }

    /// Takes what runs now, up to so many rows; it may still be joined.
    List<Question<K, P, R>> take(K key, int rows) {
        List<Question<K, P, R>> taken = lane(key).take(rows);
        taken.forEach(counts::left);
        dropIfEmpty(key);
        return taken;
    }

    /// Who asked a question that has its answer; nobody joins them any more.
    List<Entry<K, P, R>> answered(Question<K, P, R> question) {
        if (question.key() != null) {
            joinable.remove(question.key(), question);
        }
        return question.askers();
    }

    private void forget(Question<K, P, R> question) {
        counts.left(question);
        if (question.key() != null) {
            joinable.remove(question.key());
        }
    }

    private Lane<K, P, R> lane(K key) {
        Lane<K, P, R> lane = lanes.get(key);
        if (lane == null) {
            lane = new Lane<>(settings.priorityLevels());
            lanes.put(key, lane);
        }
        return lane;
    }

    private void dropIfEmpty(K key) {
        if (lane(key).isEmpty()) {
            lanes.remove(key);
        }
        if (lanes.isEmpty()) {
            nearestDeadline = Entry.NO_DEADLINE;
        }
    }
}
