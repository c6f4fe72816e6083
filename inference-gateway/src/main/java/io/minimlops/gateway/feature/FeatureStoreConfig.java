package io.minimlops.gateway.feature;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/// Where the feature store is.
@ConfigMapping(prefix = "mlops.features")
public interface FeatureStoreConfig {

    @WithDefault("http://127.0.0.1:6566")
    URI url();
}
