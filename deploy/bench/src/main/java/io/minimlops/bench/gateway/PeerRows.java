package io.minimlops.bench.gateway;

import io.minimlops.bench.load.Measured;
import io.minimlops.bench.load.Swarm;
import io.minimlops.bench.report.Aim;
import io.minimlops.bench.report.Row;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Other servers of the protocol and the gateway, one after the other over the same file, asked in
/// the same way. All are up all the time; who is not asked does nothing.
final class PeerRows {

    private static final int WIDTH = 4;
    private static final double TIMES = 10;

    /// Many come first: they warm the gateway up for those who are alone.
    private static final int[] UNDER_WAY = {64, 1};

    private final Setting setting;
    private final Contender gateway;

    PeerRows(Setting setting) {
        this.setting = setting;
        this.gateway =
                new Contender(
                        "gateway",
                        Setting.GATEWAY,
                        setting.rest(),
                        setting.grpc(),
                        EnumSet.allOf(Wire.class));
    }

    void run(Consumer<Row> rows) throws Exception {
        Map<String, BenchModel> models = models();
        List<Contender> peers = new ArrayList<>();
        for (Peer peer : Peer.values()) {
            peers.add(peer.start(setting.stand(), models.values()));
        }
        for (BenchModel model : models.values()) {
            verify(model, peers);
        }
        for (Map.Entry<String, BenchModel> model : models.entrySet()) {
            Requests requests = new Requests(model.getValue(), 1);
            for (Wire wire : Wire.values()) {
                for (int underWay : UNDER_WAY) {
                    compare(new Question(model.getKey(), requests, wire, underWay), peers, rows);
                }
            }
        }
    }

    /// By their names in the table. Neither is told on the gateway's inference log.
    private Map<String, BenchModel> models() throws Exception {
        Map<String, BenchModel> models = new LinkedHashMap<>();
        models.put("identity", setting.serve(BenchModel.identity(Setting.UNLOGGED, WIDTH)));
        BenchModel perceptron = setting.serve(PerceptronRows.model());
        models.put("MLP", setting.deploy(Setting.UNLOGGED_PERCEPTRON, perceptron, "{}"));
        return models;
    }

    private void verify(BenchModel model, List<Contender> peers) throws Exception {
        float[] expected;
        try (RawRuntime runtime = new RawRuntime(model)) {
            expected = runtime.answer();
        }
        verify(gateway, model, expected);
        for (Contender peer : peers) {
            verify(peer, model, expected);
        }
    }

    private static void verify(Contender server, BenchModel model, float[] expected)
            throws IOException {
        for (Wire wire : server.wires()) {
            new FirstAnswer(server, wire, new Requests(model, 1)).mustBe(expected);
        }
    }

    /// All who understand the wire, the gateway last and beside the fastest of them.
    private void compare(Question question, List<Contender> peers, Consumer<Row> rows) {
        List<Result> theirs = new ArrayList<>();
        for (Contender peer : peers) {
            if (peer.wires().contains(question.wire())) {
                Result result = ask(peer, question);
                theirs.add(result);
                rows.accept(result.row().remarking(result.cost()));
            }
        }
        Result fastest = Collections.max(theirs, Comparator.comparing(it -> it.row().rate()));
        Result ours = ask(gateway, question);
        rows.accept(
                ours.row()
                        .beside(fastest.row().asLimit(fastest.server().name()))
                        .aiming(new Aim.Share(TIMES))
                        .remarking(ours.costBeside(fastest)));
    }

    private Result ask(Contender server, Question question) {
        Measured measured =
                question.wire()
                        .load(
                                server,
                                question.requests(),
                                question.underWay(),
                                connections -> swarm(server, connections));
        return new Result(server, question, measured);
    }

    private Swarm swarm(Contender server, int connections) {
        Swarm swarm = setting.swarm(connections);
        // There is no compiler in the others to wait for.
        return server == gateway
                ? swarm
                : swarm.warming(Duration.ofSeconds(setting.extent().of(1, 5)));
    }

    /// @param underWay requests at the same time
    private record Question(String model, Requests requests, Wire wire, int underWay) {}

    private record Result(Contender server, Question question, Measured measured) {

        Row row() {
            return Row.of(
                    "%s, %s, %d at a time: %s"
                            .formatted(
                                    question.model(),
                                    question.wire().label(),
                                    question.underWay(),
                                    server.name()),
                    measured);
        }

        private double micros() {
            return Setting.processorMicros(server.process(), measured);
        }

        String cost() {
            return "%,.0f µs of a processor for each".formatted(micros());
        }

        String costBeside(Result other) {
            return "%s, %s %.1f × as much"
                    .formatted(cost(), other.server().name(), other.micros() / micros());
        }
    }
}
