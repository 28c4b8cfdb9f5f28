package io.carillon.im.adapter.s3;

import io.carillon.im.files.ObjectName;
import io.carillon.im.files.ObjectStore;
import io.carillon.im.store.StoreAway;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** An object each, by its own name. */
public final class S3Objects implements ObjectStore, AutoCloseable {
    private final S3Client s3;
    private final String bucket;

    public S3Objects(S3Properties properties) {
        var builder = S3Client.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .region(Region.of(properties.region()))
                .credentialsProvider(credentials(properties))
                // Checksums behind the content are Amazon's own: other servers do not know them.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .forcePathStyle(properties.endpoint() != null)
                .overrideConfiguration(each -> each.apiCallTimeout(properties.deadline())
                        .apiCallAttemptTimeout(properties.deadline().dividedBy(2)));
        if (properties.endpoint() != null) {
            builder.endpointOverride(properties.endpoint());
        }
        this.s3 = builder.build();
        this.bucket = properties.bucket();
    }

    private static AwsCredentialsProvider credentials(S3Properties properties) {
        var access = properties.accessKey();
        var secret = properties.secretKey();
        return access == null || secret == null
                ? DefaultCredentialsProvider.create()
                : StaticCredentialsProvider.create(AwsBasicCredentials.create(access, secret));
    }

    private static <T> T asked(Supplier<T> work) {
        try {
            return work.get();
        } catch (SdkException e) {
            throw new StoreAway("S3: " + e.getMessage());
        }
    }

    @Override
    public void put(ObjectName name, byte[] content) {
        asked(() -> s3.putObject(request -> request.bucket(bucket).key(name.value()), RequestBody.fromBytes(content)));
    }

    @Override
    public Optional<byte[]> get(ObjectName name) {
        return asked(() -> {
            try {
                return Optional.of(
                        s3.getObjectAsBytes(request -> request.bucket(bucket).key(name.value()))
                                .asByteArray());
            } catch (NoSuchKeyException e) {
                return Optional.empty();
            }
        });
    }

    @Override
    public void delete(ObjectName name) {
        asked(() -> s3.deleteObject(request -> request.bucket(bucket).key(name.value())));
    }

    @Override
    public List<Stored> below(ObjectName name) {
        return asked(() ->
                s3
                        .listObjectsV2Paginator(
                                request -> request.bucket(bucket).prefix(name.value() + "/"))
                        .contents()
                        .stream()
                        .map(each -> new Stored(new ObjectName(each.key()), each.size(), each.lastModified()))
                        .toList());
    }

    @Override
    public void close() {
        s3.close();
    }
}
