package io.carillon.cscf.icscf;

import io.carillon.cscf.HomeNetwork;
import io.carillon.cscf.hss.HomeSubscribers;
import io.carillon.cscf.hss.HomeSubscribers.Purpose;
import io.carillon.cscf.hss.HomeSubscribers.WhereToRegister;
import io.carillon.cscf.scscf.RegisterFlow;
import io.carillon.cscf.scscf.RegisterRequest;
import io.carillon.identity.SipUri;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.proxy.Branch;
import io.carillon.sip.proxy.Forward;
import io.carillon.sip.proxy.Proxy;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transport.Locator;

/** REGISTER at the I-CSCF: ask the HSS where it goes (TS 24.229 §5.3.1 · docs/flows/register.md). */
public final class IcscfRegisterFlow {
    private final HomeSubscribers hss;
    private final ScscfSelection selection;
    private final RegisterFlow registrar;
    private final HomeNetwork home;
    private final Proxy proxy;
    private final Locator locator;

    public IcscfRegisterFlow(
            HomeSubscribers hss,
            ScscfSelection selection,
            RegisterFlow registrar,
            HomeNetwork home,
            Proxy proxy,
            Locator locator) {
        this.hss = hss;
        this.selection = selection;
        this.registrar = registrar;
        this.home = home;
        this.proxy = proxy;
        this.locator = locator;
    }

    public void handle(ServerTransaction transaction, SipRequest request) {
        var register = RegisterRequest.of(request);
        var purpose = register.deregistersAll() ? Purpose.DEREGISTRATION : Purpose.REGISTRATION;
        var visited = request.first(HeaderName.P_VISITED_NETWORK_ID).orElse(home.domain());
        var scscf = where(register, unquoted(visited), purpose);
        if (isReachable(scscf) || purpose == Purpose.DEREGISTRATION) {
            toScscf(transaction, request, register, scscf);
        } else {
            var other = where(register, unquoted(visited), Purpose.REGISTRATION_AND_CAPABILITIES);
            toScscf(transaction, request, register, other);
        }
    }

    private SipUri where(RegisterRequest register, String visited, Purpose purpose) {
        var name = switch (hss.authorize(register.impi(), register.impu(), visited, purpose)) {
            case WhereToRegister.Assigned(var scscf) -> scscf;
            case WhereToRegister.Capable(var wanted) ->
                selection.choose(wanted).orElseThrow(() -> new SipFailure(504, "No S-CSCF With These Capabilities"));
            case WhereToRegister.Refused(var cause) -> throw new SipFailure(cause.registerStatus());
        };
        return SipUri.parse(name);
    }

    /** One that is gone is replaced (§5.3.1.3). */
    private boolean isReachable(SipUri scscf) {
        return home.isCscf(scscf) || !locator.locate(scscf).isEmpty();
    }

    /** Our own S-CSCF is a function call away; any other is a hop. */
    private void toScscf(ServerTransaction transaction, SipRequest request, RegisterRequest register, SipUri scscf) {
        if (home.isCscf(scscf)) {
            registrar.handle(transaction, register);
            return;
        }
        var hops = locator.locate(scscf);
        if (hops.isEmpty()) {
            throw new SipFailure(504, "S-CSCF Unreachable");
        }
        var forwarded = request.edit().uri(scscf).build();
        proxy.forward(transaction, Forward.to("core", new Branch(forwarded, hops)));
    }

    private static String unquoted(String value) {
        int end = value.lastIndexOf('"');
        return end > 0 && value.startsWith("\"") ? value.substring(1, end) : value;
    }
}
