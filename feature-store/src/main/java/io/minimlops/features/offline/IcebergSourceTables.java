package io.minimlops.features.offline;

import io.minimlops.features.definition.Definition.Source;
import io.minimlops.features.definition.SourceTables;
import io.minimlops.features.definition.ValueType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/// One Iceberg table per source, partitioned by day of the event time.
@ApplicationScoped
class IcebergSourceTables implements SourceTables {

    private static final Map<String, String> PROPERTIES =
            Map.of(
                    "format-version", "2",
                    "write.metadata.delete-after-commit.enabled", "true",
                    "write.metadata.previous-versions-max", "20",
                    "write.delete.mode", "copy-on-write",
                    "write.update.mode", "copy-on-write",
                    "write.merge.mode", "copy-on-write",
                    "commit.retry.num-retries", "20",
                    "commit.retry.min-wait-ms", "20");

    private final Lake lake;

    IcebergSourceTables(Lake lake) {
        this.lake = lake;
    }

    @Override
    public void ensure(Source source, List<String> keyColumns) {
        try {
            evolve(lake.table(source), source);
        } catch (NoSuchTableException e) {
            create(source, keyColumns);
        }
    }

    private void create(Source source, List<String> keyColumns) {
        JdbcCatalog catalog = lake.catalog();
        Namespace namespace = Namespace.of(source.project());
        if (!catalog.namespaceExists(namespace)) {
            catalog.createNamespace(namespace, Map.of("owner", "feature-store"));
        }
        Schema schema = schema(source);
        SortOrder.Builder order = SortOrder.builderFor(schema);
        keyColumns.forEach(order::asc);
        Table table =
                catalog.buildTable(Lake.identifier(source), schema)
                        .withPartitionSpec(
                                PartitionSpec.builderFor(schema)
                                        .day(source.timestampField())
                                        .build())
                        .withSortOrder(order.asc(source.timestampField()).build())
                        .withProperties(PROPERTIES)
                        .create();
        // A first, empty snapshot, so that a table without rows can be pinned like any other.
        table.newAppend().commit();
    }

    private static Schema schema(Source source) {
        List<Types.NestedField> fields = new ArrayList<>();
        source.allColumns()
                .forEach(
                        (name, type) -> {
                            int id = fields.size() + 1;
                            Type.PrimitiveType stored = ColumnTypes.iceberg(type);
                            fields.add(
                                    name.equals(source.timestampField())
                                            ? Types.NestedField.required(id, name, stored)
                                            : Types.NestedField.optional(id, name, stored));
                        });
        return new Schema(fields);
    }

    private static void evolve(Table table, Source source) {
        Schema schema = table.schema();
        UpdateSchema update = table.updateSchema();
        boolean changed = false;
        for (Map.Entry<String, ValueType> column : source.allColumns().entrySet()) {
            Types.NestedField field = schema.findField(column.getKey());
            Type.PrimitiveType wanted = ColumnTypes.iceberg(column.getValue());
            if (field == null) {
                update.addColumn(column.getKey(), wanted);
                changed = true;
            } else if (!field.type().equals(wanted)) {
                update.updateColumn(column.getKey(), wanted);
                changed = true;
            }
        }
        if (changed) {
            update.commit();
        }
        if (table.currentSnapshot() == null) {
            table.newAppend().commit();
        }
    }
}
