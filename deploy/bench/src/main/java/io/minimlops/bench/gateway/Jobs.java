package io.minimlops.bench.gateway;

import io.minimlops.bench.load.CpuTimes;
import io.minimlops.bench.load.HttpCall;
import io.minimlops.bench.load.HttpConnection;
import io.minimlops.bench.load.Load;
import io.minimlops.bench.load.Measured;
import io.minimlops.bench.stand.Pause;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/// Asks for batch jobs and waits for their ends.
final class Jobs {

    private static final String JOBS = "/api/v1/batch-jobs";
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
    private static final Pattern STATE = Pattern.compile("\"state\":\"([A-Z]+)\"");

    private final Setting setting;
    private int count;

    Jobs(Setting setting) {
        this.setting = setting;
    }

    /// One job over one object, as one call.
    ///
    /// @throws IOException when the job does not succeed
    Measured run(BenchModel model, Table.Format format, String key) throws IOException {
        String wish =
                """
                {"deployment":"%s","version":"1","input":{"bucket":"%s","key":"%s","format":"%s"},
                 "output":{"bucket":"%s","prefix":"bench/out-%s-%d"},"columns":{"input":[%s]}}"""
                        .formatted(
                                model.name(),
                                Registered.BUCKET,
                                key,
                                format.word(),
                                Registered.BUCKET,
                                model.name(),
                                count++,
                                columns(model.width()));
        try (HttpConnection connection = new HttpConnection(setting.rest())) {
            CpuTimes before = setting.stand().cpuTimes();
            long from = System.nanoTime();
            String answer = connection.call(HttpCall.post(setting.rest(), JOBS, wish));
            await(connection, found(ID, answer));
            Duration length = Duration.ofNanos(System.nanoTime() - from);
            Histogram one = Load.histogram();
            one.recordValue(length.toNanos() / 1000);
            return new Measured(1, length, one, setting.stand().cpuTimes().since(before));
        }
    }

    private static String columns(int width) {
        return IntStream.range(0, width)
                .mapToObj(i -> '"' + Table.column(i) + '"')
                .collect(Collectors.joining(","));
    }

    private void await(HttpConnection connection, String id) throws IOException {
        HttpCall look = HttpCall.get(setting.rest(), JOBS + "/" + id);
        while (true) {
            String answer = connection.call(look);
            switch (found(STATE, answer)) {
                case "SUCCEEDED" -> {
                    return;
                }
                case "PENDING", "RUNNING" -> Pause.briefly();
                default -> throw new IOException(answer);
            }
        }
    }

    private static String found(Pattern what, String answer) throws IOException {
        Matcher matcher = what.matcher(answer);
        if (!matcher.find()) {
            throw new IOException("no " + what + " in " + answer);
        }
        return matcher.group(1);
    }
}
