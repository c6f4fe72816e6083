package io.minimlops.gateway.oip;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.UTF8StreamJsonParser;
import com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer;
import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Tensor.Numbers;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Jackson's parser of a body that is in memory whole, with a short cut through arrays of numbers.
final class BodyParser extends UTF8StreamJsonParser {

    private BodyParser(
            IOContext context,
            int features,
            @Nullable ObjectCodec codec,
            ByteQuadsCanonicalizer symbols,
            byte[] bytes,
            int from,
            int to) {
        super(context, features, null, codec, symbols, bytes, from, to, 0, false);
    }

    /// With the parser at the beginning of an array: its numbers, and the parser at its end. Null,
    /// and the parser where it was, when token by token is the way.
    @Nullable Numbers numbers(DataType type, long elements) throws IOException {
        NumberArray array = new NumberArray(_inputBuffer, _inputPtr, _inputEnd, type, elements);
        ByteBuffer read = array.read();
        if (read == null) {
            return null;
        }
        _inputPtr = array.position();
        nextToken();
        return new Numbers(read);
    }

    /// Makes them.
    static final class Factory extends JsonFactory {

        private static final long serialVersionUID = 1;

        Factory(StreamReadConstraints constraints) {
            super(
                    new JsonFactoryBuilder()
                            .streamReadConstraints(constraints)
                            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER));
        }

        @Override
        protected JsonParser _createParser(byte[] data, int from, int length, IOContext context) {
            return new BodyParser(
                    context,
                    _parserFeatures,
                    _objectCodec,
                    _byteSymbolCanonicalizer.makeChildOrPlaceholder(_factoryFeatures),
                    data,
                    from,
                    from + length);
        }
    }
}
