package io.minimlops.local.demo.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.minimlops.local.demo.flight.DelayRow;
import io.minimlops.local.demo.flight.DelayTable;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Asks the online store for one airport and compares with what the flights say.
final class OnlineCheck {

    private final Setting setting;

    OnlineCheck(Setting setting) {
        this.setting = setting;
    }

    void agreesAt(Instant moment) {
        String origin = setting.plan().hubs().getFirst();
        DelayRow expected = setting.history().lastKnown(DelayTable.ORIGIN, origin, moment);
        Map<String, JsonNode> seen =
                setting.services()
                        .features()
                        .online(
                                setting.names().view(DelayTable.ORIGIN),
                                DelayTable.ORIGIN,
                                origin,
                                moment);
        setting.check(
                same(expected, seen),
                "online features of %s at %s are those of the offline table"
                        .formatted(origin, moment),
                "offline %s, online %s".formatted(expected.values(), seen));
    }

    private static boolean same(DelayRow expected, Map<String, JsonNode> seen) {
        for (int i = 0; i < DelayTable.FEATURES.size(); i++) {
            if (!same(expected.values().get(i), seen.get(DelayTable.FEATURES.get(i)))) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(@Nullable Double expected, @Nullable JsonNode seen) {
        return seen != null
                && (expected == null
                        ? seen.isNull()
                        : seen.isNumber() && seen.asDouble() == expected);
    }
}
