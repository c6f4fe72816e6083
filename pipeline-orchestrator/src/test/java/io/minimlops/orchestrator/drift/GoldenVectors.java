package io.minimlops.orchestrator.drift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// The committed vectors, computed by scipy and numpy, and the generator of the samples they were
/// computed on.
final class GoldenVectors {
    private GoldenVectors() {}

    static JsonNode vector(String name) {
        try (InputStream json =
                GoldenVectors.class.getResourceAsStream("/golden/drift-golden.json")) {
            return new ObjectMapper().readTree(json).path(name);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Exact in binary64: a linear congruential generator, twelve uniforms to one nearly normal
    /// value.
    static double[] normals(long seed, int n, double mean, double deviation) {
        double[] values = new double[n];
        long x = seed;
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int k = 0; k < 12; k++) {
                x = (1_103_515_245L * x + 12_345) % (1L << 31);
                sum += x / (double) (1L << 31);
            }
            values[i] = mean + deviation * (sum - 6);
        }
        return values;
    }

    static double[] doubles(JsonNode array) {
        double[] values = new double[array.size()];
        Arrays.setAll(values, i -> array.get(i).asDouble());
        return values;
    }

    static long[] counts(JsonNode array) {
        return Arrays.stream(doubles(array)).mapToLong(d -> (long) d).toArray();
    }
}
