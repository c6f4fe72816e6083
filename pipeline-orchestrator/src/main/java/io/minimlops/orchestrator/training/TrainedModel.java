package io.minimlops.orchestrator.training;

import io.minimlops.xgboost.OnnxExport;
import io.minimlops.xgboost.XgboostModel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoostError;

/// A booster in native memory, with the names of its inputs. Close it.
public final class TrainedModel implements AutoCloseable {
    private static final int ROWS_AT_ONCE = 8_192;

    private final Booster booster;
    private final List<String> columns;

    TrainedModel(Booster booster, List<String> columns) {
        this.booster = booster;
        this.columns = List.copyOf(columns);
    }

    public List<String> columns() {
        return columns;
    }

    /// XGBoost's own JSON, UTF-8: `xgboost.json` among the model's files.
    public byte[] json() {
        try {
            byte[] json = booster.toByteArray("json");
            return new String(json, StandardCharsets.UTF_8)
                    .strip()
                    .getBytes(StandardCharsets.UTF_8);
        } catch (XGBoostError e) {
            throw new TrainingFailed("XGBoost could not save the model: " + e.getMessage(), e);
        }
    }

    /// The same as ONNX: one FP32 input `[-1, F]`, the positive class's probability out.
    public byte[] onnx() {
        return OnnxExport.toOnnx(XgboostModel.parse(json()));
    }

    /// Probability of the positive class per row, as XGBoost computes it.
    public float[] score(Dataset data) {
        float[] scores = new float[data.rows()];
        for (int from = 0; from < data.rows(); from += ROWS_AT_ONCE) {
            score(data.slice(from, Math.min(data.rows(), from + ROWS_AT_ONCE)), scores, from);
        }
        return scores;
    }

    private void score(Dataset part, float[] scores, int from) {
        try {
            float[][] result =
                    booster.inplace_predict(part.values(), part.rows(), part.width(), Float.NaN);
            for (int row = 0; row < result.length; row++) {
                scores[from + row] = result[row][0];
            }
        } catch (XGBoostError e) {
            throw new TrainingFailed("XGBoost could not score: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        booster.dispose();
    }
}
