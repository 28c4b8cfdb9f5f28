package io.carillon.hss.cx;

import static io.carillon.hss.cx.Answers.maa;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.Octets;
import io.carillon.diameter.ThreeGppResult;
import io.carillon.diameter.cx.MultimediaAuthAnswer;
import io.carillon.diameter.cx.MultimediaAuthRequest;
import io.carillon.diameter.cx.SipAuthDataItem;
import io.carillon.diameter.cx.SipDigestAuthenticate;
import io.carillon.hss.auth.AkaBatch;
import io.carillon.hss.auth.Credentials;
import io.carillon.hss.auth.Credentials.Aka;
import io.carillon.hss.auth.Credentials.DigestHa1;
import io.carillon.hss.auth.Credentials.Place;
import io.carillon.hss.auth.Vault;
import io.carillon.hss.cx.Identities.Found;
import io.carillon.hss.subscriber.Change;
import io.carillon.hss.subscriber.DigestAlgorithm;
import io.carillon.hss.subscriber.ImplicitSet;
import io.carillon.hss.subscriber.RegistrationState;
import io.carillon.hss.subscriber.Scheme;
import io.carillon.hss.subscriber.Subscription;
import io.carillon.hss.subscriber.Subscriptions;
import io.carillon.identity.aka.AkaVector;
import io.carillon.identity.aka.Sqn;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** What to challenge a user with (TS 29.228 §6.3.1). */
final class MultimediaAuthFlow {
    /** An S-CSCF that asks for more gets these: each vector ages the USIM's sequence number. */
    private static final int MOST_VECTORS = 5;

    private final Subscriptions subscriptions;
    private final Identities identities;
    private final Vault vault;

    MultimediaAuthFlow(Subscriptions subscriptions, Vault vault) {
        this.subscriptions = subscriptions;
        this.identities = new Identities(subscriptions);
        this.vault = vault;
    }

    MultimediaAuthAnswer handle(MultimediaAuthRequest request) {
        return Contention.decide(() -> attempt(request), () -> maa(BaseResult.TOO_BUSY));
    }

    private Optional<MultimediaAuthAnswer> attempt(MultimediaAuthRequest request) {
        return switch (identities.find(request.userName(), request.publicIdentity())) {
            case Found.Refused(var result) -> Optional.of(maa(result));
            case Found.Known(var subscription, var _)
            when !serves(subscription, request.authData()) ->
                Optional.of(maa(ThreeGppResult.AUTH_SCHEME_NOT_SUPPORTED));
            case Found.Known(var subscription, var _)
            when isResynchronisation(request) && subscription.isServedByAnotherThan(request.serverName()) ->
                Optional.of(maa(BaseResult.UNABLE_TO_COMPLY));
            case Found.Known(var subscription, var set) -> challenge(request, subscription, set);
        };
    }

    private Optional<MultimediaAuthAnswer> challenge(
            MultimediaAuthRequest request, Subscription subscription, ImplicitSet set) {
        Credentials credentials = vault.open(
                subscription.impi(),
                subscription.secret().scheme(),
                subscription.secret().sealed());
        return switch (credentials) {
            case Aka keys -> aka(request, subscription, set, keys);
            case DigestHa1 digest ->
                unnumbered(
                        request,
                        subscription,
                        set,
                        SipAuthDataItem.digest(
                                hashes(subscription.secret().realm().orElseThrow(), digest)));
            case Place place -> unnumbered(request, subscription, set, item(place));
        };
    }

    /** The vectors leave only when the store has taken their last sequence number. */
    private Optional<MultimediaAuthAnswer> aka(
            MultimediaAuthRequest request, Subscription subscription, ImplicitSet set, Aka keys) {
        Optional<byte[]> report = request.authData().authorization().map(Octets::toArray);
        if (report.isPresent() && report.get().length != AkaVector.RAND_LENGTH + AkaVector.AUTS_LENGTH) {
            return Optional.of(maa(BaseResult.INVALID_AVP_VALUE));
        }
        Sqn from = report.map(bytes -> resynchronised(subscription.sqn(), keys, bytes))
                .orElse(subscription.sqn());
        AkaBatch batch = AkaBatch.after(from, keys, Math.clamp(request.numberOfItems(), 1, MOST_VECTORS));
        Change change = assigned(request, subscription, set).sqn(batch.last());
        return subscriptions.change(subscription, change)
                ? Optional.of(answer(request, subscription, items(batch)))
                : Optional.empty();
    }

    /** What has no sequence number: a refresh changes nothing. */
    private Optional<MultimediaAuthAnswer> unnumbered(
            MultimediaAuthRequest request, Subscription subscription, ImplicitSet set, SipAuthDataItem item) {
        boolean refresh = set.state() == RegistrationState.REGISTERED && subscription.isServedBy(request.serverName());
        if (!refresh && !subscriptions.change(subscription, assigned(request, subscription, set))) {
            return Optional.empty();
        }
        return Optional.of(answer(request, subscription, List.of(item)));
    }

    private static SipAuthDataItem item(Place place) {
        return place.scheme() == Scheme.NASS_BUNDLED
                ? SipAuthDataItem.line(place.text())
                : SipAuthDataItem.address(InetAddress.ofLiteral(place.text()));
    }

    /** MD5 comes first, as S-CSCFs that know of no alternate one look for it (TS 29.229 §6.3.36). */
    private static SipDigestAuthenticate hashes(String realm, DigestHa1 digest) {
        var hex = HexFormat.of();
        String sha256 = DigestAlgorithm.SHA_256.text();
        if (digest.md5().length == 0) {
            return SipDigestAuthenticate.of(realm, sha256, "auth", hex.formatHex(digest.sha256()));
        }
        var md5 = SipDigestAuthenticate.of(realm, DigestAlgorithm.MD5.text(), "auth", hex.formatHex(digest.md5()));
        return digest.sha256().length == 0 ? md5 : md5.withAlternate(sha256, hex.formatHex(digest.sha256()));
    }

    /** Step 5: the S-CSCF that challenges is the user's from now on, and the outcome is awaited. */
    private static Change assigned(MultimediaAuthRequest request, Subscription subscription, ImplicitSet set) {
        return Change.of(subscription, set)
                .servedBy(ServingNodes.of(request.serverName(), request.envelope()))
                .pending(true);
    }

    private static Sqn resynchronised(Sqn stored, Aka keys, byte[] randAndAuts) {
        byte[] rand = Arrays.copyOf(randAndAuts, AkaVector.RAND_LENGTH);
        byte[] auts = Arrays.copyOfRange(randAndAuts, AkaVector.RAND_LENGTH, randAndAuts.length);
        return AkaBatch.resynchronised(stored, keys, rand, auts);
    }

    private static MultimediaAuthAnswer answer(
            MultimediaAuthRequest request, Subscription subscription, List<SipAuthDataItem> items) {
        return maa(BaseResult.SUCCESS, subscription.impi(), request.publicIdentity(), items);
    }

    private static List<SipAuthDataItem> items(AkaBatch batch) {
        var items = new ArrayList<SipAuthDataItem>();
        for (AkaVector vector : batch.vectors()) {
            byte[] challenge = Arrays.copyOf(vector.rand(), AkaVector.RAND_LENGTH + AkaVector.AUTN_LENGTH);
            System.arraycopy(vector.autn(), 0, challenge, AkaVector.RAND_LENGTH, AkaVector.AUTN_LENGTH);
            items.add(SipAuthDataItem.aka(
                    items.size() + 1L,
                    Octets.of(challenge),
                    Octets.of(vector.xres()),
                    Octets.of(vector.ck()),
                    Octets.of(vector.ik())));
        }
        return List.copyOf(items);
    }

    /** Step 3: the scheme asked for is the user's, or the choice is ours. */
    private static boolean serves(Subscription subscription, SipAuthDataItem asked) {
        String scheme = asked.scheme().orElse(SipAuthDataItem.UNKNOWN);
        return scheme.equalsIgnoreCase(SipAuthDataItem.UNKNOWN)
                || Scheme.of(scheme)
                        .filter(subscription.secret().scheme()::equals)
                        .isPresent();
    }

    private static boolean isResynchronisation(MultimediaAuthRequest request) {
        return request.authData().authorization().isPresent();
    }
}
