package io.minimlops.local.doctor;

import io.minimlops.local.PlatformOptions;
import io.minimlops.local.command.PlatformCheck;
import io.minimlops.local.doctor.Finding.Bad;
import io.minimlops.local.doctor.Finding.Doubtful;
import io.minimlops.local.doctor.Finding.Good;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "doctor",
        description = "check Java, ports, disk, memory, leftover processes and every part's health")
public final class DoctorCommand implements Callable<Integer> {

    @Mixin private PlatformOptions options = new PlatformOptions();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<Finding> findings = new ArrayList<>();
        findings.add(Machine.java());
        findings.add(Machine.disk(options.home().directory()));
        findings.add(Machine.memory());
        findings.add(Machine.openMp());
        findings.add(Machine.user());
        findings.addAll(platform());
        findings.forEach(it -> out.println(line(it)));
        return findings.stream().anyMatch(Bad.class::isInstance) ? 1 : 0;
    }

    private List<Finding> platform() {
        List<String> problems =
                PlatformCheck.problems(options.home(), options.portOffset(), options.checkout());
        return problems.isEmpty()
                ? List.of(new Good(PlatformCheck.summary(options.home())))
                : problems.stream()
                        .<Finding>map(it -> new Bad(it, "see ./mlops logs and ./mlops status"))
                        .toList();
    }

    private static String line(Finding finding) {
        return switch (finding) {
            case Good(String what) -> "  ok    " + what;
            case Doubtful(String what, String advice) -> "  hm    " + what + ": " + advice;
            case Bad(String what, String advice) -> "  BAD   " + what + ": " + advice;
        };
    }
}
