package io.minimlops.local.demo.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The YAML a user would write, with the turn's names and the plan's numbers put in.
public record Documents(DemoNames names, DemoPlan plan) {

    public String definitions() {
        return names.fill(resource("definitions.yaml"));
    }

    public String pipeline() {
        return names.fill(resource("pipeline.yaml"));
    }

    public String ungatedPipeline() {
        return names.fill(resource("ungated-pipeline.yaml"));
    }

    public String monitor() {
        return names.fill(resource("monitor.yaml"))
                .replace("{auc}", Double.toString(plan.minimumAuc()))
                .replace("{replayStart}", plan.replayStart().toString())
                .replace("{canaryLabels}", Integer.toString(plan.canaryLabels()));
    }

    private static String resource(String name) {
        try (InputStream in = Documents.class.getResourceAsStream("/demo/" + name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the launcher's jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
