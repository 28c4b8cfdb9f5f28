package io.carillon.launcher.demo;

import io.carillon.launcher.api.Api;
import io.carillon.launcher.api.Provisioning;
import io.carillon.launcher.suite.Suite;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The running suite as its operator sees it: provisioning before the story, evidence after it, all by REST. */
final class Network {
    private final Api api;
    private final Provisioning provisioning;

    Network(Suite suite) {
        this.api = new Api(suite);
        this.provisioning = Provisioning.of(suite);
    }

    /** Makes both subscribers anew and gives Alice money. */
    void admit(Cast cast, long balance) {
        for (String impi : List.of(cast.alice().impi(), cast.bob().impi())) {
            if (provisioning.exists(impi)) {
                provisioning.remove(impi);
            }
        }
        provisioning.addWithUsim(
                cast.alice().impi(),
                cast.alice().impus(),
                cast.alice().ki(),
                cast.alice().opc(),
                null,
                null);
        provisioning.addWithPassword(
                cast.bob().impi(), cast.bob().impus(), cast.bob().password());
        api.put("charging", balanceOf(cast.alice().impu()), Map.of("balance", balance));
    }

    /** Whether the HSS holds the identity as registered. */
    boolean registered(String impi, String impu) {
        return provisioning
                .show(impi)
                .path("impus")
                .valueStream()
                .anyMatch(identity -> identity.path("impu").asString().equals(impu)
                        && identity.path("state").asString().equals("REGISTERED"));
    }

    long balance(String impu) {
        return api.get("charging", balanceOf(impu)).path("balance").asLong();
    }

    /** The record of an answered call of that party since then. */
    Optional<JsonNode> answeredCall(String party, Instant since) {
        String query = "/api/v1/cdrs?kind=call&party=" + Api.segment(party) + "&from=" + since;
        return api.get("charging", query)
                .path("records")
                .valueStream()
                .filter(record -> !record.path("answer").isNull())
                .findFirst();
    }

    /** Whether the history of that user has a message with exactly that text. */
    boolean historyHas(String impu, String text) {
        return texts(api.get("im", "/api/v1/messages?user=" + Api.segment(impu)))
                .anyMatch(text::equals);
    }

    private static Stream<String> texts(JsonNode node) {
        return node.isString() ? Stream.of(node.asString()) : node.valueStream().flatMap(Network::texts);
    }

    private static String balanceOf(String impu) {
        return "/api/v1/balances/" + Api.segment(impu);
    }
}
