package io.minimlops.bench;

import io.minimlops.bench.gateway.GatewayBench;
import io.minimlops.bench.report.Report;
import io.minimlops.bench.report.Row;
import io.minimlops.bench.stand.Stand;
import io.minimlops.bench.tracker.TrackerBench;
import io.minimlops.local.part.ComponentFailed;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "./mlops bench",
        description = "measures a service on this machine, beside the machine's own limits",
        mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {

    private static final List<Bench> BENCHES = List.of(new TrackerBench(), new GatewayBench());

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "BENCH",
            description = "which one; without it, the list")
    private @Nullable String name;

    @Option(names = "--quick", description = "a fifth of the time, less of everything")
    private boolean quick;

    @Option(names = "--markdown", description = "print the table as Markdown, for the record")
    private boolean markdown;

    @Option(names = "--only", split = ",", paramLabel = "PART", description = "some of its parts")
    private Set<String> only = new LinkedHashSet<>();

    @Option(
            names = "--port-offset",
            paramLabel = "N",
            defaultValue = "20000",
            description = "where the search for free ports begins (default: ${DEFAULT-VALUE})")
    private int portOffset;

    @Spec private CommandSpec spec = CommandSpec.create();

    public static void main(String[] args) {
        System.exit(
                new CommandLine(new BenchCommand())
                        .setExecutionExceptionHandler(BenchCommand::explain)
                        .execute(args));
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        if (name == null) {
            BENCHES.forEach(it -> out.printf("  %-10s %s%n", it.name(), it.description()));
            return 0;
        }
        Bench bench =
                BENCHES.stream()
                        .filter(it -> it.name().equals(name))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new ParameterException(
                                                spec.commandLine(), "there is no bench " + name));
        run(bench, out);
        return 0;
    }

    private void run(Bench bench, PrintWriter out) throws Exception {
        Report report = new Report(Runtime.getRuntime().availableProcessors());
        Instant started = Instant.now();
        tell(out, Machine.here().toString());
        Path checkout = Path.of(System.getProperty("mlops.root", "")).toAbsolutePath();
        try (Stand stand = Stand.open(checkout, portOffset, bench.services())) {
            tell(out, "  everything is up, " + since(started));
            bench.run(stand, new Extent(quick, only), row -> add(report, row, out));
        }
        out.println();
        (markdown ? report.markdown() : report.text()).forEach(out::println);
        out.println();
        tell(out, "Took " + since(started) + ".");
    }

    private static void add(Report report, Row row, PrintWriter out) {
        report.add(row);
        tell(out, "  measured: " + row.operation());
    }

    private static void tell(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }

    private static String since(Instant start) {
        return "%.0f s".formatted(Duration.between(start, Instant.now()).toMillis() / 1000.0);
    }

    private static int explain(
            Exception exception, CommandLine commandLine, CommandLine.ParseResult result)
            throws Exception {
        if (exception instanceof ComponentFailed failed) {
            commandLine.getErr().println(failed.getMessage());
            return commandLine.getCommandSpec().exitCodeOnExecutionException();
        }
        throw exception;
    }
}
