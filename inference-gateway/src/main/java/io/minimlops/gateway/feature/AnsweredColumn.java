package io.minimlops.gateway.feature;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// One column of a feature server's answer. Join keys are columns too, so what is no number is only
/// wrong where a number is wanted.
final class AnsweredColumn {

    private final double[] values;
    private final char[] statuses;
    private final long[] times;
    private int valueCount;
    private int statusCount;
    private int timeCount;
    private @Nullable String notANumber;

    AnsweredColumn(int rows) {
        values = new double[rows];
        statuses = new char[rows];
        times = new long[rows];
    }

    void addValue(JsonParser json) throws IOException {
        double value =
                switch (json.currentToken()) {
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getDoubleValue();
                    case VALUE_TRUE -> 1;
                    case VALUE_FALSE -> 0;
                    case VALUE_NULL -> Double.NaN;
                    default -> {
                        notANumber = json.getText();
                        json.skipChildren();
                        yield Double.NaN;
                    }
                };
        if (valueCount < values.length) {
            values[valueCount] = value;
        }
        valueCount++;
    }

    void addStatus(String status) {
        if (statusCount < statuses.length) {
            statuses[statusCount] =
                    switch (status) {
                        case "NOT_FOUND" -> 'M';
                        case "OUTSIDE_MAX_AGE" -> 'O';
                        case "NULL_VALUE" -> 'N';
                        default -> 'P';
                    };
        }
        statusCount++;
    }

    void addTime(long millis) {
        if (timeCount < times.length) {
            times[timeCount] = millis;
        }
        timeCount++;
    }

    void fill(FeatureRows into, int column, String name) throws FeatureStoreAway {
        if (valueCount != values.length || statusCount != statuses.length) {
            throw new FeatureStoreAway("feature-store answered another number of rows");
        }
        if (notANumber != null) {
            throw new FeatureStoreAway(
                    "feature-store has no number for " + name + " but: " + notANumber);
        }
        for (int row = 0; row < values.length; row++) {
            boolean none = statuses[row] == 'P' && Double.isNaN(values[row]);
            into.values()[row][column] = values[row];
            into.statuses()[row][column] = none ? 'N' : statuses[row];
            into.times()[row][column] = times[row];
        }
    }
}
