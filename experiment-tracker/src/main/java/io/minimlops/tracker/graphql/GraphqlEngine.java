package io.minimlops.tracker.graphql;

import static java.nio.charset.StandardCharsets.UTF_8;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphQLError;
import graphql.GraphQLException;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import graphql.parser.Parser;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Answers GraphQL documents, within their limits.
@ApplicationScoped
class GraphqlEngine implements DataFetcherExceptionHandler {

    private static final String SCHEMA = "/graphql/tracker.graphqls";
    private static final String FAILURE = "failure";

    private final GraphQL graphql;

    GraphqlEngine(RootFields fields) {
        RuntimeWiring.Builder wiring = RuntimeWiring.newRuntimeWiring().scalar(LongString.TYPE);
        TrackerFields.addTo(fields.addTo(wiring));
        this.graphql =
                GraphQL.newGraphQL(schema(wiring.build()))
                        .defaultDataFetcherExceptionHandler(this)
                        .build();
    }

    /// @param query the document
    /// @param authorization the header that came with it
    record Question(
            String query,
            @Nullable String operationName,
            Map<String, Object> variables,
            @Nullable String authorization) {}

    /// @param data what was found, field by field; null when nothing was even tried
    /// @param errors null when there are none
    record Answer(@Nullable Object data, @Nullable List<String> errors) {

        static Answer refused(String why) {
            return new Answer(null, List.of(why));
        }
    }

    Answer answer(Question question) {
        try {
            Optional<String> objection =
                    QueryGuard.objection(new Parser().parseDocument(question.query()));
            return objection.map(Answer::refused).orElseGet(() -> executed(question));
        } catch (GraphQLException e) {
            return Answer.refused(String.valueOf(e.getMessage()));
        }
    }

    private Answer executed(Question question) {
        ExecutionInput.Builder input =
                ExecutionInput.newExecutionInput(question.query())
                        .operationName(question.operationName())
                        .variables(question.variables());
        if (question.authorization() != null) {
            input.graphQLContext(Map.of(RootFields.AUTHORIZATION, question.authorization()));
        }
        ExecutionInput call = input.build();
        ExecutionResult result = graphql.execute(call);
        RuntimeException failure = call.getGraphQLContext().get(FAILURE);
        if (failure != null) {
            throw failure;
        }
        List<String> errors = result.getErrors().stream().map(GraphQLError::getMessage).toList();
        return new Answer(result.getData(), errors.isEmpty() ? null : errors);
    }

    /// What is not a refusal fails the whole call, as it does everywhere else on the wire.
    @Override
    public CompletableFuture<DataFetcherExceptionHandlerResult> handleException(
            DataFetcherExceptionHandlerParameters field) {
        Throwable failure = field.getException();
        field.getDataFetchingEnvironment()
                .getGraphQlContext()
                .put(
                        FAILURE,
                        failure instanceof RuntimeException known
                                ? known
                                : new IllegalStateException(failure));
        return CompletableFuture.completedFuture(
                DataFetcherExceptionHandlerResult.newResult().build());
    }

    private static GraphQLSchema schema(RuntimeWiring wiring) {
        try (InputStream text =
                Objects.requireNonNull(GraphqlEngine.class.getResourceAsStream(SCHEMA), SCHEMA)) {
            return new SchemaGenerator()
                    .makeExecutableSchema(
                            new SchemaParser().parse(new InputStreamReader(text, UTF_8)), wiring);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
