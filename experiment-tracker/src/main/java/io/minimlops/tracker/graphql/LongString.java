package io.minimlops.tracker.graphql;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.IntValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLScalarType;
import java.util.Locale;

/// Whole numbers of 64 bits: written as text, read as text or number.
final class LongString implements Coercing<Long, String> {

    static final GraphQLScalarType TYPE =
            GraphQLScalarType.newScalar().name("LongString").coercing(new LongString()).build();

    private LongString() {}

    @Override
    public String serialize(Object result, GraphQLContext context, Locale locale) {
        return result.toString();
    }

    @Override
    public Long parseValue(Object input, GraphQLContext context, Locale locale) {
        try {
            return Long.valueOf(input.toString());
        } catch (NumberFormatException e) {
            throw new CoercingParseValueException("not a whole number of 64 bits: " + input, e);
        }
    }

    @Override
    public Long parseLiteral(
            Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
        return switch (input) {
            case IntValue number -> parseValue(number.getValue(), context, locale);
            case StringValue text -> parseValue(text.getValue(), context, locale);
            default -> throw new CoercingParseLiteralException("not a whole number: " + input);
        };
    }
}
