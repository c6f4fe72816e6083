package io.minimlops.features.offline;

import io.minimlops.features.definition.Definition.Source;
import io.minimlops.features.storage.ObjectStore;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// The Iceberg catalog: one namespace per project, one table per source.
@ApplicationScoped
class Lake {

    /// Another engine that opens these tables must give its catalog the same name.
    static final String CATALOG_NAME = "features";

    private final ObjectFileIO fileIO;
    private final Map<String, String> properties;
    private @Nullable JdbcCatalog catalog;

    Lake(
            ObjectStore store,
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String jdbcUrl,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password) {
        this.fileIO = new ObjectFileIO(store);
        this.properties =
                Map.of(
                        CatalogProperties.URI,
                        jdbcUrl,
                        "jdbc.user",
                        user,
                        "jdbc.password",
                        password.orElse(""),
                        "jdbc.schema-version",
                        "V1",
                        "jdbc.connectTimeout",
                        "2",
                        "jdbc.socketTimeout",
                        "30",
                        CatalogProperties.CLIENT_POOL_SIZE,
                        "4",
                        CatalogProperties.WAREHOUSE_LOCATION,
                        "s3://" + store.bucket() + "/lake");
    }

    /// Opened on first use: a database that is away does not keep the service from starting.
    synchronized JdbcCatalog catalog() {
        if (catalog == null) {
            JdbcCatalog opened = new JdbcCatalog(_ -> fileIO, null, true);
            opened.initialize(CATALOG_NAME, properties);
            catalog = opened;
        }
        return catalog;
    }

    @PreDestroy
    synchronized void close() {
        if (catalog != null) {
            catalog.close();
        }
    }

    String objectKey(CharSequence location) {
        return fileIO.key(location.toString());
    }

    static TableIdentifier identifier(Source source) {
        return TableIdentifier.of(Namespace.of(source.project()), source.name());
    }

    /// @throws NoSuchTableException when its definition was never applied
    Table table(Source source) {
        return catalog().loadTable(identifier(source));
    }
}
