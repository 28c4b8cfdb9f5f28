package io.carillon.bench.sip.server;

import io.carillon.bench.sip.generator.Generator;
import io.carillon.sip.auth.Algorithm;
import io.carillon.sip.auth.Challenge;
import io.carillon.sip.auth.Credentials;
import io.carillon.sip.auth.Digest;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.proxy.Branch;
import io.carillon.sip.proxy.Forward;
import io.carillon.sip.proxy.Proxy;
import io.carillon.sip.transaction.RequestHandler;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transport.Hop;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A registrar with digest and bindings in memory (RFC 3261 §10.3, §22.4), and a proxy to them. */
final class BareRegistrar implements RequestHandler {
    /** @param hops found once, when the binding comes */
    private record Binding(NameAddr contact, List<Hop> hops) {}

    private final SipStack stack;
    private final Proxy proxy;
    private final Nonces nonces = new Nonces();
    private final Map<String, Binding> bindings = new ConcurrentHashMap<>();

    BareRegistrar(SipStack stack) {
        this.stack = stack;
        this.proxy = new Proxy(stack);
    }

    @Override
    public void onRequest(ServerTransaction transaction) {
        var request = transaction.request();
        if (request.is(Method.REGISTER)) {
            register(transaction, request);
        } else {
            deliver(transaction, request);
        }
    }

    private void register(ServerTransaction transaction, SipRequest request) {
        var credentials = request.first(HeaderName.AUTHORIZATION).flatMap(Credentials::parse);
        if (credentials.isEmpty() || !isRight(credentials.get())) {
            transaction.respond(request.reply(401)
                    .toTag(ResponseEdit.newTag())
                    .append(HeaderName.WWW_AUTHENTICATE, Challenge.of(Generator.DOMAIN, nonces.next(), Algorithm.MD5))
                    .build());
            return;
        }
        var contact = request.address(HeaderName.CONTACT).orElseThrow();
        bindings.put(request.to().uri(), new Binding(contact, stack.locator().locate(contact.sipUri())));
        transaction.respond(request.reply(200)
                .toTag(ResponseEdit.newTag())
                .append(HeaderName.CONTACT, contact)
                .build());
    }

    private boolean isRight(Credentials credentials) {
        return credentials.realm().equals(Generator.DOMAIN)
                && nonces.isFresh(credentials.nonce())
                && Digest.verify(
                        credentials,
                        Method.REGISTER,
                        Digest.ha1(Algorithm.MD5, credentials.username(), Generator.DOMAIN, Generator.PASSWORD));
    }

    private void deliver(ServerTransaction transaction, SipRequest request) {
        var binding = bindings.get(request.uri());
        if (binding == null) {
            transaction.respond(404);
            return;
        }
        var there = request.edit().uri(binding.contact.uri()).build();
        proxy.forward(transaction, Forward.to(BareServer.LISTENER, new Branch(there, binding.hops)));
    }
}
