package io.minimlops.gateway.batchjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minimlops.gateway.batchjob.store.ObjectInput;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.apache.parquet.io.SeekableInputStream;
import org.junit.jupiter.api.Test;

class ObjectStreamTest {

    private static final int SIZE = 200_000;

    private final MemoryObjects objects = new MemoryObjects();
    private final byte[] content = new byte[SIZE];

    private SeekableInputStream stream() {
        new Random(3).nextBytes(content);
        objects.put("b", "k", content);
        return new ObjectInput(objects, "b", objects.stat("b", "k").orElseThrow()).newStream();
    }

    @Test
    void everyRangeIsTheObjects() throws Exception {
        // Given
        try (SeekableInputStream stream = stream()) {
            Random random = new Random(5);
            for (int i = 0; i < 500; i++) {
                int from = random.nextInt(SIZE);
                int length = random.nextInt(SIZE - from);
                byte[] into = new byte[length];

                // When
                stream.seek(from);
                stream.readFully(into);

                // Then
                assertThat(into).isEqualTo(Arrays.copyOfRange(content, from, from + length));
                assertThat(stream.getPos()).isEqualTo(from + length);
            }
        }
    }

    @Test
    void theEndIsTold() throws Exception {
        // Given
        try (SeekableInputStream stream = stream()) {
            stream.seek(SIZE - 2);
            ByteBuffer into = ByteBuffer.allocate(5);

            // When
            int count = stream.read(into);

            // Then
            assertThat(count).isEqualTo(2);
            assertThat(into.position()).isEqualTo(2);
            assertThat(stream.read()).isEqualTo(-1);
            stream.seek(SIZE - 2);
            assertThat(stream.read()).isEqualTo(content[SIZE - 2] & 0xFF);
            assertThatThrownBy(() -> stream.readFully(new byte[2]))
                    .isInstanceOf(EOFException.class);
        }
    }

    @Test
    void theEndOfAFileIsAskedForOnce() throws Exception {
        // Given
        try (SeekableInputStream stream = stream()) {
            stream.seek(SIZE - 8);
            stream.readFully(new byte[4]);
            objects.put("b", "k", new byte[] {1});

            // When
            byte[] footer = new byte[10_000];
            stream.seek(SIZE - 10_000);
            stream.readFully(footer);

            // Then
            assertThat(footer).isEqualTo(Arrays.copyOfRange(content, SIZE - 10_000, SIZE));
        }
    }
}
