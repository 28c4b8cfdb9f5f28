package io.carillon.testkit;

import io.carillon.identity.aka.Usim;
import io.carillon.ipsec.AkaKeys;
import io.carillon.sip.auth.Aka;
import io.carillon.sip.auth.AuthHeader;
import io.carillon.sip.auth.Challenge;
import io.carillon.sip.auth.DigestClient;
import io.carillon.sip.message.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What proves the phone's identity, and the Authorization header values made with it (TS 24.229 §5.1.1.2, §5.1.1.5). */
abstract sealed class Credential {
    private final String impi;
    private final DigestClient client;
    private @Nullable Challenge last;

    private Credential(String impi) {
        this.impi = impi;
        this.client = new DigestClient(impi);
    }

    /** For the first REGISTER: the last nonce again, or empty fields (TS 24.229 §5.1.1.2.2, §5.1.1.4.2). */
    final String opening(String realm, String uri) {
        var known = last;
        if (known != null) {
            return client.answer(known, Method.REGISTER, uri, password())
                    .header()
                    .toString();
        }
        return AuthHeader.of("Digest")
                .withQuoted("username", impi)
                .withQuoted("realm", realm)
                .withQuoted("uri", uri)
                .withQuoted("nonce", "")
                .withQuoted("response", "")
                .toString();
    }

    /** @throws IllegalStateException if the network does not prove that it is the subscriber's */
    abstract String answer(Challenge challenge, String uri);

    abstract byte[] password();

    /** CK and IK of the last AKA run; none without a USIM. */
    Optional<AkaKeys> keys() {
        return Optional.empty();
    }

    final String signed(Challenge challenge, String uri) {
        last = challenge;
        return client.answer(challenge, Method.REGISTER, uri, password())
                .header()
                .toString();
    }

    /** SIP digest (TS 33.203 Annex N). */
    static final class Password extends Credential {
        private final byte[] password;

        Password(String impi, String password) {
            super(impi);
            this.password = password.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        }

        @Override
        String answer(Challenge challenge, String uri) {
            return signed(challenge, uri);
        }

        @Override
        byte[] password() {
            return password;
        }
    }

    /** IMS AKA with a USIM (RFC 3310, TS 33.203 §6.1). */
    static final class Sim extends Credential {
        private final Usim usim;
        private byte[] password = {};
        private Optional<AkaKeys> keys = Optional.empty();

        Sim(String impi, Usim usim) {
            super(impi);
            this.usim = usim;
        }

        @Override
        String answer(Challenge challenge, String uri) {
            var nonce = Aka.read(challenge.nonce())
                    .orElseThrow(() -> new IllegalStateException("The nonce holds no RAND and AUTN"));
            return switch (usim.authenticate(nonce.rand(), nonce.autn())) {
                case Usim.Verdict.Accepted accepted -> {
                    keys = Optional.of(new AkaKeys(accepted.ik(), accepted.ck()));
                    password = Aka.password(challenge.algorithm(), accepted.res(), accepted.ik(), accepted.ck());
                    yield signed(challenge, uri);
                }
                case Usim.Verdict.OutOfSync(var auts) ->
                    super.client
                            .resynchronise(challenge, Method.REGISTER, uri, auts)
                            .header()
                            .toString();
                case Usim.Verdict.NotGenuine() ->
                    throw new IllegalStateException("The network is not the USIM's: MAC-A is wrong");
            };
        }

        @Override
        Optional<AkaKeys> keys() {
            return keys;
        }

        @Override
        byte[] password() {
            return password;
        }
    }
}
