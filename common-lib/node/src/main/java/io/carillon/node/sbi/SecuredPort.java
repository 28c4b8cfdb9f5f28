package io.carillon.node.sbi;

import java.util.Objects;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.springframework.boot.ssl.SslBundle;

/** A port for who has a certificate that we trust (TS 33.501 §13.1). */
public final class SecuredPort {
    private SecuredPort() {}

    public static Connector open(int port, Certificates certificates) {
        var protocol = new Http11NioProtocol();
        protocol.setSSLEnabled(true);
        protocol.addSslHostConfig(host(certificates.now()));
        certificates.onChange(changed -> protocol.addSslHostConfig(host(changed), true));
        var connector = new Connector(protocol);
        connector.setPort(port);
        connector.setSecure(true);
        connector.setScheme("https");
        connector.addUpgradeProtocol(new Http2Protocol());
        return connector;
    }

    private static SSLHostConfig host(SslBundle bundle) {
        var host = new SSLHostConfig();
        host.setProtocols("TLSv1.2+TLSv1.3");
        host.setCertificateVerification("required");
        host.setTrustStore(bundle.getStores().getTrustStore());
        var own = new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.UNDEFINED);
        own.setCertificateKeystore(bundle.getStores().getKeyStore());
        own.setCertificateKeystorePassword(
                Objects.requireNonNullElse(bundle.getStores().getKeyStorePassword(), ""));
        if (bundle.getKey().getPassword() != null) {
            own.setCertificateKeyPassword(bundle.getKey().getPassword());
        }
        host.addCertificate(own);
        return host;
    }
}
