package io.carillon.sip.proxy;

import io.carillon.identity.SipUri;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.Uris;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The Route header in a proxy (RFC 3261 §16.4, §16.6 steps 6 and 7). */
public final class Routes {
    private Routes() {}

    /** The request without our own Route values, and these values, topmost first. */
    public record Popped(SipRequest request, List<NameAddr> own) {
        /** The topmost own Route: it says in which role the request came. */
        public Optional<SipUri> uri() {
            return own.isEmpty() ? Optional.empty() : Optional.of(own.getFirst().sipUri());
        }
    }

    /**
     * Takes off the topmost Route if it is ours. A strict router ahead of us put our Route into the Request-URI and
     * the target into the last Route; that is undone first.
     *
     * @param own says whether a URI names this node
     */
    public static Popped popOwn(SipRequest request, Predicate<SipUri> own) {
        return pop(request, own, 1);
    }

    /** As {@link #popOwn}, with every own Route on top: both of a double Record-Route (RFC 5658 §5.2). */
    public static Popped popAllOwn(SipRequest request, Predicate<SipUri> own) {
        return pop(request, own, Integer.MAX_VALUE);
    }

    private static Popped pop(SipRequest received, Predicate<SipUri> own, int most) {
        if (!received.has(HeaderName.ROUTE)) {
            return new Popped(received, List.of());
        }
        var routes = received.all(HeaderName.ROUTE);
        var taken = new ArrayList<NameAddr>(2);
        int end = routes.size();
        if (afterStrictRouter(received, own)) {
            taken.add(NameAddr.of(received.uri()));
            end--;
        }
        int at = 0;
        while (at < end && taken.size() < most) {
            var route = NameAddr.parse(routes.get(at));
            if (!isOwn(route, own)) {
                break;
            }
            taken.add(route);
            at++;
        }
        if (taken.isEmpty()) {
            return new Popped(received, List.of());
        }
        var edit = received.edit();
        if (end < routes.size()) {
            edit.uri(NameAddr.parse(routes.get(end)).uri());
        }
        if (at == 1 && end == routes.size()) {
            edit.removeFirst(HeaderName.ROUTE);
        } else {
            edit.setAll(HeaderName.ROUTE, routes.subList(at, end));
        }
        return new Popped(edit.build(), List.copyOf(taken));
    }

    /** The Request-URI is a value that we put into Record-Route: it has lr and names us. */
    private static boolean afterStrictRouter(SipRequest request, Predicate<SipUri> own) {
        return request.uri().contains(";lr")
                && Uris.isSip(request.uri())
                && request.sipUri().hasParam("lr")
                && own.test(request.sipUri());
    }

    private static boolean isOwn(NameAddr route, Predicate<SipUri> own) {
        return Uris.isSip(route.uri()) && own.test(route.sipUri());
    }

    /** Where the request goes next: the topmost Route, or the Request-URI (§16.6 step 7). */
    public static SipUri next(SipRequest request) {
        var route = request.first(HeaderName.ROUTE);
        return route.isPresent() ? NameAddr.parse(route.get()).sipUri() : request.sipUri();
    }

    /**
     * Makes the request fit for a strict router on top of the route set: its URI becomes the Request-URI, and the
     * target the last Route (§16.6 step 6). A request whose topmost Route has lr stays as it is.
     */
    public static SipRequest forStrictRouter(SipRequest request) {
        var top = request.first(HeaderName.ROUTE);
        if (top.isEmpty()) {
            return request;
        }
        var uri = NameAddr.parse(top.get()).sipUri();
        if (uri.hasParam("lr")) {
            return request;
        }
        return request.edit()
                .removeFirst(HeaderName.ROUTE)
                .append(HeaderName.ROUTE, "<" + request.uri() + ">")
                .uri(uri)
                .build();
    }
}
