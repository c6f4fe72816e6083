package io.minimlops.tracker.contract;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mlflow.tracking.MlflowClient;

/// One call of the Java client, with an experiment and a run to make it on.
@FunctionalInterface
interface ClientCall {

    void on(Given given) throws Exception;

    record Given(MlflowClient client, String experiment, String run) {}

    /// The public methods of a class as `name(Type,Type)`.
    static Set<String> of(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(ClientCall::signature)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String signature(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(",", method.getName() + "(", ")"));
    }
}
