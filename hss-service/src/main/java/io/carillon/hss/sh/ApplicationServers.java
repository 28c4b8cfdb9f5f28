package io.carillon.hss.sh;

import io.carillon.diameter.Result;
import io.carillon.diameter.ThreeGppResult;
import io.carillon.diameter.sh.DataReference;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The AS permissions list (TS 29.328 §6.2): who may do what with which data. */
public final class ApplicationServers {

    /**
     * One application server, or several of a kind.
     *
     * @param host its Diameter host name; a name without a dot is one of the home domain, a star at its end stands for
     *     whatever follows
     */
    public record Permission(
            String host, Set<DataReference> read, Set<DataReference> update, Set<DataReference> subscribe) {}

    /** What an application server wants to do. */
    enum Operation {
        READ(ThreeGppResult.USER_DATA_CANNOT_BE_READ),
        UPDATE(ThreeGppResult.USER_DATA_CANNOT_BE_MODIFIED),
        SUBSCRIBE(ThreeGppResult.USER_DATA_CANNOT_BE_NOTIFIED);

        private final ThreeGppResult refused;

        Operation(ThreeGppResult refused) {
            this.refused = refused;
        }

        private Set<DataReference> of(Permission permission) {
            return switch (this) {
                case READ -> permission.read();
                case UPDATE -> permission.update();
                case SUBSCRIBE -> permission.subscribe();
            };
        }
    }

    private final List<Permission> permissions;
    private final String homeDomain;

    public ApplicationServers(List<Permission> permissions, String homeDomain) {
        this.permissions = List.copyOf(permissions);
        this.homeDomain = homeDomain;
    }

    /** Why this host may not; empty if it may. */
    Optional<Result> refusal(String host, Operation operation, List<DataReference> data) {
        List<Permission> own =
                permissions.stream().filter(each -> names(each.host(), host)).toList();
        if (own.isEmpty()) {
            return Optional.of(ThreeGppResult.OPERATION_NOT_ALLOWED);
        }
        boolean all = data.stream()
                .allMatch(wanted ->
                        own.stream().anyMatch(each -> operation.of(each).contains(wanted)));
        return all ? Optional.empty() : Optional.of(operation.refused);
    }

    /** Whether anybody could have a watch on such data. */
    boolean mayBeWatched(DataReference data) {
        return permissions.stream().anyMatch(each -> each.subscribe().contains(data));
    }

    private boolean names(String pattern, String host) {
        boolean open = pattern.endsWith("*");
        String start = open ? pattern.substring(0, pattern.length() - 1) : pattern;
        String home = "." + homeDomain;
        String name =
                pattern.contains(".") || !host.endsWith(home) ? host : host.substring(0, host.length() - home.length());
        return open
                ? name.startsWith(start) && (pattern.contains(".") || !name.contains("."))
                : name.equalsIgnoreCase(start);
    }
}
