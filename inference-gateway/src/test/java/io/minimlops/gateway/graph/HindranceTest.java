package io.minimlops.gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HindranceTest {

    /// Deployments named `gone…` would not answer.
    private static Optional<String> hindrance(String nodes) {
        return Hindrance.of(
                Graphs.graph("{'root':'r','nodes':{%s}}".formatted(nodes).replace('\'', '"')),
                step ->
                        step.deployment().startsWith("gone")
                                ? Optional.of("no " + step.deployment())
                                : Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'r':{'type':'sequence','steps':[{'deployment':'a'},{'deployment':'gone'}]} | step 'gone': no gone",
                "'r':{'type':'switch','steps':[{'node':'n'}]},'n':{'type':'splitter','steps':[{'deployment':'a'},{'name':'b','deployment':'gone'}]} | step 'n/b': no gone",
                "'r':{'type':'ensemble','steps':[{'deployment':'gone','dependency':'soft'},{'deployment':'gone2','dependency':'soft'}]} | step 'gone': no gone; step 'gone2': no gone2",
                "'r':{'type':'sequence','steps':[{'node':'n'}]},'n':{'type':'ensemble','steps':[{'deployment':'gone','dependency':'soft'}]} | step 'n/gone': no gone"
            })
    void whatARequestCannotDoWithoutIsNamedByItsPath(String nodes, String why) {
        assertThat(hindrance(nodes)).contains(why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'r':{'type':'sequence','steps':[{'deployment':'a'},{'deployment':'gone','dependency':'soft'}]}",
                "'r':{'type':'sequence','steps':[{'deployment':'a'},{'node':'n','dependency':'soft'}]},'n':{'type':'switch','steps':[{'deployment':'gone'}]}",
                "'r':{'type':'ensemble','steps':[{'deployment':'a'},{'deployment':'gone','dependency':'soft'}]}",
                "'r':{'type':'ensemble','steps':[{'deployment':'a','dependency':'soft'},{'deployment':'gone','dependency':'soft'}]}"
            })
    void whatIsBelowASoftStepHindersNobody(String nodes) {
        assertThat(hindrance(nodes)).isEmpty();
    }
}
