package io.minimlops.gateway.oip.grpc;

import io.grpc.Decompressor;
import io.grpc.DecompressorRegistry;
import io.quarkus.grpc.api.ServerBuilderCustomizer;
import io.quarkus.grpc.runtime.config.GrpcServerConfiguration;
import io.vertx.grpc.VertxServerBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.util.zip.InflaterInputStream;

/// Messages that clients send deflated; gRPC for Java reads gzip only.
@ApplicationScoped
public class DeflateMessages implements ServerBuilderCustomizer<VertxServerBuilder> {

    @Override
    public void customize(GrpcServerConfiguration config, VertxServerBuilder server) {
        server.decompressorRegistry(
                DecompressorRegistry.getDefaultInstance().with(new Deflate(), true));
    }

    private record Deflate() implements Decompressor {

        @Override
        public String getMessageEncoding() {
            return "deflate";
        }

        @Override
        public InputStream decompress(InputStream message) {
            return new InflaterInputStream(message);
        }
    }
}
