package io.minimlops.features.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.minimlops.features.definition.Definition.Entity;
import io.minimlops.features.definition.Definition.Feature;
import io.minimlops.features.definition.Definition.FeatureService;
import io.minimlops.features.definition.Definition.FeatureView;
import io.minimlops.features.definition.Definition.OnlineTtl;
import io.minimlops.features.definition.Definition.Source;
import io.minimlops.problem.Problem;
import io.minimlops.problem.Problem.Violation;
import io.minimlops.problem.ProblemException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// A definitions document, read from YAML.
public record DefinitionDocument(String project, List<Definition> definitions) {

    private static final Duration LONGEST_TTL = Duration.ofDays(100_000);

    private static final YAMLMapper YAML =
            new YAMLMapper(
                    YAMLFactory.builder()
                            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                            .streamReadConstraints(
                                    StreamReadConstraints.builder().maxNestingDepth(20).build())
                            .build());

    /// @throws ProblemException 400 when it is not YAML, 422 naming every field that is wrong
    public static DefinitionDocument parse(byte[] yaml) {
        JsonNode root = readTree(yaml);
        List<Violation> violations = new ArrayList<>();
        Fields document = new Fields(root, "", violations);
        document.only("project", "entities", "sources", "featureViews", "featureServices");
        String project = document.name("project");
        List<Definition> definitions = new ArrayList<>();
        document.each("entities").forEach(item -> definitions.add(entity(project, item)));
        document.each("sources").forEach(item -> definitions.add(source(project, item)));
        document.each("featureViews").forEach(item -> definitions.add(view(project, item)));
        document.each("featureServices").forEach(item -> definitions.add(service(project, item)));
        if (!violations.isEmpty()) {
            throw new ProblemException(
                    new Problem.Invalid("the definitions are not valid", violations));
        }
        return new DefinitionDocument(project, List.copyOf(definitions));
    }

    private static JsonNode readTree(byte[] yaml) {
        try {
            JsonNode root = YAML.readTree(yaml);
            if (root == null || !root.isObject()) {
                throw new ProblemException(
                        new Problem.Malformed("a YAML mapping with 'project' was expected"));
            }
            return root;
        } catch (JsonProcessingException e) {
            var place = e.getLocation();
            String where = place == null ? "" : " at line " + place.getLineNr();
            throw new ProblemException(
                    new Problem.Malformed(
                            "the YAML cannot be read" + where + ": " + e.getOriginalMessage()),
                    e);
        } catch (IOException e) {
            throw new ProblemException(new Problem.Malformed("the YAML cannot be read"), e);
        }
    }

    private static Entity entity(String project, Fields item) {
        item.only("name", "joinKey", "valueType");
        ValueType type = item.valueType("valueType");
        if (!type.canBeKey()) {
            item.wrong("valueType", type + " cannot be a key; STRING, INT32 and INT64 can");
        }
        return new Entity(project, item.name("name"), item.column("joinKey"), type);
    }

    private static Source source(String project, Fields item) {
        item.only("name", "timestampField", "createdTimestampField", "columns");
        SequencedMap<String, ValueType> columns = new LinkedHashMap<>();
        item.mapping("columns")
                .properties()
                .forEach(
                        column -> {
                            String place = "columns/" + column.getKey();
                            if (!item.isColumn(column.getKey())) {
                                item.wrong(place, "is not a column name");
                            }
                            columns.put(column.getKey(), item.valueType(place, column.getValue()));
                        });
        String created =
                item.text("createdTimestampField") == null
                        ? null
                        : item.column("createdTimestampField");
        return new Source(
                project, item.name("name"), item.column("timestampField"), created, columns);
    }

    private static FeatureView view(String project, Fields item) {
        item.only("name", "entities", "source", "pushSource", "ttl", "onlineTtl", "features");
        List<Feature> features = new ArrayList<>();
        for (Fields feature : item.each("features")) {
            feature.only("name", "valueType");
            features.add(new Feature(feature.column("name"), feature.valueType("valueType")));
        }
        if (features.isEmpty()) {
            item.wrong("features", "must not be empty");
        }
        return new FeatureView(
                project,
                item.name("name"),
                item.texts("entities"),
                item.name("source"),
                item.text("pushSource") == null ? null : item.name("pushSource"),
                ttl(item),
                onlineTtl(item),
                List.copyOf(features));
    }

    private static FeatureService service(String project, Fields item) {
        item.only("name", "features");
        return new FeatureService(project, item.name("name"), item.texts("features"));
    }

    private static @Nullable Duration ttl(Fields item) {
        String text = item.text("ttl");
        if (text == null) {
            return null;
        }
        try {
            Duration ttl = isoDuration(text);
            if (ttl.isNegative() || ttl.isZero() || ttl.compareTo(LONGEST_TTL) > 0) {
                item.wrong("ttl", "must be positive, at most P100000D; leave it out for forever");
            }
            return ttl;
        } catch (DateTimeException | ArithmeticException e) {
            item.wrong("ttl", "'" + text + "' is not an ISO 8601 duration such as PT3H or P7D");
            return null;
        }
    }

    /// Weeks are days here; months and years have no fixed length and are refused.
    private static Duration isoDuration(String text) {
        if (text.matches("P\\d+W")) {
            return Duration.ofDays(Period.parse(text).getDays());
        }
        return Duration.parse(text);
    }

    /// YAML reads the bare word `null` as no value, which here is the policy of that name.
    private static OnlineTtl onlineTtl(Fields item) {
        if (!item.isGiven("onlineTtl")) {
            return OnlineTtl.FLAG;
        }
        String text = item.text("onlineTtl");
        return switch (text == null ? "null" : text) {
            case "ignore" -> OnlineTtl.IGNORE;
            case "flag" -> OnlineTtl.FLAG;
            case "null" -> OnlineTtl.NULL;
            default -> {
                item.wrong("onlineTtl", "'" + text + "' is none of ignore, flag, null");
                yield OnlineTtl.FLAG;
            }
        };
    }
}
