package io.carillon.node;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What is set for every node.
 *
 * @param homeDomain the home network domain name (TS 23.003 §13.2), which is the Diameter realm too
 * @param node who this node is
 * @param dataDir where this node keeps what must outlive its process; {@code ./run/<id>} when not set
 */
@Validated
@ConfigurationProperties("carillon")
public record NodeProperties(
        @DefaultValue("ims.mnc001.mcc001.3gppnetwork.org")
        @Pattern(
                regexp = "[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?",
                message = "must be a domain name, such as ims.mnc001.mcc001.3gppnetwork.org")
        String homeDomain,

        @Valid @NotNull(message = "must be given: carillon.node.role at the least")
        Node node,

        Path dataDir) {

    public NodeProperties {
        if (dataDir == null) {
            dataDir = Path.of("run", node == null ? "" : node.id());
        }
    }

    /**
     * @param role the kind of node: sbc, cscf, tas, …
     * @param id the name of this instance, unique in the core; {@code <role>-1} when not set
     * @param host the address other nodes reach this one at; a name is resolved once, at the start
     * @param weight its share of new work beside others of its role
     */
    public record Node(
            @NotBlank @Pattern(regexp = NAME, message = "must be lower-case letters, digits and dashes")
            String role,

            @NotBlank @Pattern(regexp = NAME, message = "must be lower-case letters, digits and dashes")
            String id,

            @DefaultValue("127.0.0.1") @NotBlank String host,
            @DefaultValue("100") @Min(1) @Max(10_000) int weight) {

        private static final String NAME = "[a-z][a-z0-9-]{0,62}";

        public Node {
            id = id == null || id.isBlank() ? role + "-1" : id;
        }
    }
}
