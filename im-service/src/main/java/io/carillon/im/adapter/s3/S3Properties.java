package io.carillon.im.adapter.s3;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The bucket that files are kept in, with {@code carillon.im.files.store=s3}.
 *
 * @param endpoint of a server other than Amazon's
 * @param region that requests are signed for
 * @param bucket which must be there
 * @param accessKey and
 * @param secretKey; without them what the environment gives (variables, profile, instance role)
 * @param deadline how long one operation may take with all its retries
 */
@ConfigurationProperties("carillon.im.files.s3")
public record S3Properties(
        @Nullable URI endpoint,
        @DefaultValue("us-east-1") String region,
        @DefaultValue("carillon") String bucket,
        @Nullable String accessKey,
        @Nullable String secretKey,
        @DefaultValue("10s") Duration deadline) {
    @Override
    public String toString() {
        return "S3Properties[" + endpoint + ", " + region + ", " + bucket + "]";
    }
}
