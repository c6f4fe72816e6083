package io.minimlops.bench.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FLOAT;

import blue.strategic.parquet.Dehydrator;
import blue.strategic.parquet.ParquetWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

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
        String[] names = IntStream.range(0, width).mapToObj(Table::column).toArray(String[]::new);
        Type[] types =
                IntStream.range(0, width)
                        .mapToObj(i -> Types.required(FLOAT).named(names[i]))
                        .toArray(Type[]::new);
        Dehydrator<Random> row =
                (random, into) -> {
                    for (String name : names) {
                        into.write(name, random.nextFloat());
                    }
                };
        Random random = new Random(3);
        try (ParquetWriter<Random> writer =
                ParquetWriter.writeFile(new MessageType("row", types), file.toFile(), row)) {
            for (int i = 0; i < rows; i++) {
                writer.write(random);
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
