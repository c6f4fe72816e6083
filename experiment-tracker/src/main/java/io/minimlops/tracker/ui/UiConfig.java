package io.minimlops.tracker.ui;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/// Where the user interface is.
@ConfigMapping(prefix = "mlops.tracker")
public interface UiConfig {

    /// The folder with `index.html`, which need not be there yet; none by default.
    Optional<Path> uiDir();
}
