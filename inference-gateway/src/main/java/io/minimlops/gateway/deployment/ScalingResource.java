package io.minimlops.gateway.deployment;

import io.minimlops.gateway.deployment.ScalingView.ColdStartsView;
import io.minimlops.gateway.model.LoadReport;
import io.minimlops.gateway.model.VersionShelf;
import io.minimlops.gateway.scaling.BreakEven;
import io.minimlops.gateway.scaling.Prices;
import io.minimlops.gateway.scaling.ScalingConfig;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How deployments scale to zero, and whether it pays.
@Path("/api/v1/deployments/{name}/scaling")
@RunOnVirtualThread
public class ScalingResource {

    private final DeploymentBook book;
    private final Fleet fleet;
    private final VersionShelf shelf;
    private final Activities activities;
    private final Prices prices;

    ScalingResource(
            DeploymentBook book,
            Fleet fleet,
            VersionShelf shelf,
            Activities activities,
            ScalingConfig config) {
        this.book = book;
        this.fleet = fleet;
        this.shelf = shelf;
        this.activities = activities;
        this.prices =
                new Prices(config.price().memoryGigabyteHour(), config.price().waitingSecond());
    }

    @GET
    public ScalingView scaling(@PathParam("name") String name) {
        Deployment deployment = book.existing(name);
        Activity activity = activities.of(name);
        List<LoadReport> reports = reports(deployment);
        Instant now = Instant.now();
        return new ScalingView(
                name,
                ScalingState.of(activity, fleet.isCold(name)),
                deployment.spec().scaling(),
                activity.arrivals().since(),
                Instant.ofEpochMilli(activity.idleSinceMillis()),
                activity.arrivals().requests(),
                activity.room().waiting(),
                reports.isEmpty() ? null : bytes(reports),
                ColdStartsView.of(activity.coldStarts()),
                activity.arrivals().buckets(now),
                advice(activity, reports, now));
    }

    private BreakEven.@Nullable Advice advice(
            Activity activity, List<LoadReport> reports, Instant now) {
        if (reports.isEmpty()) {
            return null;
        }
        Duration load =
                reports.stream()
                        .map(report -> report.times().total())
                        .reduce(Duration.ZERO, Duration::plus);
        BreakEven.Cost cost =
                new BreakEven.Cost(
                        activity.coldStarts().quantile(0.5).orElse(load),
                        activity.coldStarts().quantile(0.95).orElse(load),
                        bytes(reports));
        return new BreakEven(cost, prices).advise(activity.arrivals(), now);
    }

    private List<LoadReport> reports(Deployment deployment) {
        return book.versions(deployment).stream()
                .flatMap(version -> shelf.report(version).stream())
                .toList();
    }

    private static long bytes(List<LoadReport> reports) {
        return reports.stream().mapToLong(LoadReport::bytes).sum();
    }
}
