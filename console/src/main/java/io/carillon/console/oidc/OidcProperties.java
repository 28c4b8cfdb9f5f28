package io.carillon.console.oidc;

import jakarta.validation.constraints.NotBlank;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where else people may sign in.
 *
 * @param issuer of the provider, below which its discovery document is
 * @param name what the sign-in page calls it
 * @param roleClaim the claim that says what somebody may do, a text or a list; dots lead into objects
 * @param admins values of it that make an admin; operators and viewers likewise
 * @param nameClaim what the audit calls somebody
 */
@Validated
@ConfigurationProperties("carillon.console.oidc")
record OidcProperties(
        @NotBlank String issuer,
        @NotBlank String clientId,
        @NotBlank String clientSecret,
        @DefaultValue("OpenID Connect") String name,
        @DefaultValue({"openid", "profile"}) List<String> scopes,
        @DefaultValue("roles") String roleClaim,
        @DefaultValue("carillon-admin") Set<String> admins,
        @DefaultValue("carillon-operator") Set<String> operators,
        @DefaultValue("carillon-viewer") Set<String> viewers,
        @DefaultValue("preferred_username") String nameClaim) {
    @Override
    public String toString() {
        return "OidcProperties[" + issuer + ", " + clientId + "]";
    }
}
