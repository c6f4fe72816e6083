package io.minimlops.gateway.runtime;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Collectors;

/// Knows which runtime executes a model.
@ApplicationScoped
public class Runtimes {

    private final List<ModelRuntime> runtimes;

    public Runtimes(@All List<ModelRuntime> runtimes) {
        this.runtimes = runtimes;
    }

    /// A runtime, and the form of the model that it reads.
    public record Choice(ModelRuntime runtime, ModelSource source) {

        public ModelGraph load(int threads) throws UnloadableModel {
            return runtime.load(source, threads);
        }
    }

    /// The first form that a runtime executes.
    ///
    /// @throws UnloadableModel when there is none
    public Choice choose(List<ModelSource> forms) throws UnloadableModel {
        for (ModelSource form : forms) {
            for (ModelRuntime runtime : runtimes) {
                if (runtime.flavour().equals(form.flavour())) {
                    return new Choice(runtime, form);
                }
            }
        }
        throw new UnloadableModel(
                "its flavours are [%s]; served are [%s]"
                        .formatted(
                                forms.stream()
                                        .map(ModelSource::flavour)
                                        .collect(Collectors.joining(", ")),
                                runtimes.stream()
                                        .map(ModelRuntime::flavour)
                                        .sorted()
                                        .collect(Collectors.joining(", "))));
    }
}
