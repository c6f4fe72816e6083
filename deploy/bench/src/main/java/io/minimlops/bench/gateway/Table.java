package io.minimlops.bench.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A file of random numbers between 0 and 1, the same every time.
///
/// @param width columns of 32-bit floats
record Table(Format format, int width, int rows) {

    enum Format {
        PARQUET,
        CSV;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static String column(int place) {
        return "f" + place;
    }

    void write(Path file) throws IOException {
        switch (format) {
            case PARQUET -> parquet(file);
            case CSV -> csv(file);
        }
    }

    private void parquet(Path file) throws IOException {
        Random random = new Random(3);
        float[] row = new float[width];
        try (var writer = new FloatFile(file, width).build()) {
            for (int i = 0; i < rows; i++) {
                for (int at = 0; at < width; at++) {
                    row[at] = random.nextFloat();
                }
                writer.write(row);
            }
        }
    }

    private void csv(Path file) throws IOException {
        Random random = new Random(3);
        try (BufferedWriter writer = Files.newBufferedWriter(file, US_ASCII)) {
            writer.write(
                    IntStream.range(0, width)
                            .mapToObj(Table::column)
                            .collect(Collectors.joining(",", "", "\n")));
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < rows; i++) {
                line.setLength(0);
                for (int at = 0; at < width; at++) {
                    line.append(at == 0 ? "" : ",").append(random.nextFloat());
                }
                writer.append(line.append('\n'));
            }
        }
    }
}
