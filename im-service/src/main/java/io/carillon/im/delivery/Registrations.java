package io.carillon.im.delivery;

import io.carillon.identity.Impu;
import io.carillon.im.store.Aliases;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipParseException;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.transaction.ServerTransaction;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The S-CSCF tells of registrations: who comes back gets what is kept (TS 24.229 §5.7.1.1, TS 24.341 §5.3.3.2). */
public final class Registrations {
    private static final Logger LOG = LoggerFactory.getLogger(Registrations.class);

    private final Aliases aliases;
    private final Courier courier;
    private final Clock clock;

    public Registrations(Aliases aliases, Courier courier, Clock clock) {
        this.aliases = aliases;
        this.courier = courier;
        this.clock = clock;
    }

    public void handle(ServerTransaction transaction, SipRequest register) {
        var served = identity(register.to());
        int expires = register.number(HeaderName.EXPIRES).orElse(0);
        transaction.respond(register.reply(200)
                .toTag(io.carillon.sip.message.ResponseEdit.newTag())
                .append(HeaderName.EXPIRES, expires)
                .build());
        if (expires > 0) {
            LOG.info("{} is registered", served);
            back(served, associated(register));
        }
    }

    private void back(String served, Set<String> associated) {
        var user = new LinkedHashSet<>(associated);
        user.add(served);
        if (user.size() > 1) {
            aliases.learn(user);
        }
        user.addAll(aliases.of(served));
        user.forEach(identity -> courier.wake(identity, clock.instant(), true));
    }

    private static String identity(NameAddr address) {
        try {
            return Impu.parse(address.uri()).value();
        } catch (IllegalArgumentException e) {
            throw new SipParseException("The To header is no public identity");
        }
    }

    /** P-Associated-URI of the user's own 200 OK, if the filter criterion includes it (TS 24.229 §5.4.1.7A). */
    private static Set<String> associated(SipRequest register) {
        var identities = new LinkedHashSet<String>();
        if (!register.contentType().equals("message/sip")) {
            return identities;
        }
        try {
            SipMessage.parse(register.body())
                    .addresses(HeaderName.P_ASSOCIATED_URI)
                    .forEach(each -> identities.add(identity(each)));
        } catch (SipFailure e) {
            LOG.info("The message inside the third-party REGISTER for {} is of no use: {}", register.to(), e.reason());
        }
        return identities;
    }
}
