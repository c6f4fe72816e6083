package io.minimlops.embedded;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/// The S3 store's process. Arguments: directory, port; the keys are in its environment.
final class S3Main {

    static final String ACCESS_KEY = "MLOPS_S3_ACCESS_KEY";
    static final String SECRET_KEY = "MLOPS_S3_SECRET_KEY";

    private static final int THREADS = 32;

    private S3Main() {}

    public static void main(String[] args) throws Exception {
        ChildMain child = ChildMain.of(args);
        Path objects = Files.createDirectories(Path.of(child.arguments().getFirst(), "objects"));
        S3Proxy store =
                S3Proxy.builder()
                        .blobStore(new FilesystemNio2BlobStore(objects.toString()))
                        .endpoint(URI.create("http://127.0.0.1:" + child.arguments().get(1)))
                        .awsAuthentication(
                                AuthenticationType.AWS_V2_OR_V4,
                                System.getenv(ACCESS_KEY),
                                System.getenv(SECRET_KEY))
                        .ignoreUnknownHeaders(true)
                        .jettyMaxThreads(THREADS)
                        .v4MaxNonChunkedRequestSize(UploadBudget.LARGEST_BODY)
                        .build();
        UploadBudget.before(store);
        store.start();
        child.ready(store::stop);
    }
}
