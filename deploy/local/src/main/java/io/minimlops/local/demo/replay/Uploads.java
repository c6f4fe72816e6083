package io.minimlops.local.demo.replay;

import io.minimlops.local.demo.flight.DelayTable;
import io.minimlops.local.demo.flight.FlightHistory;
import io.minimlops.local.demo.script.DemoFailed;
import io.minimlops.local.demo.script.DemoNames;
import io.minimlops.local.demo.wire.FeatureApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Landed flights and what became known with them, into the offline tables. The upload of an
/// interval bears its name, so it is stored once however often it is sent.
public final class Uploads {

    private final FlightHistory history;
    private final FeatureApi features;
    private final DemoNames names;
    private final Path folder;

    public Uploads(FlightHistory history, FeatureApi features, DemoNames names, Path folder) {
        this.history = history;
        this.features = features;
        this.names = names;
        this.folder = folder;
    }

    /// The uploads of `(from, to]`, each on its own. DuckDB has written their files when this
    /// returns.
    public List<Upload> prepare(Instant from, Instant to) {
        List<Upload> uploads = new ArrayList<>();
        Path flights = file("flights", to);
        uploads.add(
                new Upload(names.flights(), flights, history.exportLanded(from, to, flights), to));
        for (DelayTable table : DelayTable.values()) {
            Path file = file(table.source(), to);
            uploads.add(
                    new Upload(
                            names.source(table),
                            file,
                            history.exportDelays(table, from, to, file),
                            to));
        }
        return uploads.stream().filter(upload -> upload.rows() > 0).toList();
    }

    /// @throws RowsLost when the store took another number of rows than were sent
    public void send(Upload upload) {
        long stored =
                features.upload(
                        upload.source(), upload.file(), upload.source() + "@" + upload.until());
        if (stored != upload.rows()) {
            throw new RowsLost(upload, stored);
        }
        try {
            Files.delete(upload.file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String name, Instant until) {
        return folder.resolve(name + "-" + until.getEpochSecond() + ".parquet");
    }

    /// One source's rows up to a moment, as a file.
    public record Upload(String source, Path file, long rows, Instant until) {}

    /// The offline store has another number of rows than it was sent.
    public static final class RowsLost extends DemoFailed {
        RowsLost(Upload upload, long stored) {
            super(
                    "%d rows were sent to %s, %d were stored"
                            .formatted(upload.rows(), upload.source(), stored));
        }
    }
}
