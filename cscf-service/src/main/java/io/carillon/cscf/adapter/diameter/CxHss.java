package io.carillon.cscf.adapter.diameter;

import io.carillon.cscf.HomeNetwork;
import io.carillon.cscf.hss.HomeSubscribers;
import io.carillon.diameter.BaseAvps;
import io.carillon.diameter.BaseResult;
import io.carillon.diameter.DiameterAnswer;
import io.carillon.diameter.DiameterClient;
import io.carillon.diameter.DiameterRequest;
import io.carillon.diameter.Octets;
import io.carillon.diameter.Outcome;
import io.carillon.diameter.Result;
import io.carillon.diameter.SupportedFeatures;
import io.carillon.diameter.ThreeGppResult;
import io.carillon.diameter.cx.CxAvps;
import io.carillon.diameter.cx.LocationInfoRequest;
import io.carillon.diameter.cx.MultimediaAuthAnswer;
import io.carillon.diameter.cx.MultimediaAuthRequest;
import io.carillon.diameter.cx.ServerAssignmentRequest;
import io.carillon.diameter.cx.ServerAssignmentType;
import io.carillon.diameter.cx.ServerCapabilities;
import io.carillon.diameter.cx.SipAuthDataItem;
import io.carillon.diameter.cx.SipDigestAuthenticate;
import io.carillon.diameter.cx.UserAuthorizationRequest;
import io.carillon.diameter.cx.UserAuthorizationType;
import io.carillon.identity.Impi;
import io.carillon.identity.Impu;
import io.carillon.identity.SipUri;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Cx client (TS 29.228 §6, TS 29.229). */
public final class CxHss implements HomeSubscribers {
    private static final Logger LOG = LoggerFactory.getLogger(CxHss.class);

    /** SiFC, bit 0 of feature list 1 (TS 29.229 §7.1.1). */
    private static final long SHARED_CRITERIA = 1;

    /** IMSRestorationInd, bit 2. */
    private static final long RESTORATION = 4;

    private static final Pattern HA1 = Pattern.compile("[0-9a-fA-F]{32}|[0-9a-fA-F]{64}");

    private final DiameterClient client;
    private final HomeNetwork home;
    private final Duration deadline;
    private final SupportedFeatures features;

    /** @param sharedSets true if profiles may name sets of criteria by number */
    public CxHss(DiameterClient client, HomeNetwork home, Duration deadline, boolean sharedSets) {
        this.client = client;
        this.home = home;
        this.deadline = deadline;
        this.features = SupportedFeatures.of(1, sharedSets ? RESTORATION | SHARED_CRITERIA : RESTORATION);
    }

    @Override
    public WhereToRegister authorize(Impi impi, Impu impu, String visitedNetwork, Purpose purpose) {
        var type = switch (purpose) {
            case REGISTRATION -> UserAuthorizationType.REGISTRATION;
            case DEREGISTRATION -> UserAuthorizationType.DE_REGISTRATION;
            case REGISTRATION_AND_CAPABILITIES -> UserAuthorizationType.REGISTRATION_AND_CAPABILITIES;
        };
        var request = UserAuthorizationRequest.draft()
                .set(BaseAvps.USER_NAME, impi.value())
                .set(CxAvps.PUBLIC_IDENTITY, impu.value())
                .set(CxAvps.VISITED_NETWORK_IDENTIFIER, visitedNetwork)
                .set(CxAvps.USER_AUTHORIZATION_TYPE, type)
                .build();
        return ask(
                request,
                answer -> answer.serverName()
                        .<WhereToRegister>map(name -> isServer(name)
                                ? new WhereToRegister.Assigned(name)
                                : new WhereToRegister.Refused(nonsense(request, "the S-CSCF " + name)))
                        .orElseGet(() -> new WhereToRegister.Capable(wanted(answer.serverCapabilities()))),
                WhereToRegister.Refused::new);
    }

    @Override
    public AuthenticationData challenge(Impi impi, Impu impu, SchemeWanted scheme) {
        var item = switch (scheme) {
            case SchemeWanted.Any ignored -> SipAuthDataItem.asking(SipAuthDataItem.UNKNOWN);
            case SchemeWanted.Aka ignored -> SipAuthDataItem.asking(SipAuthDataItem.AKA);
            case SchemeWanted.Resynchronise(var rand, var auts) -> SipAuthDataItem.resynchronising(joined(rand, auts));
        };
        var request = MultimediaAuthRequest.draft()
                .set(BaseAvps.USER_NAME, impi.value())
                .set(CxAvps.PUBLIC_IDENTITY, impu.value())
                .set(CxAvps.SIP_AUTH_DATA_ITEM, item)
                .set(CxAvps.SIP_NUMBER_AUTH_ITEMS, 1L)
                .set(CxAvps.SERVER_NAME, home.scscf().toString())
                .build();
        return ask(
                request,
                answer -> authenticationData(answer)
                        .orElseGet(
                                () -> new AuthenticationData.Refused(nonsense(request, "nothing to challenge with"))),
                AuthenticationData.Refused::new);
    }

    private static boolean isServer(String name) {
        try {
            SipUri.parse(name);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** What cannot be used is worth no more than silence: it is the HSS's fault, never the user's. */
    private static Cause nonsense(DiameterRequest<?> request, String what) {
        LOG.warn("{}: the HSS answered with {}", request.getClass().getSimpleName(), what);
        return Cause.UNAVAILABLE;
    }

    private static Octets joined(byte[] rand, byte[] auts) {
        var both = java.util.Arrays.copyOf(rand, rand.length + auts.length);
        System.arraycopy(auts, 0, both, rand.length, auts.length);
        return Octets.of(both);
    }

    private static Optional<AuthenticationData> authenticationData(MultimediaAuthAnswer answer) {
        var digests = answer.authData().stream()
                .map(SipAuthDataItem::digest)
                .flatMap(Optional::stream)
                .toList();
        if (!digests.isEmpty()) {
            var hashes = hashes(digests);
            return hashes.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new AuthenticationData.SipDigest(digests.getFirst().realm(), hashes));
        }
        var item = answer.authData().stream().findFirst();
        var scheme = item.flatMap(SipAuthDataItem::scheme).orElse("");
        if (scheme.equals(SipAuthDataItem.NASS_BUNDLED)) {
            var lines = item.stream()
                    .flatMap(each -> each.lineIdentifiers().stream())
                    .map(Octets::text)
                    .collect(Collectors.toUnmodifiableSet());
            return Optional.of(new AuthenticationData.Line(lines));
        }
        if (scheme.equals(SipAuthDataItem.EARLY_IMS)) {
            return item.map(each -> new AuthenticationData.Address(each::isAddress));
        }
        var challenge =
                item.flatMap(SipAuthDataItem::authenticate).map(Octets::toArray).filter(bytes -> bytes.length == 32);
        var expected = bytes(item.flatMap(SipAuthDataItem::authorization));
        if (challenge.isEmpty() || expected.length == 0) { // without XRES an empty password would do
            return Optional.empty();
        }
        var randAutn = challenge.get();
        return Optional.of(new AuthenticationData.Aka(
                java.util.Arrays.copyOf(randAutn, 16),
                java.util.Arrays.copyOfRange(randAutn, 16, 32),
                expected,
                bytes(item.flatMap(SipAuthDataItem::ck)),
                bytes(item.flatMap(SipAuthDataItem::ik))));
    }

    /** One item for each algorithm, or one with an alternate (TS 29.229 §6.3.36, §6.3.65). */
    private static Map<String, String> hashes(List<SipDigestAuthenticate> digests) {
        var hashes = new HashMap<String, String>();
        for (var each : digests) {
            hashes.putIfAbsent(each.algorithm().orElse("MD5"), each.ha1());
            if (each.alternateAlgorithm().isPresent() && each.alternateHa1().isPresent()) {
                hashes.putIfAbsent(
                        each.alternateAlgorithm().get(), each.alternateHa1().get());
            }
        }
        // With any other text no answer of a phone could be right.
        hashes.values().removeIf(each -> !HA1.matcher(each).matches());
        return hashes;
    }

    private static byte[] bytes(Optional<Octets> octets) {
        return octets.map(Octets::toArray).orElse(new byte[0]);
    }

    @Override
    public Assignment assign(
            Optional<Impi> impi, Impu impu, AssignmentType type, boolean profileKnown, List<Kept> kept) {
        var draft = ServerAssignmentRequest.draft()
                .add(CxAvps.PUBLIC_IDENTITY, impu.value())
                .set(CxAvps.SERVER_NAME, home.scscf().toString())
                .set(CxAvps.SERVER_ASSIGNMENT_TYPE, ServerAssignmentType.valueOf(type.name()))
                .set(CxAvps.USER_DATA_ALREADY_AVAILABLE, profileKnown)
                .add(BaseAvps.SUPPORTED_FEATURES, features);
        impi.ifPresent(each -> draft.set(BaseAvps.USER_NAME, each.value()));
        Restoration.of(kept).ifPresent(each -> draft.set(CxAvps.SCSCF_RESTORATION_INFO, each));
        return ask(
                draft.build(),
                answer -> new Assignment.Done(
                        answer.userData().map(data -> data.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                        Restoration.read(answer.scscfRestorationInfo()),
                        answer.chargingInformation()
                                .map(ChargingFunctions::header)
                                .orElse("")),
                cause -> new Assignment.Refused(
                        type == AssignmentType.NO_ASSIGNMENT && cause == Cause.FAILING ? Cause.NOT_REGISTERED : cause));
    }

    @Override
    public WhereServed locate(Impu impu) {
        var request = LocationInfoRequest.draft()
                .set(CxAvps.PUBLIC_IDENTITY, impu.value())
                .build();
        return ask(
                request,
                answer -> answer.serverName()
                        .<WhereServed>map(scscf -> isServer(scscf)
                                ? new WhereServed.At(scscf, answer.wildcardedPublicIdentity())
                                : new WhereServed.Refused(nonsense(request, "the S-CSCF " + scscf)))
                        .orElseGet(() -> new WhereServed.Unassigned(
                                wanted(answer.serverCapabilities()), answer.wildcardedPublicIdentity())),
                WhereServed.Refused::new);
    }

    private static Wanted wanted(Optional<ServerCapabilities> capabilities) {
        return capabilities
                .map(each -> new Wanted(each.mandatory(), each.optional()))
                .orElse(new Wanted(List.of(), List.of()));
    }

    /** One question to the HSS: its answer, the cause of its refusal, or that nobody answered. */
    private <A extends DiameterAnswer, R> R ask(
            DiameterRequest<A> request, Function<A, R> success, Function<Cause, R> refusal) {
        return switch (client.ask(request, deadline)) {
            case Outcome.Answered<A>(var answer) ->
                answer.result().success() ? success.apply(answer) : refusal.apply(cause(request, answer));
            case Outcome.Unanswered<A>(var reason) -> {
                LOG.warn("{}: no answer from an HSS, {}", request.getClass().getSimpleName(), reason);
                yield refusal.apply(Cause.UNAVAILABLE);
            }
        };
    }

    private static Cause cause(DiameterRequest<?> request, DiameterAnswer answer) {
        var cause = cause(answer.result());
        LOG.info("{}: {}", request.getClass().getSimpleName(), answer.result());
        return cause;
    }

    private static Cause cause(Result result) {
        return switch (result) {
            case ThreeGppResult.USER_UNKNOWN -> Cause.UNKNOWN;
            case ThreeGppResult.IDENTITIES_DONT_MATCH, ThreeGppResult.IDENTITY_ALREADY_REGISTERED -> Cause.NOT_ALLOWED;
            case ThreeGppResult.ROAMING_NOT_ALLOWED -> Cause.ROAMING_NOT_ALLOWED;
            case ThreeGppResult.IDENTITY_NOT_REGISTERED -> Cause.NOT_REGISTERED;
            case ThreeGppResult.AUTH_SCHEME_NOT_SUPPORTED -> Cause.SCHEME_NOT_SUPPORTED;
            case BaseResult.AUTHORIZATION_REJECTED -> Cause.NOT_ALLOWED;
            case BaseResult.UNABLE_TO_COMPLY -> Cause.FAILING;
            default -> Cause.UNAVAILABLE;
        };
    }
}
