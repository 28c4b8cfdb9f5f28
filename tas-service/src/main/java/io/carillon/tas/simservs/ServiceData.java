package io.carillon.tas.simservs;

import io.carillon.identity.Impu;
import java.util.function.UnaryOperator;

/** The services documents of users. */
public interface ServiceData {
    /**
     * What the user has; {@link Simservs#NONE} for one who never set anything.
     *
     * @throws io.carillon.sip.message.SipFailure 503 while the store is away
     * @throws MalformedDocument if what is stored is no services document
     */
    Simservs of(Impu user);

    /**
     * Changes the document; of changes at the same time none is lost. A malformed one is begun anew.
     *
     * @throws io.carillon.sip.message.SipFailure 503 while the store is away, 404 of a user whom it does not know
     */
    Simservs update(Impu user, UnaryOperator<Simservs> change);

    void clear(Impu user);
}
