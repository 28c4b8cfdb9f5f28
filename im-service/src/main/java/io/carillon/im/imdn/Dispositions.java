package io.carillon.im.imdn;

import io.carillon.im.store.Aliases;
import io.carillon.im.store.History;
import io.carillon.im.store.Notices;
import io.carillon.im.store.State;
import io.carillon.im.store.StoredMessage;
import io.carillon.msrp.Cpim;
import io.carillon.msrp.ImdnNotice;
import io.carillon.msrp.MsrpException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes in the history what a message's recipient has done with it. */
public final class Dispositions {
    private static final Logger LOG = LoggerFactory.getLogger(Dispositions.class);

    private final Notices notices;
    private final History history;
    private final Aliases aliases;

    public Dispositions(Notices notices, History history, Aliases aliases) {
        this.notices = notices;
        this.history = history;
        this.aliases = aliases;
    }

    /** Empty if the body is not in a wrapper, or in none that can be opened. */
    public static Optional<Cpim> opened(String contentType, byte[] body) {
        if (!contentType.toLowerCase(Locale.ROOT).startsWith(Cpim.TYPE)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Cpim.parse(body));
        } catch (MsrpException e) {
            LOG.info("A wrapper that cannot be opened: {}", e.getMessage());
            return Optional.empty();
        }
    }

    public static boolean isNotice(Optional<Cpim> message) {
        return message.filter(each -> each.contentType().equals(ImdnNotice.TYPE))
                .isPresent();
    }

    /** Its sender wants to hear of it: what comes back will be known by this name. */
    public void expect(Cpim message, StoredMessage stored) {
        if (message.wantsNotice()) {
            message.messageId().ifPresent(id -> notices.remember(stored, id));
        }
    }

    /**
     * @param reporter who got the message and says so
     * @param sender of the message, to whom it is said
     * @return false if it is about a message that is not known, or not yet
     */
    public boolean note(Cpim notice, String reporter, String sender, Instant now) {
        Optional<ImdnNotice> read;
        try {
            read = ImdnNotice.parse(notice.content());
        } catch (MsrpException e) {
            LOG.info("{} sends a notification that is none: {}", reporter, e.getMessage());
            return true;
        }
        var state = read.flatMap(each -> state(each.disposition()));
        if (state.isEmpty()) {
            return true;
        }
        var message = find(sender, reporter, read.get().messageId());
        message.ifPresent(known -> {
            history.change(known, state.get(), now, state.get() == State.FAILED ? "IMDN" : "");
            LOG.info("Message {} is {} says {}", known.id(), state.get(), reporter);
        });
        return message.isPresent();
    }

    private static Optional<State> state(ImdnNotice.Disposition disposition) {
        return switch (disposition) {
            case DELIVERED -> Optional.of(State.DELIVERED);
            case DISPLAYED -> Optional.of(State.DISPLAYED);
            case FAILED -> Optional.of(State.FAILED);
            case OTHER -> Optional.empty();
        };
    }

    /** Under whatever names the two wrote to each other. */
    private Optional<StoredMessage> find(String sender, String recipient, String id) {
        var first = notices.find(sender, recipient, id);
        if (first.isPresent()) {
            return first;
        }
        var recipients = aliases.of(recipient);
        return aliases.of(sender).stream()
                .flatMap(from -> recipients.stream().flatMap(to -> notices.find(from, to, id).stream()))
                .findFirst();
    }
}
