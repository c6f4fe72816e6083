package io.minimlops.tracker.mlflow;

import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.search.FilterLanguage;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/// Which language the filter of a request is written in: MLflow's own, unless the request or the
/// configuration asks for more.
@ApplicationScoped
class FilterLanguages {

    static final String HEADER = "X-Mlops-Filter";

    private final TrackerConfig config;

    FilterLanguages(TrackerConfig config) {
        this.config = config;
    }

    FilterLanguage of(@Nullable String header) {
        return switch (header) {
            case null -> config.extendedFilters() ? FilterLanguage.EXTENDED : FilterLanguage.STOCK;
            case "extended" -> FilterLanguage.EXTENDED;
            case "stock" -> FilterLanguage.STOCK;
            case String other ->
                    throw new Refusal.Invalid(
                            "Invalid value '%s' of the header %s: it must be 'extended' or 'stock'."
                                    .formatted(other, HEADER));
        };
    }
}
