package io.minimlops.local.demo.killed;

import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/// A rollout, a stream and a batch job at once, in the middle of which the gateway dies.
public final class KilledGateway {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final PatientHttp http = new PatientHttp();
    private final int portOffset;
    private final Path directory;

    /// @param directory for files that are read
    public KilledGateway(int portOffset, Path directory) {
        this.portOffset = portOffset;
        this.directory = directory;
    }

    public void finishesWhatItHadBegun(Runnable death) throws Exception {
        TwoVersions model = new TwoVersions(http, portOffset);
        try (SteppingRollout rollout = new SteppingRollout(http, model, portOffset)) {
            Awaitility.await("the second step").atMost(PATIENCE).until(() -> rollout.isAt(25));
            PredictedTable table = new PredictedTable(http, model, portOffset);
            Awaitility.await("the first part").atMost(PATIENCE).until(table::isUnderWay);
            StreamedRecords records = new StreamedRecords(http, model, portOffset);
            Awaitility.await("the first predictions")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(records::isUnderWay);
            death.run();
            records.areAnsweredOnceAndInOrder();
            table.hasEachRowOnce(directory);
            rollout.endsAsIfNothingHadHappened();
        }
    }
}
