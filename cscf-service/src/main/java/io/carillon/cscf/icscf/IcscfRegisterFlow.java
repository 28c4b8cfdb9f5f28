package io.carillon.cscf.icscf;

import io.carillon.cscf.HomeNetwork;
import io.carillon.cscf.hss.HomeSubscribers;
import io.carillon.cscf.hss.HomeSubscribers.Cause;
import io.carillon.cscf.hss.HomeSubscribers.Purpose;
import io.carillon.cscf.hss.HomeSubscribers.Wanted;
import io.carillon.cscf.hss.HomeSubscribers.WhereToRegister;
import io.carillon.cscf.scscf.LocalAnswer;
import io.carillon.cscf.scscf.RegisterFlow;
import io.carillon.cscf.scscf.RegisterRequest;
import io.carillon.identity.SipUri;
import io.carillon.sip.auth.Challenge;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.message.Uris;
import io.carillon.sip.proxy.Branch;
import io.carillon.sip.proxy.Forward;
import io.carillon.sip.proxy.Proxy;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transport.Locator;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** REGISTER at the I-CSCF: ask the HSS where it goes (TS 24.229 §5.3.1 · docs/flows/register.md). */
public final class IcscfRegisterFlow {
    /** How long an S-CSCF may take: the phone gives up after 32 s. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final HomeSubscribers hss;
    private final ScscfSelection selection;
    private final RegisterFlow registrar;
    private final Decoy decoy;
    private final HomeNetwork home;
    private final Proxy proxy;
    private final Locator locator;

    public IcscfRegisterFlow(
            HomeSubscribers hss,
            ScscfSelection selection,
            RegisterFlow registrar,
            Decoy decoy,
            HomeNetwork home,
            Proxy proxy,
            Locator locator) {
        this.hss = hss;
        this.selection = selection;
        this.registrar = registrar;
        this.decoy = decoy;
        this.home = home;
        this.proxy = proxy;
        this.locator = locator;
    }

    public void handle(ServerTransaction transaction, SipRequest request) {
        var register = RegisterRequest.of(request);
        if (isForOurScscf(request)) { // another I-CSCF has chosen already
            registrar.handle(transaction, register);
            return;
        }
        var purpose = register.deregistersAll() ? Purpose.DEREGISTRATION : Purpose.REGISTRATION;
        switch (authorize(register, purpose)) {
            case WhereToRegister.Assigned(var scscf) -> assigned(transaction, register, SipUri.parse(scscf));
            case WhereToRegister.Capable(var wanted) -> first(transaction, register, ranked(wanted));
            case WhereToRegister.Refused(var cause) -> refused(transaction, register, cause);
        }
    }

    private boolean isForOurScscf(SipRequest request) {
        return Uris.isSip(request.uri())
                && request.sipUri().host().equalsIgnoreCase(home.scscf().host());
    }

    private WhereToRegister authorize(RegisterRequest register, Purpose purpose) {
        var visited = register.request().first(HeaderName.P_VISITED_NETWORK_ID).orElse(home.domain());
        return hss.authorize(register.impi(), register.impu(), unquoted(visited), purpose);
    }

    /** Who has no secret to prove is refused in the same two steps as who gets it wrong. */
    private void refused(ServerTransaction transaction, RegisterRequest register, Cause cause) {
        boolean silent = cause == Cause.UNKNOWN || cause == Cause.NOT_ALLOWED;
        boolean answered = register.credentials()
                .filter(each -> !each.response().isEmpty())
                .isPresent();
        if (!silent || answered) {
            throw new SipFailure(cause.registerStatus());
        }
        transaction.respond(register.request()
                .reply(401)
                .toTag(ResponseEdit.newTag())
                .setAll(
                        HeaderName.WWW_AUTHENTICATE,
                        decoy.challenges(register, home).stream()
                                .map(Challenge::toString)
                                .toList())
                .build());
    }

    /** Our own S-CSCF is a function call away; any other is a hop, and when it is gone there are others (§5.3.1.3). */
    private void assigned(ServerTransaction transaction, RegisterRequest register, SipUri scscf) {
        if (home.isCscf(scscf)) {
            registrar.handle(transaction, register);
            return;
        }
        var forward = toNext(register, List.of(scscf).iterator(), () -> others(register, scscf));
        proxy.forward(transaction, forward.orElseThrow(IcscfRegisterFlow::nobody));
    }

    /** The HSS gives capabilities in place of the S-CSCF that does not answer. */
    private Optional<Forward> others(RegisterRequest register, SipUri failed) {
        return switch (authorize(register, Purpose.REGISTRATION_AND_CAPABILITIES)) {
            case WhereToRegister.Assigned ignored -> Optional.empty();
            case WhereToRegister.Capable(var wanted) ->
                toNext(
                        register,
                        ranked(wanted).stream()
                                .filter(each -> !each.equals(failed))
                                .iterator(),
                        Optional::empty);
            case WhereToRegister.Refused(var cause) ->
                Optional.of(LocalAnswer.of(new SipFailure(cause.registerStatus())));
        };
    }

    private List<SipUri> ranked(Wanted wanted) {
        var names = selection.rank(wanted).stream().map(SipUri::parse).toList();
        if (names.isEmpty()) {
            throw new SipFailure(504, "No S-CSCF With These Capabilities");
        }
        return names;
    }

    private void first(ServerTransaction transaction, RegisterRequest register, List<SipUri> candidates) {
        if (home.isCscf(candidates.getFirst())) {
            registrar.handle(transaction, register);
            return;
        }
        proxy.forward(
                transaction,
                toNext(register, candidates.iterator(), Optional::empty).orElseThrow(IcscfRegisterFlow::nobody));
    }

    /** To the first that is there; when that one fails to the next, and at last to what {@code end} gives. */
    private Optional<Forward> toNext(
            RegisterRequest register, Iterator<SipUri> candidates, Supplier<Optional<Forward>> end) {
        while (candidates.hasNext()) {
            var scscf = candidates.next();
            var hops = locator.locate(scscf);
            if (!hops.isEmpty()) {
                var forwarded = register.request().edit().uri(scscf).build();
                return Optional.of(Forward.to("core", new Branch(forwarded, hops))
                        .noAnswerTimeout(PATIENCE)
                        .otherwise(best -> isGone(best)
                                ? toNext(register, candidates, end).or(() -> Optional.of(LocalAnswer.of(nobody())))
                                : Optional.empty()));
            }
        }
        return end.get();
    }

    /** §5.3.1.3: no answer, a redirection, 480; a server error is none the better. */
    private static boolean isGone(SipResponse best) {
        return best.status() == 408 || best.status() == 480 || best.status() / 100 == 3 || best.status() / 100 == 5;
    }

    private static SipFailure nobody() {
        return new SipFailure(504, "S-CSCF Unreachable");
    }

    private static String unquoted(String value) {
        int end = value.lastIndexOf('"');
        return end > 0 && value.startsWith("\"") ? value.substring(1, end) : value;
    }
}
