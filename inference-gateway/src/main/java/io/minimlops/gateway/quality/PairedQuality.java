package io.minimlops.gateway.quality;

import io.minimlops.gateway.quality.LatestPairs.Pairs;
import io.minimlops.gateway.quality.RecentPredictions.Match;

/// The quality of two predictors on the same rows.
public final class PairedQuality {

    private final String model;
    private final Arm first;
    private final Arm second;
    private final RecentPredictions predictions;
    private final LatestPairs firstPairs;
    private final LatestPairs secondPairs;
    private int labels;

    /// @param model whose ids the rows have
    /// @param rows the most that are held; the oldest give way
    public PairedQuality(String model, int rows) {
        this.model = model;
        this.first = new Arm("", model, "", "first");
        this.second = new Arm("", model, "", "second");
        this.predictions = new RecentPredictions(2 * rows);
        this.firstPairs = new LatestPairs(rows);
        this.secondPairs = new LatestPairs(rows);
    }

    /// @param one and other are the two predictions
    public void add(String predictionId, double one, double other) {
        long id = PredictionWindow.id(model, predictionId);
        predictions.add(id, first, one, 0);
        predictions.add(id, second, other, 0);
    }

    /// A row's first label counts; one for no row is passed over.
    public void label(String predictionId, double label) {
        long id = PredictionWindow.id(model, predictionId);
        for (Match match : predictions.meet(id, new Truth.Label(label))) {
            if (!match.again()) {
                boolean isFirst = match.arm().equals(first);
                (isFirst ? firstPairs : secondPairs).add(match.value(), label, 0);
                labels += isFirst ? 1 : 0;
            }
        }
    }

    /// Rows that have a label.
    public int labels() {
        return labels;
    }

    public Figures first() {
        return figures(firstPairs);
    }

    public Figures second() {
        return figures(secondPairs);
    }

    private static Figures figures(LatestPairs pairs) {
        return Figures.of(pairs.since(0), new Pairs(new double[0], new double[0]));
    }
}
