package io.carillon.sbc;

import io.carillon.diameter.DiameterClient;
import io.carillon.diameter.rx.Rx;
import io.carillon.node.diameter.DiameterNode;
import io.carillon.sbc.adapter.diameter.RxPolicy;
import io.carillon.sbc.adapter.diameter.RxPushes;
import io.carillon.sbc.adapter.http.N5Policy;
import io.carillon.sbc.adapter.http.NotificationUris;
import io.carillon.sbc.adapter.http.Repository;
import io.carillon.sbc.adapter.http.ServiceClient;
import io.carillon.sbc.pcscf.CallRelease;
import io.carillon.sbc.pcscf.SignallingPaths;
import io.carillon.sbc.policy.NoPolicy;
import io.carillon.sbc.policy.PolicyByAccess;
import io.carillon.sbc.policy.PolicyFunction;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Where the policy functions are: Rx of a 4G core, N5 of a 5G one. */
@Configuration(proxyBeanMethods = false)
class PolicyWiring {
    @Bean(destroyMethod = "close")
    DiameterClient policyClient(
            DiameterNode diameter, ObjectProvider<CallRelease> release, ObjectProvider<SignallingPaths> paths) {
        String role = diameter.isConfigured("pcrf") ? "pcrf" : "lab";
        return new RxPushes(release::getObject, paths::getObject)
                .taking(diameter.client(role, Rx.APPLICATION))
                .start();
    }

    @Bean
    PolicyFunction policyFunction(
            DiameterClient policyClient,
            ServiceClient serviceClient,
            Repository repository,
            JsonMapper json,
            NotificationUris notifications,
            SbcProperties properties) {
        if (!properties.askPolicy()) {
            return new NoPolicy();
        }
        return new PolicyByAccess(
                new RxPolicy(policyClient, properties.policyDeadline()),
                new N5Policy(serviceClient, repository, json, notifications),
                N5Policy::isOurs,
                properties.n5Access());
    }
}
