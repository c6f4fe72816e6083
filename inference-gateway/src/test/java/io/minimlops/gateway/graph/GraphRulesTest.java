package io.minimlops.gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.problem.Problem.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphRulesTest {

    private static List<String> told(String json) {
        return GraphRules.violations(Graphs.graph(json)).stream()
                .map((Violation violation) -> violation.at() + " " + violation.message())
                .toList();
    }

    @Test
    void aGraphOfAllKindsOfNodesBreaksNoRule() {
        assertThat(
                        told(
                                """
                                {"root":"way","maxInFlight":10,"nodes":{
                                 "way":{"type":"switch","steps":[
                                   {"when":{"parameter":"tier","equals":"gold"},"node":"both"},
                                   {"when":{"tensor":"amount","greaterThan":5},"node":"halves"},
                                   {"deployment":"cheap"}]},
                                 "both":{"type":"ensemble","combine":"mean","steps":[
                                   {"deployment":"a","weight":3},{"deployment":"b","dependency":"soft"}]},
                                 "halves":{"type":"splitter","steps":[
                                   {"deployment":"a","weight":50},{"node":"line","weight":50}]},
                                 "line":{"type":"sequence","outputs":["x"],"steps":[
                                   {"deployment":"a","inputs":{"in":"y"},"outputs":{"out":"x"}}]}}}"""))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | spec.graph.nodes must hold 1 to 64 nodes",
                "{'root':'b','nodes':{'a':{'type':'sequence','steps':[{'deployment':'x'}]}}} | spec.graph.root must name a node",
                "{'root':'a','nodes':{'a':{'steps':[{'deployment':'x'}]}}} | spec.graph.nodes.a.type must be",
                "{'root':'a','nodes':{'a':{'type':'sequence','steps':[]}}} | spec.graph.nodes.a.steps must hold 1 to 32 steps",
                "{'root':'a','nodes':{'a':{'type':'sequence','steps':[{'node':'c'}]}}} | 'c' is not in [a]",
                "{'root':'a','nodes':{'a':{'type':'sequence','steps':[{'node':'a'}]}}} | must not come back to itself: a -> a",
                "{'root':'a','nodes':{'a':{'type':'sequence','steps':[{'node':'b'}]},'b':{'type':'sequence','steps':[{'node':'a'}]}}} | a -> b -> a",
                "{'root':'a','nodes':{'a':{'type':'sequence','steps':[{'deployment':'x'}]},'b':{'type':'sequence','steps':[{'deployment':'x'}]}}} | spec.graph.nodes.b is reached from nowhere",
                "{'root':'a','nodes':{'a':{'type':'sequence','steps':[{'deployment':'x','node':'a'}]}}} | steps.0 must have either a deployment or a node",
                "{'root':'a','nodes':{'a':{'type':'sequence','steps':[{'deployment':'x'},{'deployment':'x'}]}}} | steps.1.name must be the step's own",
                "{'root':'a','nodes':{'a':{'type':'splitter','steps':[{'deployment':'x','weight':60},{'deployment':'y','weight':30}]}}} | add up to 100; they are 90",
                "{'root':'a','nodes':{'a':{'type':'splitter','steps':[{'deployment':'x'}]}}} | steps.0.weight must be a share",
                "{'root':'a','nodes':{'a':{'type':'switch','steps':[{'deployment':'x'},{'deployment':'y','when':{'parameter':'p','equals':1}}]}}} | steps.0.when may be absent at the last step only",
                "{'root':'a','nodes':{'a':{'type':'switch','steps':[{'deployment':'y','when':{'parameter':'p'}}]}}} | steps.0.when must ask",
                "{'root':'a','nodes':{'a':{'type':'switch','steps':[{'deployment':'y','when':{'parameter':'p','tensor':'t','equals':1}}]}}} | steps.0.when must have either a parameter or a tensor",
                "{'root':'a','nodes':{'a':{'type':'switch','steps':[{'deployment':'y','when':{'parameter':'p','equals':[1]}}]}}} | must compare with strings",
                "{'root':'a','nodes':{'a':{'type':'sequence','steps':[{'deployment':'y','when':{'parameter':'p','equals':1}}]}}} | steps.0.when goes with a switch only",
                "{'root':'a','nodes':{'a':{'type':'switch','steps':[{'deployment':'y','dependency':'soft'}]}}} | steps.0.dependency may be soft",
                "{'root':'a','nodes':{'a':{'type':'sequence','combine':'mean','steps':[{'deployment':'y'}]}}} | combine goes with an ensemble only",
                "{'root':'a','nodes':{'a':{'type':'sequence','steps':[{'deployment':'y','outputs':{'p':'x','q':'x'}}]}}} | must not give two tensors one name",
                "{'root':'a','maxInFlight':0,'nodes':{'a':{'type':'sequence','steps':[{'deployment':'y'}]}}} | spec.graph.maxInFlight must be from 1"
            },
            quoteCharacter = '~')
    void aBrokenGraphIsToldWhere(String json, String told) {
        assertThat(told(json.replace('\'', '"'))).anyMatch(violation -> violation.contains(told));
    }

    @Test
    void nodesNestOnlySoDeep() {
        // Given
        StringBuilder nodes = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            nodes.append(
                    "\"n%d\":{\"type\":\"sequence\",\"steps\":[{\"node\":\"n%d\"}]},"
                            .formatted(i, i + 1));
        }

        // When
        List<String> told =
                told(
                        "{\"root\":\"n0\",\"nodes\":{"
                                + nodes
                                + "\"n8\":{\"type\":\"sequence\",\"steps\":[{\"deployment\":\"x\"}]}}}");

        // Then
        assertThat(told).anyMatch(each -> each.contains("spec.graph.nodes.n8 is more than 8"));
    }
}
