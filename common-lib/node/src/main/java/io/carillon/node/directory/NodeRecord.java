package io.carillon.node.directory;

import java.util.Optional;
import org.apache.curator.x.discovery.ServiceInstance;
import org.apache.curator.x.discovery.ServiceType;
import org.apache.curator.x.discovery.details.InstanceSerializer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a node is written in ZooKeeper: the JSON of Curator's service discovery, by the Jackson of this generation. Unknown
 * fields are passed over and missing ones are taken as false or none, so that a newer node can stand beside an older one.
 */
final class NodeRecord implements InstanceSerializer<NodeInfo> {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private record Written(
            String name, String id, NodeInfo payload, long registrationTimeUTC, ServiceType serviceType) {}

    @Override
    public byte[] serialize(ServiceInstance<NodeInfo> instance) {
        return JSON.writeValueAsBytes(new Written(
                instance.getName(),
                instance.getId(),
                instance.getPayload(),
                instance.getRegistrationTimeUTC(),
                instance.getServiceType()));
    }

    @Override
    public ServiceInstance<NodeInfo> deserialize(byte[] bytes) throws Exception {
        return instance(JSON.readValue(bytes, Written.class).payload());
    }

    static ServiceInstance<NodeInfo> instance(NodeInfo node) throws Exception {
        return ServiceInstance.<NodeInfo>builder()
                .name(node.role())
                .id(node.id())
                // The addresses are in the payload; without one here Curator would go looking for network interfaces.
                .address("")
                .serviceType(ServiceType.DYNAMIC)
                .payload(node)
                .build();
    }

    /** Empty for what no node of ours wrote. */
    static Optional<NodeInfo> read(byte[] bytes) {
        try {
            return Optional.ofNullable(JSON.readValue(bytes, Written.class)).map(Written::payload);
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }
}
