package io.carillon.node.directory;

import java.util.Map;

/** A bean of a service that speaks on some wire and wants to be found there. Asked again and again, so it may change. */
@FunctionalInterface
public interface AddressContribution {

    /** {@code host:port} by wire, as {@link NodeInfo#addresses} has it. */
    Map<String, String> addresses();
}
