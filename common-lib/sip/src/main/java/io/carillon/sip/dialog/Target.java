package io.carillon.sip.dialog;

import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.transport.Hop;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where the B2BUA sends an INVITE. Immutable; every step gives a new one.
 *
 * @param uri the Request-URI
 * @param listener name of the listening point to send from
 * @param route Route values, topmost first
 * @param hops where to send it, in order; empty to locate the topmost Route or the Request-URI
 * @param edit the service's changes to the INVITE, after the header policy did its part
 * @param noAnswer how long it may ring, from its first 180; null for as long as the caller waits
 * @param beside further targets that ring at the same time; the first answer of all counts
 */
public record Target(
        String uri,
        String listener,
        List<String> route,
        List<Hop> hops,
        UnaryOperator<RequestEdit> edit,
        @Nullable Duration noAnswer,
        List<Target> beside) {
    public Target {
        route = List.copyOf(route);
        hops = List.copyOf(hops);
        beside = List.copyOf(beside);
    }

    public static Target of(String uri, String listener) {
        return new Target(uri, listener, List.of(), List.of(), UnaryOperator.identity(), null, List.of());
    }

    public Target via(List<String> routes) {
        return new Target(uri, listener, routes, hops, edit, noAnswer, beside);
    }

    public Target hops(List<Hop> all) {
        return new Target(uri, listener, route, all, edit, noAnswer, beside);
    }

    public Target edit(UnaryOperator<RequestEdit> change) {
        return new Target(uri, listener, route, hops, change, noAnswer, beside);
    }

    public Target noAnswer(Duration limit) {
        return new Target(uri, listener, route, hops, edit, limit, beside);
    }

    public Target beside(List<Target> others) {
        return new Target(uri, listener, route, hops, edit, noAnswer, others);
    }
}
