package io.minimlops.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class ProblemMappersTest {

    record Wanted(int size, Nested nested) {}

    record Nested(boolean flag) {}

    @Test
    void aWrongTypeIsDescribedByFieldAndPlace() {
        assertThat(describe("{\"nested\": {\"flag\": [1]}}"))
                .contains("field 'nested/flag'")
                .contains("line 1")
                .doesNotContain("java.lang");
    }

    @Test
    void brokenJsonIsDescribedByPlace() {
        assertThat(describe("{\"size\": 1,\n oops}")).contains("line 2").contains("code 111");
    }

    private static String describe(String json) {
        return ProblemMappers.describe(
                catchThrowableOfType(
                        JsonProcessingException.class,
                        () -> new ObjectMapper().readValue(json, Wanted.class)));
    }
}
