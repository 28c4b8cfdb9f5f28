package io.carillon.diameter.ro;

import static io.carillon.diameter.ro.RoAvps.REDIRECT_ADDRESS_TYPE;
import static io.carillon.diameter.ro.RoAvps.REDIRECT_SERVER_ADDRESS;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Grammar;
import java.lang.invoke.MethodHandles;
import java.util.List;

/** Redirect-Server (RFC 8506 §8.37). */
public record RedirectServer(RedirectAddressType type, String address, List<Avp> extra) {
    public static final Grammar<RedirectServer> GRAMMAR = Grammar.of(
                    RedirectServer.class, MethodHandles.lookup(), RoAvps.DICTIONARY)
            .required(REDIRECT_ADDRESS_TYPE, RedirectServer::type)
            .required(REDIRECT_SERVER_ADDRESS, RedirectServer::address)
            .extra(RedirectServer::extra);

    public static Draft<RedirectServer> draft() {
        return GRAMMAR.draft();
    }
}
