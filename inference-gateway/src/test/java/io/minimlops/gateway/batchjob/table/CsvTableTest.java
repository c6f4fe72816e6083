package io.minimlops.gateway.batchjob.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTableTest {

    private static final int ANSWER_TEXTS = (int) AnswerBounds.of(2).textBytes();

    private static CsvTable table(String csv) throws IOException {
        byte[] bytes = csv.getBytes(UTF_8);
        return new CsvTable(new ByteArrayInputStream(bytes), bytes.length, List.of("b", "a"), 0, 0);
    }

    @Test
    void longTextsAreReadWholeInShortAnswers() throws Exception {
        // Given
        String text = "x".repeat(ANSWER_TEXTS / 3 - 64);
        int rows = 10;

        // When
        try (CsvTable table = table("a,b\n" + ("1," + text + "\n").repeat(rows))) {
            long seen = 0;
            for (Rows some = table.next(1000); some != null; some = table.next(1000)) {
                // Then
                assertThat(some.count()).isBetween(1, 3);
                for (int row = 0; row < some.count(); row++) {
                    assertThat(some.numbers()[row]).isEqualTo(seen++);
                    assertThat(((Column.Texts) some.column("a")).values()[row]).hasSize(1);
                    assertThat(((Column.Texts) some.column("b")).values()[row])
                            .hasSize(text.length());
                }
            }
            assertThat(seen).isEqualTo(rows);
        }
    }

    @Test
    void anAnswerHasNoMoreRowsThanItsColumnsAllow() throws Exception {
        // Given
        int most = AnswerBounds.of(2).rows();

        try (CsvTable table = table("a,b\n" + "1,2\n".repeat(most + 1))) {
            // When / Then
            assertThat(table.next(Integer.MAX_VALUE)).extracting(Rows::count).isEqualTo(most);
            assertThat(table.next(Integer.MAX_VALUE)).extracting(Rows::count).isEqualTo(1);
            assertThat(table.next(Integer.MAX_VALUE)).isNull();
        }
    }

    @Test
    void aLineOfMoreThanAnAnswersTextsIsRefused() throws Exception {
        // Given
        String half = "x".repeat(ANSWER_TEXTS / 2 + 1);

        try (CsvTable table = table("a,b\n" + half + "," + half + "\n")) {
            // When / Then
            assertThatThrownBy(() -> table.next(8))
                    .isInstanceOf(MalformedTable.class)
                    .hasMessageContaining("the CSV file cannot be read");
        }
    }
}
