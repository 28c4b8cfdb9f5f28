package io.carillon.diameter.cx;

import static io.carillon.diameter.cx.CxAvps.MANDATORY_CAPABILITY;
import static io.carillon.diameter.cx.CxAvps.OPTIONAL_CAPABILITY;
import static io.carillon.diameter.cx.CxAvps.SERVER_NAME;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Grammar;
import java.lang.invoke.MethodHandles;
import java.util.List;

/** Server-Capabilities (TS 29.229 §6.3.4). */
public record ServerCapabilities(List<Long> mandatory, List<Long> optional, List<String> serverNames, List<Avp> extra) {
    public static final Grammar<ServerCapabilities> GRAMMAR = Grammar.of(
                    ServerCapabilities.class, MethodHandles.lookup(), CxAvps.DICTIONARY)
            .repeated(MANDATORY_CAPABILITY, ServerCapabilities::mandatory)
            .repeated(OPTIONAL_CAPABILITY, ServerCapabilities::optional)
            .repeated(SERVER_NAME, ServerCapabilities::serverNames)
            .extra(ServerCapabilities::extra);

    public static Draft<ServerCapabilities> draft() {
        return GRAMMAR.draft();
    }

    public static ServerCapabilities of(List<Long> mandatory, List<Long> optional) {
        return new ServerCapabilities(mandatory, optional, List.of(), List.of());
    }
}
