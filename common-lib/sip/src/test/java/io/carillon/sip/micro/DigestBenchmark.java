package io.carillon.sip.micro;

import io.carillon.sip.auth.Algorithm;
import io.carillon.sip.auth.Challenge;
import io.carillon.sip.auth.Credentials;
import io.carillon.sip.auth.Digest;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A challenge, and its answer read and checked. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DigestBenchmark {
    private static final String ANSWER = "Digest username=\"u000001\",realm=\"ims.test\",nonce=\"0123456789abcdef\","
            + "uri=\"sip:ims.test\",response=\"00000000000000000000000000000000\",algorithm=MD5,"
            + "cnonce=\"5ca1ab1e\",qop=auth,nc=00000001";

    private final String ha1 = Digest.ha1(Algorithm.MD5, "u000001", "ims.test", "secret");
    private final String answer = ANSWER;

    @Benchmark
    public String challenge() {
        return Challenge.of("ims.test", "0123456789abcdef", Algorithm.MD5).toString();
    }

    @Benchmark
    public boolean parseAndVerify() {
        return Digest.verify(Credentials.parse(answer).orElseThrow(), "REGISTER", ha1);
    }
}
