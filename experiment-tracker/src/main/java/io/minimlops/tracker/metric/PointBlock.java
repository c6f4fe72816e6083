package io.minimlops.tracker.metric;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Points as bytes of equal length, so that the one at a place is found without reading the
/// others: step, timestamp and value, 8 bytes each, the highest byte first.
final class PointBlock {

    /// Points of a full block: its row stays below PostgreSQL's 2 KB, where it would be moved out
    /// of the table.
    static final int POINTS = 64;

    static final int WIDTH = 24;

    private PointBlock() {}

    static byte[] write(List<MetricPoint> points) {
        ByteBuffer bytes = ByteBuffer.allocate(points.size() * WIDTH);
        for (MetricPoint point : points) {
            bytes.putLong(point.step()).putLong(point.timestamp()).putDouble(point.value());
        }
        return bytes.array();
    }

    static List<MetricPoint> read(String key, byte[] block) {
        List<MetricPoint> points = new ArrayList<>(block.length / WIDTH);
        ByteBuffer bytes = ByteBuffer.wrap(block);
        while (bytes.hasRemaining()) {
            long step = bytes.getLong();
            long timestamp = bytes.getLong();
            points.add(new MetricPoint(key, bytes.getDouble(), timestamp, step));
        }
        return points;
    }
}
