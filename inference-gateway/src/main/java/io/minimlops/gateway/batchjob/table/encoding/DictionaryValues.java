package io.minimlops.gateway.batchjob.table.encoding;

import java.nio.ByteBuffer;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.io.api.Binary;

/// Values by their places in a dictionary (RLE_DICTIONARY).
public final class DictionaryValues extends ValuesReader {

    private final PageDictionary dictionary;
    private final RunLengths ids;

    public DictionaryValues(PageDictionary dictionary, ByteBuffer page) {
        this.dictionary = dictionary;
        // Nothing at all stands for no values.
        this.ids = new RunLengths(page, page.hasRemaining() ? page.get() : 0);
    }

    @Override
    public int readInteger() {
        return dictionary.wholeAt(ids.next());
    }

    @Override
    public long readLong() {
        return dictionary.longAt(ids.next());
    }

    @Override
    public float readFloat() {
        return dictionary.floatAt(ids.next());
    }

    @Override
    public double readDouble() {
        return dictionary.doubleAt(ids.next());
    }

    @Override
    public Binary readBytes() {
        return dictionary.textAt(ids.next());
    }

    @Override
    public void skip() {
        ids.next();
    }
}
