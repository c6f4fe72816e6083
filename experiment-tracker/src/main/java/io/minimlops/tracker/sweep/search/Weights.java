package io.minimlops.tracker.sweep.search;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// How often each choice was seen, each with what it was expected to be seen in as many trials as
/// there are choices (section 4.1 of the paper [Tpe] follows).
record Weights(Domain.Choice choice, List<Double> weights) implements Tpe.Density {

    static Weights over(Domain.Choice choice, List<Object> seen) {
        int choices = choice.values().size();
        return new Weights(
                choice,
                IntStream.range(0, choices)
                        .mapToObj(
                                i ->
                                        (choices * choice.probabilities().get(i)
                                                        + count(seen, choice.values().get(i)))
                                                / (choices + seen.size()))
                        .toList());
    }

    private static long count(List<Object> seen, Object value) {
        return seen.stream().filter(value::equals).count();
    }

    @Override
    public Object sample(RandomGenerator random) {
        return choice.values().get(Domain.Choice.index(random, weights));
    }

    @Override
    public double log(Object value) {
        return Math.log(weights.get(choice.values().indexOf(value)));
    }
}
