package io.minimlops.gateway.cache;

import io.minimlops.gateway.tensor.Tensor;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Answers by their inputs, within a number of bytes; what was asked for longest ago goes first.
/// Safe for use by several threads.
public final class ResponseCache {

    /// What an entry costs besides the tensors' content: map, key and records.
    private static final long ENTRY_BYTES = 256;

    private final long maxBytes;
    private final Map<InputKey, Entry> entries = new LinkedHashMap<>(64, 0.75f, true);
    private long bytes;

    private record Entry(List<Tensor> outputs, long bytes) {}

    /// @param maxBytes of inputs and answers, at least 1
    public ResponseCache(long maxBytes) {
        if (maxBytes < 1) {
            throw new IllegalArgumentException("a cache has at least 1 byte");
        }
        this.maxBytes = maxBytes;
    }

    /// The answer to exactly these inputs, compared to the last bit.
    public synchronized Optional<List<Tensor>> find(InputKey key) {
        return Optional.ofNullable(entries.get(key)).map(Entry::outputs);
    }

    /// Keeps copies; an answer that is larger than the whole cache is not kept.
    public void put(InputKey key, List<Tensor> outputs) {
        long size = ENTRY_BYTES + key.bytes() + Contents.bytes(outputs);
        if (size > maxBytes) {
            return;
        }
        InputKey ownKey = key.owned();
        Entry entry = new Entry(Contents.owned(outputs), size);
        synchronized (this) {
            Entry before = entries.put(ownKey, entry);
            bytes += size - (before == null ? 0 : before.bytes());
            shrink();
        }
    }

    public synchronized int size() {
        return entries.size();
    }

    public synchronized long bytes() {
        return bytes;
    }

    private void shrink() {
        Iterator<Entry> longestAgo = entries.values().iterator();
        while (bytes > maxBytes) {
            bytes -= longestAgo.next().bytes();
            longestAgo.remove();
        }
    }
}
