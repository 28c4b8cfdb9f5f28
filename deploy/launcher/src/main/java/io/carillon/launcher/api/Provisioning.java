package io.carillon.launcher.api;

import io.carillon.launcher.suite.Suite;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Subscribers in hss, and their telephone numbers in enum. */
public final class Provisioning {
    private static final String SUBSCRIBERS = "/api/v1/subscribers";
    private static final String NUMBERS = "/api/v1/numbers/";
    private static final int NOT_FOUND = 404;
    private static final int PAGE = 500;

    private final Api api;

    private Provisioning(Api api) {
        this.api = api;
    }

    public static Provisioning of(Suite suite) {
        return new Provisioning(new Api(suite));
    }

    public void addWithPassword(String impi, List<String> impus, String password) {
        add(impi, impus, Map.of("password", password));
    }

    public void addWithUsim(
            String impi, List<String> impus, String ki, String opc, @Nullable String amf, @Nullable String sqn) {
        Map<String, String> usim = new LinkedHashMap<>(Map.of("ki", ki, "opc", opc));
        Optional.ofNullable(amf).ifPresent(given -> usim.put("amf", given));
        Optional.ofNullable(sqn).ifPresent(given -> usim.put("sqn", given));
        add(impi, impus, usim);
    }

    private void add(String impi, List<String> impus, Map<String, String> credentials) {
        Map<String, Object> subscriber = new LinkedHashMap<>();
        subscriber.put("impi", impi);
        subscriber.put("impus", impus);
        subscriber.putAll(credentials);
        api.post("hss", SUBSCRIBERS, subscriber);
        Optional<String> sip =
                impus.stream().filter(impu -> impu.startsWith("sip:")).findFirst();
        for (String number : numbers(impus)) {
            sip.ifPresent(uri -> api.put("enum", NUMBERS + Api.segment(number), Map.of("uri", uri)));
        }
    }

    /** All of them, page by page. */
    public List<JsonNode> list() {
        List<JsonNode> all = new ArrayList<>();
        for (int page = 0; ; page++) {
            JsonNode found = api.get("hss", SUBSCRIBERS + "?size=" + PAGE + "&page=" + page);
            found.path("items").forEach(all::add);
            if (all.size() >= found.path("total").asLong()
                    || found.path("items").isEmpty()) {
                return all;
            }
        }
    }

    public JsonNode show(String impi) {
        return api.get("hss", SUBSCRIBERS + "/" + Api.segment(impi));
    }

    public boolean exists(String impi) {
        try {
            show(impi);
            return true;
        } catch (ApiException e) {
            if (e.status() == NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    public void remove(String impi) {
        List<String> impus = new ArrayList<>();
        show(impi)
                .path("impus")
                .forEach(identity -> impus.add(identity.path("impu").asString()));
        api.delete("hss", SUBSCRIBERS + "/" + Api.segment(impi));
        for (String number : numbers(impus)) {
            removeNumber(number);
        }
    }

    private void removeNumber(String number) {
        try {
            api.delete("enum", NUMBERS + Api.segment(number));
        } catch (ApiException e) {
            if (e.status() != NOT_FOUND) {
                throw e;
            }
        }
    }

    /** The telephone numbers among the identities, as enum's REST writes them: +491234. */
    private static List<String> numbers(List<String> impus) {
        return impus.stream()
                .filter(impu -> impu.startsWith("tel:+"))
                .map(impu -> impu.substring("tel:".length()).split(";")[0])
                .distinct()
                .toList();
    }
}
