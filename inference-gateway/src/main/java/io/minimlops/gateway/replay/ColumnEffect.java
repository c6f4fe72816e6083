package io.minimlops.gateway.replay;

import io.minimlops.gateway.replay.ReplayReport.ColumnView;
import org.jspecify.annotations.Nullable;

/// How one column's values go with the size of differences. Running moments after Welford (1962).
final class ColumnEffect {

    private final String name;
    private long present;
    private long missing;
    private double missingSum;
    private double meanValue;
    private double meanDifference;
    private double valueSquares;
    private double differenceSquares;
    private double products;
    private double worstDifference = -1;
    private @Nullable Double worstValue;

    ColumnEffect(String name) {
        this.name = name;
    }

    /// @param difference absolute
    void add(@Nullable Double value, double difference) {
        if (difference > worstDifference) {
            worstDifference = difference;
            worstValue = value;
        }
        if (value == null || !Double.isFinite(value)) {
            missing++;
            missingSum += difference;
            return;
        }
        present++;
        double valueDelta = value - meanValue;
        double differenceDelta = difference - meanDifference;
        meanValue += valueDelta / present;
        meanDifference += differenceDelta / present;
        valueSquares += valueDelta * (value - meanValue);
        differenceSquares += differenceDelta * (difference - meanDifference);
        products += valueDelta * (difference - meanDifference);
    }

    ColumnView view() {
        double scale = Math.sqrt(valueSquares) * Math.sqrt(differenceSquares);
        return new ColumnView(
                name,
                scale > 0 ? products / scale : null,
                missing,
                missing == 0 ? null : missingSum / missing,
                present == 0 ? null : meanDifference,
                worstValue);
    }
}
