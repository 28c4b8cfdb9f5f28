package io.carillon.im.large;

import io.carillon.im.delivery.Courier;
import io.carillon.im.delivery.Intake;
import io.carillon.im.delivery.Pending;
import io.carillon.im.delivery.Progress;
import io.carillon.im.delivery.Schedule;
import io.carillon.im.files.Contents;
import io.carillon.im.files.FileOffer;
import io.carillon.im.store.Kind;
import io.carillon.im.store.MessageId;
import io.carillon.im.store.StoreAway;
import io.carillon.msrp.MsrpBridge;
import io.carillon.msrp.MsrpEndpoint;
import io.carillon.msrp.MsrpMedia;
import io.carillon.msrp.MsrpMedia.Setup;
import io.carillon.msrp.MsrpSession;
import io.carillon.sdp.Direction;
import io.carillon.sdp.SessionDescription;
import io.carillon.sip.dialog.UserAgentCall;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.Uris;
import io.carillon.sip.transaction.ServerTransaction;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Answers in the place of who is away, and keeps what is said until its owner is back. */
public final class Mailbox {
    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);
    /** Of the user part that a call for a mailbox goes to. */
    public static final String PREFIX = "mailbox-";

    private static final String SDP = "application/sdp";
    private static final int NOT_ACCEPTABLE = 488;
    /** Longer than any session timer of the call in front of it. */
    private static final Duration SILENCE = Duration.ofHours(1);

    private static final int FORBIDDEN = 403;
    private static final int STOP = 413;

    /**
     * @param mostOctets of one message
     * @param validity how long a message is kept
     * @param pause before the first attempt to hand it over
     */
    public record Settings(long mostOctets, Duration validity, Duration pause) {}

    private final MsrpEndpoint endpoint;
    private final Contents contents;
    private final Intake intake;
    private final Schedule schedule;
    private final Courier courier;
    private final JsonMapper json;
    private final Settings settings;
    private final Clock clock;
    private final ConcurrentMap<String, Guest> guests = new ConcurrentHashMap<>();
    /** Files that are coming in, by the names of their transfers. */
    private final ConcurrentMap<String, CompletableFuture<Boolean>> transfers = new ConcurrentHashMap<>();

    public Mailbox(
            MsrpEndpoint endpoint,
            Contents contents,
            Intake intake,
            Schedule schedule,
            Courier courier,
            JsonMapper json,
            Settings settings,
            Clock clock) {
        this.endpoint = endpoint;
        this.contents = contents;
        this.intake = intake;
        this.schedule = schedule;
        this.courier = courier;
        this.json = json;
        this.settings = settings;
        this.clock = clock;
    }

    /** @return the user part under which this guest's call is taken, once */
    public String expect(Guest guest) {
        var token = PREFIX + UUID.randomUUID();
        guests.put(token, guest);
        return token;
    }

    /** The guest's call is over. */
    public void forget(String token) {
        guests.remove(token);
    }

    /** One call, to its end. On a virtual thread of its own. */
    public void take(UserAgentCall call) {
        var guest = Optional.ofNullable(
                guests.remove(Uris.sip(call.invite().uri()).user().orElse("")));
        var offer = guest.flatMap(known -> Offers.in(call.invite()));
        var media = offer.flatMap(MsrpBridge::media);
        if (media.isEmpty()) {
            call.refuse(guest.isEmpty() ? 404 : NOT_ACCEPTABLE);
            return;
        }
        var keys = new Keys(guest.get());
        if (!continues(guest.get(), keys)) {
            call.refuse(NOT_ACCEPTABLE);
            return;
        }
        try (var upload = new Upload(contents, guest.get().file(), keys)) {
            keys.transfer().ifPresent(name -> transfers.put(name, upload.over()));
            upload.over().thenRun(() -> keys.transfer().ifPresent(name -> transfers.remove(name, upload.over())));
            var session = endpoint.session(settings.mostOctets(), upload);
            answer(call, session, offer.get(), media.get());
            hold(call);
            session.close();
        }
    }

    /** A file that goes on behind its first part needs that part (RFC 5547 §8.4). */
    private boolean continues(Guest guest, Keys keys) {
        long behind = guest.file().map(FileOffer::start).orElse(1L) - 1;
        // The phone that goes on may be quicker than we are with the end of what broke off.
        keys.transfer()
                .map(transfers::get)
                .ifPresent(before -> before.copy()
                        .completeOnTimeout(false, 5, TimeUnit.SECONDS)
                        .join());
        try {
            return behind == 0
                    || (guest.file().get().transferId().isPresent() && contents.size(keys.key("")) >= behind);
        } catch (StoreAway e) {
            LOG.warn("No file is taken: {}", e.why());
            return false;
        }
    }

    private static void answer(UserAgentCall call, MsrpSession session, SessionDescription offer, MsrpMedia media) {
        var role = media.answer();
        var answer = media.anchored(offer, session, role)
                .mapMedia(each -> MsrpMedia.isMsrp(each)
                        ? each.withDirection(Direction.RECVONLY).withoutAttribute("file-icon")
                        : each.withPort(0));
        session.expects(media.fingerprint());
        if (role == Setup.ACTIVE) {
            session.connect(media.path());
        } else {
            session.await(media.path());
        }
        call.answer(call.reply(200).body(SDP, answer.toBytes()).build());
    }

    private static void hold(UserAgentCall call) {
        while (true) {
            var event = call.next(SILENCE);
            if (event.isEmpty()) {
                call.bye();
                return;
            }
            switch (event.get()) {
                case UserAgentCall.Event.Ended ignored -> {
                    return;
                }
                case UserAgentCall.Event.Cancelled ignored -> {
                    return;
                }
                case UserAgentCall.Event.Requested(ServerTransaction request) ->
                    call.respond(
                            request,
                            call.dialog().isEmpty()
                                    ? request.request().reply(481).build()
                                    : refreshed(request));
                default -> {}
            }
        }
    }

    /** A session refresh without a new description is well; anything else stays as it is. */
    private static io.carillon.sip.message.SipResponse refreshed(ServerTransaction transaction) {
        var request = transaction.request();
        boolean plain = !request.hasBody() && !request.is(Method.INVITE);
        return request.reply(plain ? 200 : NOT_ACCEPTABLE).build();
    }

    /** Keeps one guest's messages. */
    private final class Keys implements Upload.Keeper {
        private final Guest guest;

        Keys(Guest guest) {
            this.guest = guest;
        }

        /** The same file again, as after a broken connection, has the same key. */
        private Optional<String> transfer() {
            return guest.file()
                    .flatMap(FileOffer::transferId)
                    .map(id -> "file " + guest.sender() + " " + guest.recipient() + " " + id);
        }

        @Override
        public String key(String messageId) {
            return transfer()
                    .map(name -> HexFormat.of().formatHex(MessageId.digest(name)))
                    .orElseGet(() -> UUID.randomUUID().toString());
        }

        @Override
        public int keep(String key, long size, String contentType, String messageId, Optional<String> text) {
            var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            var origin = transfer()
                    .orElse(guest.sender() + " " + guest.recipient() + " " + guest.callId() + " " + messageId);
            var seen = schedule.firstSeen(origin, now);
            var accepted = seen.since();
            var lines = guest.file().map(FileOffer::lines).orElse(List.of());
            var deposit = new Deposit(
                    key, size, contentType, messageId, lines, icon(key).orElse(null));
            var draft = new Pending.Draft(
                    MessageId.of(accepted, origin),
                    guest.file().isPresent() ? Kind.FILE : Kind.LARGE,
                    guest.sender(),
                    guest.recipient(),
                    guest.sender(),
                    guest.anonymous(),
                    contentType,
                    json.writeValueAsBytes(deposit),
                    accepted,
                    accepted.plus(settings.validity()),
                    false,
                    Optional.empty(),
                    guest.callId(),
                    guest.icid());
            var due = now.plus(settings.pause());
            var pendingMessage = Pending.of(draft, Progress.waiting(due));
            return switch (intake.take(pendingMessage, text, seen.again(), guest.advance())) {
                case Intake.Taken.Accepted(var pending, var repeated) -> {
                    courier.wake(pending.recipient(), due, false);
                    LOG.info("Message {} to {}: {} octets are kept", pending.id(), pending.recipient(), size);
                    yield 200;
                }
                case Intake.Taken.NotPaid ignored -> without(key, FORBIDDEN);
                case Intake.Taken.NotAllowed ignored -> without(key, FORBIDDEN);
                case Intake.Taken.NobodyCharges ignored -> without(key, STOP);
            };
        }

        private int without(String key, int status) {
            contents.delete(key);
            return status;
        }

        private Optional<Deposit.Icon> icon(String key) {
            return guest.icon().map(part -> {
                var own = key + "-icon";
                var appender = contents.append(own, 0);
                appender.write(part.content());
                appender.flush();
                return new Deposit.Icon(part.id(), part.contentType(), own);
            });
        }
    }

    /** What was kept for a message that has come to its end. */
    public static final class Leftovers {
        private final Contents contents;
        private final JsonMapper json;

        public Leftovers(Contents contents, JsonMapper json) {
            this.contents = contents;
            this.json = json;
        }

        public void remove(Pending ended) {
            if (!ended.kind().isLarge()) {
                return;
            }
            var deposit = json.readValue(ended.body(), Deposit.class);
            contents.delete(deposit.key());
            var icon = deposit.icon();
            if (icon != null) {
                contents.delete(icon.key());
            }
        }
    }
}
