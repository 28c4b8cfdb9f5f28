package io.carillon.console.oidc;

import io.carillon.node.admin.AdminRole;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What somebody may do, as the provider's claims have it: the most of what they say, nothing if they say nothing. */
record ClaimedRoles(OidcProperties properties) {

    Optional<AdminRole> of(Map<String, Object> claims) {
        var values = values(claims, properties.roleClaim());
        return Map.of(
                        AdminRole.ADMIN, properties.admins(),
                        AdminRole.OPERATOR, properties.operators(),
                        AdminRole.VIEWER, properties.viewers())
                .entrySet()
                .stream()
                .filter(each -> values.stream().anyMatch(each.getValue()::contains))
                .map(Map.Entry::getKey)
                .min(AdminRole::compareTo);
    }

    /** Why somebody has none, for whoever sets the provider up. */
    String absence(Map<String, Object> claims) {
        return (values(claims, properties.roleClaim()).isEmpty()
                        ? "there is no claim "
                        : "no role of ours is in the claim ")
                + properties.roleClaim();
    }

    private static List<String> values(Map<String, Object> claims, String path) {
        @Nullable Object claim = claims;
        for (var step : path.split("\\.")) {
            claim = claim instanceof Map<?, ?> inner ? inner.get(step) : null;
        }
        return switch (claim) {
            case Collection<?> many -> many.stream().map(String::valueOf).toList();
            case String one -> List.of(one.split("[ ,]+"));
            case null, default -> List.of();
        };
    }
}
