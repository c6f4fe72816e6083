package io.minimlops.gateway.oip;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.minimlops.gateway.batch.BatchSettings;
import io.minimlops.gateway.batch.QueuePolicy;
import java.util.TreeMap;

/// Batching in the words of Triton's `ModelDynamicBatching`.
final class DynamicBatching {

    private DynamicBatching() {}

    static void write(BatchSettings settings, ObjectNode into) {
        if (!settings.preferredRows().isEmpty()) {
            settings.preferredRows().forEach(into.putArray("preferred_batch_size")::add);
        }
        into.put("max_queue_delay_microseconds", settings.maxDelay().toNanos() / 1_000);
        into.put("preserve_ordering", settings.preserveOrdering());
        into.put("priority_levels", settings.priorityLevels());
        into.put("default_priority_level", settings.defaultPriority());
        write(settings.queue(), into.putObject("default_queue_policy"));
        if (!settings.queueByPriority().isEmpty()) {
            ObjectNode queues = into.putObject("priority_queue_policy");
            new TreeMap<>(settings.queueByPriority())
                    .forEach((level, queue) -> write(queue, queues.putObject(level.toString())));
        }
    }

    private static void write(QueuePolicy queue, ObjectNode into) {
        into.put("timeout_action", queue.action().name());
        into.put("default_timeout_microseconds", queue.timeout().toNanos() / 1_000);
        into.put("allow_timeout_override", queue.allowTimeoutOverride());
        into.put("max_queue_size", queue.maxQueued());
    }
}
